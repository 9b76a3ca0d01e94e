"""The form's token: signed, dated, single use. It ties a posted form to the tip that it makes."""

import secrets
import time
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

SALT = "hotline.form"
GOOD_FOR = timedelta(hours=12)


@dataclass(frozen=True)
class Token:
    """A token as read: its secret (128 random bits) and how old it is (whole seconds)."""

    secret: bytes
    age: timedelta

    @property
    def has_expired(self) -> bool:
        return self.age > GOOD_FOR


def issue() -> str:
    return signing.TimestampSigner(salt=SALT).sign(secrets.token_urlsafe(16))


def read(token: str) -> Token | None:
    """None where the token is not ours."""
    try:
        secret = signing.TimestampSigner(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    issued = signing.b62_decode(token.rsplit(":", 2)[1])
    return Token(secret.encode(), timedelta(seconds=max(0, int(time.time()) - issued)))
