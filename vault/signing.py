"""What we sign: an Ed25519 key of the house's own, made from a purpose key, so that rotation never changes it."""

import json
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.core.serializers.json import DjangoJSONEncoder

from vault import keys

PURPOSE = "signing"


def canonical(facts: dict[str, Any]) -> bytes:
    """Facts as they are signed: JSON, keys sorted, no spaces, UTF-8."""
    return json.dumps(facts, sort_keys=True, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")).encode()


def _private() -> Ed25519PrivateKey:
    seed = HKDF(SHA256(), 32, salt=None, info=b"hornbill ed25519 1").derive(keys.purpose_key(PURPOSE))
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_key() -> str:
    """Our public key, 32 bytes in hex. Keep a copy on paper: who has only the database cannot sign as us."""
    return _private().public_key().public_bytes_raw().hex()


def sign(facts: dict[str, Any]) -> str:
    """The signature over `canonical(facts)`, 64 bytes in hex."""
    return _private().sign(canonical(facts)).hex()


def holds(facts: dict[str, Any], signature: str, public: str) -> bool:
    """Whether the signature (hex) over the facts is that of the public key (hex)."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), canonical(facts))
    except (InvalidSignature, ValueError):
        return False
    return True
