"""The form's token: signed, dated, single use. It ties a posted form to the tip that it makes."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

SALT = "hotline.form"
GOOD_FOR = timedelta(hours=12)


@dataclass(frozen=True)
class Token:
    """A token as read: its secret (16 bytes), and whether it is older than `GOOD_FOR`."""

    secret: bytes
    has_expired: bool


def issue() -> str:
    return signing.TimestampSigner(salt=SALT).sign(secrets.token_urlsafe(16))


def read(token: str) -> Token | None:
    """None where the token is not ours."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        return Token(signer.unsign(token, max_age=GOOD_FOR).encode(), has_expired=False)
    except signing.SignatureExpired:
        return Token(signer.unsign(token).encode(), has_expired=True)
    except signing.BadSignature:
        return None
