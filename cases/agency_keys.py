"""Link and one-time code of a referral: made, kept as HMACs, compared with the same work whether right or wrong."""

import hmac
import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.db.models import F
from django.utils import timezone

from cases.models import Referral
from vault import keys

TOKEN_BYTES = 32
CODE_DIGITS = 8
CODE_TRIES = 5
LINK_GOOD_FOR = timedelta(days=60)
CODE_GOOD_FOR = timedelta(days=3)
VISIT_GOOD_FOR = timedelta(hours=1)  # since the last page
SALT = "cases.agency-visit"


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_code() -> str:
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def link(token: str, language: str = "") -> str:
    """The address of a referral's page; it opens in the language, where the house speaks it."""
    spoken = f"?lang={language}" if language in dict(settings.LANGUAGES) else ""
    return f"{settings.PUBLIC_URL}/agency/{token}/{spoken}"


def token_mark(token: str) -> bytes:
    return keys.mark("agency-link", token)


def _code_mark(referral_id: UUID, code: str) -> bytes:
    return keys.mark("agency-code", f"{referral_id}:{code}")


def code_columns(referral_id: UUID, code: str) -> dict[str, Any]:
    """The columns that a new code sets; a visit opened by an earlier code ends."""
    return {
        "code_mark": _code_mark(referral_id, code), "code_expires_at": timezone.now() + CODE_GOOD_FOR,
        "code_tries": 0, "code_used_at": None, "session_mark": None,
    }  # fmt: skip


def is_live(referral: Referral) -> bool:
    """Whether its link is open: sent, not expired, not revoked."""
    return referral.revoked_at is None and referral.expires_at is not None and referral.expires_at > timezone.now()


def find(token: str) -> Referral | None:
    """The referral of a live link: one HMAC and one look-up by index, whatever the token."""
    rows = Referral.objects.select_related("agency", "case", "packet")
    referral = rows.filter(token_mark=token_mark(token)).first()
    return referral if referral and is_live(referral) else None


def try_code(referral: Referral | None, typed: str) -> bool:
    """Count one try and compare. Without a referral the same statements run and find nothing.

    The try is counted before the code is looked at, in one statement: two at once cannot both take the last one.
    Returns: whether the code was right, unused and in time; it is then used up.
    """
    code = "".join(sign for sign in typed[:40] if sign.isdecimal())
    referral_id = referral.pk if referral else uuid4()
    now = timezone.now()
    waiting = Referral.objects.filter(pk=referral_id, code_used_at=None, code_expires_at__gt=now)
    counted = waiting.filter(code_tries__lt=CODE_TRIES).update(code_tries=F("code_tries") + 1)
    known = Referral.objects.filter(pk=referral_id).values_list("code_mark", flat=True).first()
    same = hmac.compare_digest(_code_mark(referral_id, code), bytes(known or b"\0" * 32))
    if not (counted and same):
        return False
    return bool(waiting.update(code_used_at=now))


def open_visit(referral: Referral) -> str:
    """A visit: an opaque, signed pass that the page carries in its forms."""
    secret = secrets.token_urlsafe(16)
    referral.session_mark = keys.mark("agency-visit", secret)
    referral.save(update_fields=["session_mark"])
    return sign_visit(secret)


def sign_visit(secret: str) -> str:
    return signing.TimestampSigner(salt=SALT).sign(secret)


def read_visit(referral: Referral | None, visit: str) -> str | None:
    """The visit's secret where the pass is ours, of this referral and not older than an hour."""
    try:
        secret = signing.TimestampSigner(salt=SALT).unsign(visit, max_age=VISIT_GOOD_FOR)
    except signing.BadSignature:
        secret = ""
    expected = bytes(referral.session_mark or b"") if referral else b""
    same = hmac.compare_digest(keys.mark("agency-visit", secret), expected or b"\0" * 32)
    return secret if secret and same else None
