"""Key files: a private key under a pass phrase. `vault/static/vault/keyfile.js` reads and writes the same format."""

import json
import re
import unicodedata
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import asdict, dataclass
from hashlib import blake2b

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox
from nacl.utils import random

FORMAT = "hornbill-handler-key-1"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
SHORTEST_PASS_PHRASE = 12  # signs; the page says the same
# libsodium's 'moderate': about a second and 256 MiB. A file may ask for less (or a little more), never for a machine.
OPS, MEMORY = argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE
MOST_OPS, MOST_MEMORY = 16, 1024 * 1024 * 1024
BOX_OVERHEAD = 48  # bytes that a sealed box is longer than its content


class KeyFileError(Exception):
    """A key, key file or box that cannot be used. The text is for the person who holds it."""


@dataclass(frozen=True)
class KeyFile:
    """What lies in a key file. Bytes are in base64.

    Args:
        ops, memory: Argon2id's passes and bytes.
        sealed: the private key in a secretbox (XSalsa20-Poly1305) under the key that Argon2id makes of the pass phrase.
    """

    hornbill: str
    name: str
    public: str
    kdf: str
    ops: int
    memory: int
    salt: str
    nonce: str
    sealed: str

    def text(self) -> str:
        return json.dumps(asdict(self), indent=1) + "\n"


def _stretched(pass_phrase: str, salt: bytes, ops: int, memory: int) -> bytes:
    # One phrase typed on two keyboards may arrive in two forms.
    clear = unicodedata.normalize("NFKC", pass_phrase).encode()
    return argon2id.kdf(SecretBox.KEY_SIZE, clear, salt, opslimit=ops, memlimit=memory)


def make(name: str, pass_phrase: str, *, ops: int = OPS, memory: int = MEMORY) -> KeyFile:
    """A new key under a pass phrase. Raises: KeyFileError for a name or phrase that will not do."""
    return protect(PrivateKey.generate(), name, pass_phrase, ops=ops, memory=memory)


def protect(private: PrivateKey, name: str, pass_phrase: str, *, ops: int = OPS, memory: int = MEMORY) -> KeyFile:
    """A key file for a private key that is there already: another pass phrase for the same key."""
    if not NAME.fullmatch(name):
        raise KeyFileError("A key's name is up to 40 letters without accents, digits, dots, dashes: huda-2026")
    if len(pass_phrase) < SHORTEST_PASS_PHRASE:
        raise KeyFileError(f"A pass phrase has at least {SHORTEST_PASS_PHRASE} signs. Six words from a book do well.")
    salt, nonce = random(argon2id.SALTBYTES), random(SecretBox.NONCE_SIZE)
    box = SecretBox(_stretched(pass_phrase, salt, ops, memory))
    sealed = box.encrypt(bytes(private), nonce).ciphertext
    return KeyFile(
        FORMAT, name, base64(bytes(private.public_key)), "argon2id13", ops, memory,
        base64(salt), base64(nonce), base64(sealed),
    )  # fmt: skip


def read(text: str) -> KeyFile:
    """Raises: KeyFileError where the text is no key file of ours."""
    try:
        said = json.loads(text)
        found = KeyFile(**{field: said[field] for field in KeyFile.__dataclass_fields__})
    except (ValueError, KeyError, TypeError) as wrong:
        raise KeyFileError("This is not a handler's key file.") from wrong
    if found.hornbill != FORMAT or found.kdf != "argon2id13" or not NAME.fullmatch(found.name):
        raise KeyFileError("This key file has a form that is not known here.")
    if not (0 < found.ops <= MOST_OPS and 0 < found.memory <= MOST_MEMORY):
        raise KeyFileError("This key file asks for more work than any of ours: somebody changed it.")
    return found


def unlock(file: KeyFile, pass_phrase: str) -> PrivateKey:
    """Raises: KeyFileError where the pass phrase is wrong or the file was changed."""
    key = _stretched(pass_phrase, unbase64(file.salt), file.ops, file.memory)
    try:
        private = PrivateKey(SecretBox(key).decrypt(unbase64(file.sealed), unbase64(file.nonce)))
    except CryptoError as wrong:
        raise KeyFileError("The pass phrase is wrong, or the key file was damaged.") from wrong
    if bytes(private.public_key) != unbase64(file.public):
        raise KeyFileError("The public key in this file is not that of its private key: somebody changed it.")
    return private


# --- Public keys ------------------------------------------------------------------------------------------------
def public_line(file: KeyFile) -> str:
    """What the operator puts into HANDLER_PUBLIC_KEYS."""
    return f"{file.name}:{file.public}"


def public_keys(spec: str) -> dict[str, bytes]:
    """Public keys by name from `name:base64,…`. Raises: KeyFileError, naming the one that cannot be used."""
    found: dict[str, bytes] = {}
    for item in filter(None, (each.strip() for each in spec.split(","))):
        name, _, text = item.partition(":")
        try:
            key = bytes(PublicKey(unbase64(text.strip())))
        except (CryptoError, KeyFileError, ValueError) as wrong:
            raise KeyFileError(f"The public key of {name.strip()!r} is not 32 bytes in base64.") from wrong
        if name.strip() in found:
            raise KeyFileError(f"Two public keys have the name {name.strip()!r}.")
        found[name.strip()] = key
    return found


def fingerprint(public: bytes) -> str:
    """30 digits of a public key (100 bits), to be compared by voice: BLAKE2b-256, modulo 10^30."""
    return f"{int.from_bytes(blake2b(public, digest_size=32).digest()) % 10**30:030d}"


def spoken(digits: str) -> str:
    """A fingerprint in groups of five, as it is read aloud."""
    return " ".join(digits[at : at + 5] for at in range(0, len(digits), 5))


# --- Boxes ------------------------------------------------------------------------------------------------------
def open_box(private: PrivateKey, sealed: bytes) -> str:
    """What a source wrote. Raises: KeyFileError where the box was sealed to another key."""
    try:
        return SealedBox(private).decrypt(sealed).decode()
    except (CryptoError, ValueError) as wrong:
        raise KeyFileError("This box was sealed to another key.") from wrong


def seal(public: bytes, clear: str) -> bytes:
    """A box that only the holder of the private key opens."""
    return SealedBox(PublicKey(public)).encrypt(clear.encode())


def unbase64(text: str) -> bytes:
    """Raises: KeyFileError."""
    try:
        return b64decode(text, validate=True)
    except (NotBase64, ValueError, TypeError) as wrong:
        raise KeyFileError("This is not base64: a piece may be missing.") from wrong


def base64(raw: bytes) -> str:
    return b64encode(raw).decode()
