"""Public keys of agencies' contacts: read and checked when they are entered. No database here.

Sources: age-encryption.org/v1; OpenPGP, RFC 9580 and RFC 4880, by the library's standard policy.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyrage
import pysequoia
from django.utils import timezone
from django.utils.translation import gettext as _

from staff.refusals import Invalid

MAX_SIGNS = 50_000  # a certificate with many signatures has some 20,000
AGE, OPENPGP = "age", "openpgp"
PROBE = b"probe"


@dataclass(frozen=True)
class PublicKey:
    """kind: `age` or `openpgp`. text: as it is kept. mark: fingerprint, of age the key itself. expires_at: or None."""

    kind: str
    text: str
    mark: str
    expires_at: datetime | None = None


def read(typed: str, now: datetime | None = None) -> PublicKey:
    """What was typed or pasted as a public key.

    Raises: Invalid with a sentence at `key`: no key, a secret one, expired, revoked, or unable to encrypt.
    """
    text = typed.strip()
    if len(text) > MAX_SIGNS:
        raise refused(_("This is too long for a public key. Export the key with its own signatures only."))
    if "AGE-SECRET-KEY-" in text.upper() or "PRIVATE KEY BLOCK" in text.upper():
        raise refused(
            _("This is a secret key. Ask the contact for the public one, and tell them that this one is burnt.")
        )
    if text.lower().startswith("age1"):
        return _age(text)
    if text.startswith("-----BEGIN PGP PUBLIC KEY BLOCK-----"):
        return _openpgp(text, now or timezone.now())
    raise refused(_("Paste a public key: age1… or -----BEGIN PGP PUBLIC KEY BLOCK-----."))


def refused(sentence: str) -> Invalid:
    return Invalid(sentence, key=sentence)


def _age(text: str) -> PublicKey:
    try:
        key = str(pyrage.x25519.Recipient.from_str(text))
    except pyrage.RecipientError as wrong:
        raise refused(_("This is not a whole age key: compare it with the contact, sign by sign.")) from wrong
    return PublicKey(AGE, key, key)


def _openpgp(text: str, now: datetime) -> PublicKey:
    cert = _asked(lambda: pysequoia.Cert.from_bytes(text.encode()))
    # A certificate whose own signatures are missing is read as one, and fails when it is asked for its dates.
    if cert is None or _asked(lambda: (cert.is_revoked, cert.expiration)) is None:
        raise refused(_("This OpenPGP key cannot be read. Ask for it again, as a text that begins with BEGIN PGP."))
    if cert.is_revoked:
        raise refused(_("This OpenPGP key was revoked. Ask the contact for the one that replaced it."))
    if cert.expiration is not None and cert.expiration <= now:
        raise refused(_("This OpenPGP key has expired. Ask the contact for a renewed one."))
    if _asked(lambda: pysequoia.encrypt(PROBE, recipients=[cert])) is None:
        raise refused(_("This OpenPGP key cannot encrypt: it has no part for it that is good today. Ask for another."))
    return PublicKey(OPENPGP, str(cert), cert.fingerprint.upper(), cert.expiration)


def encrypt(key: PublicKey, clear: bytes) -> bytes:
    """Bytes encrypted to an OpenPGP key, in armour. Raises: Invalid where the key is of no use."""
    sealed = _asked(lambda: pysequoia.encrypt(clear, recipients=[pysequoia.Cert.from_bytes(key.text.encode())]))
    if sealed is None:
        raise refused(_("This OpenPGP key cannot encrypt: it has no part for it that is good today. Ask for another."))
    return bytes(sealed)


def _asked(call: Callable[[], Any]) -> Any:
    """What the library answers; None where it refuses. It has one class of error for everything."""
    try:
        return call()
    except (RuntimeError, ValueError, TypeError):
        return None
