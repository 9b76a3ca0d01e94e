"""Encryption for the way out, in the age format (age-encryption.org/v1): to public keys, or by a pass phrase.

A library (pyrage) reads what is written here and checks the keys. It cannot write with a pass phrase without holding
the whole file, and takes nothing that is pushed to it: hence this writer, of the format's parts and no others.
"""

import hashlib
import hmac
import os
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence

import pyrage
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"age-encryption.org/v1"
CHUNK = 64 * 1024
# 2^15 rounds take 32 MiB. A phrase of ours has 128 bits and more: stretching it further would protect nothing.
SCRYPT_LOG_N = 15
_SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"  # bech32 (BIP 173)

Stanza = Callable[[bytes], bytes]


class NoSuchKey(ValueError):
    """Not a public key of age."""


def to_keys(recipients: Sequence[str]) -> list[Stanza]:
    """Each recipient alone can open it. recipients: `age1…`, one or more. Raises: NoSuchKey."""
    return [_to_key(_point(each)) for each in recipients]


def by_phrase(phrase: str) -> list[Stanza]:
    """Whoever has the phrase can open it."""
    return [_by_phrase(phrase.encode())]


def seal(chunks: Iterable[bytes], stanzas: Sequence[Stanza]) -> Iterator[bytes]:
    """The file as it goes out, in pieces; memory: two chunks.

    Args:
        stanzas: of `to_keys` or `by_phrase`; the format forbids a mixture.
    """
    file_key, nonce = os.urandom(16), os.urandom(16)
    head = VERSION + b"\n" + b"".join(stanza(file_key) for stanza in stanzas) + b"---"
    mac = hmac.digest(_derived(file_key, b"", b"header"), head, "sha256")
    yield head + b" " + _base64(mac) + b"\n" + nonce
    cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    for number, (clear, is_last) in enumerate(_cut(chunks)):
        yield cipher.encrypt(number.to_bytes(11, "big") + bytes([is_last]), clear, None)


def _cut(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Pieces of CHUNK bytes, the last one marked: it is empty only where the whole is."""
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) > CHUNK:
            with memoryview(waiting) as view:
                clear = bytes(view[:CHUNK])
            yield clear, False
            del waiting[:CHUNK]
    yield bytes(waiting), True


def _to_key(point: bytes) -> Stanza:
    def stanza(file_key: bytes) -> bytes:
        once = X25519PrivateKey.generate()
        share = once.public_key().public_bytes_raw()
        shared = once.exchange(X25519PublicKey.from_public_bytes(point))
        wrapping = _derived(shared, share + point, VERSION + b"/X25519")
        return b"-> X25519 " + _base64(share) + b"\n" + _wrapped(wrapping, file_key)

    return stanza


def _by_phrase(phrase: bytes) -> Stanza:
    def stanza(file_key: bytes) -> bytes:
        salt = os.urandom(16)
        wrapping = hashlib.scrypt(
            phrase, salt=VERSION + b"/scrypt" + salt, n=2**SCRYPT_LOG_N, r=8, p=1, dklen=32, maxmem=2**27
        )
        return b"-> scrypt " + _base64(salt) + f" {SCRYPT_LOG_N}\n".encode() + _wrapped(wrapping, file_key)

    return stanza


def _wrapped(wrapping: bytes, file_key: bytes) -> bytes:
    # A key used once: the format has no nonce here.
    return _base64(ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)) + b"\n"


def _derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, purpose).derive(secret)


def _base64(value: bytes) -> bytes:
    return b64encode(value).rstrip(b"=")


def _point(recipient: str) -> bytes:
    """The 32 bytes of a key. The library checks its checksum."""
    try:
        pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as wrong:
        raise NoSuchKey("not a public key of age") from wrong
    number = 0
    for sign in recipient.lower().removeprefix("age1")[:-6]:
        number = number << 5 | _SIGNS.index(sign)
    return (number >> 4).to_bytes(32, "big")  # 52 signs of 5 bits are 4 bits more than the key
