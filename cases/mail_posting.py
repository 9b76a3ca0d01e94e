"""Mails of referrals on their way out: encrypted ones to agencies, reminders to officers. A server that fails is tried
again later; what does not change by waiting fails at once."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import formatdate, make_msgid
from typing import Any, TypeVar

from django.conf import settings
from django.core.mail import DNS_NAME, BadHeaderError, EmailMessage
from django.core.mail.message import SafeMIMEMultipart, SafeMIMEText
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases import agency_keys, referral_mail
from cases.models import MailState, ReferralDigest, ReferralMail
from staff import audit, retrying
from staff.refusals import Refused

log = logging.getLogger(__name__)
MAX_TRIES = 8
KEPT_FOR = timedelta(days=30)
AGE_HEAD = b"age-encryption.org/v1"

Mail = TypeVar("Mail", ReferralMail, ReferralDigest)


class PgpMime(EmailMessage):
    """A mail whose one content is an OpenPGP message (RFC 3156)."""

    def __init__(self, sealed: bytes, **given: Any) -> None:
        self.sealed = sealed
        super().__init__(**given)

    def message(self) -> SafeMIMEMultipart:  # type: ignore[override]
        whole = SafeMIMEMultipart("encrypted", encoding="utf-8", protocol="application/pgp-encrypted")
        for subtype, content in (("pgp-encrypted", "Version: 1\r\n"), ("octet-stream", self.sealed.decode("ascii"))):
            part = SafeMIMEText(content, "plain", "us-ascii")
            part.replace_header("Content-Type", f"application/{subtype}")
            whole.attach(part)
        told = {
            "Subject": str(self.subject), "From": self.from_email, "To": ", ".join(self.to),
            "Date": formatdate(), "Message-ID": make_msgid(domain=str(DNS_NAME)),
        }  # fmt: skip
        for name, value in told.items():
            whole[name] = value
        return whole


def send(now: datetime | None = None) -> int:
    """Send what waits, oldest first. Returns: how many went out."""
    at = now or timezone.now()
    return sum(_send_referral(mail, at) for mail in _waiting(ReferralMail, at, "referral__agency", "contact")) + sum(
        _send_digest(digest, at) for digest in _waiting(ReferralDigest, at, "officer")
    )


def _waiting(model: type[Mail], now: datetime, *related: str) -> list[Mail]:
    due = model.objects.filter(state=MailState.WAITING, not_before__lte=now)
    return retrying.take(due.select_related(*related), now)


def _send_referral(mail: ReferralMail, now: datetime) -> bool:
    wrong = _unfit(mail) or _stale(mail)
    if wrong:
        _settle(mail, now, failure=wrong)
        return False
    return _post(mail, lambda: _drawn(mail).send(), now)


def _unfit(mail: ReferralMail) -> str:
    """Why a mail must not go any more, as a code; "" where it may."""
    if mail.sealed is None:
        return "emptied"
    if mail.contact is None or not mail.contact.verified or not mail.contact.key:
        return "contact_changed"
    return "" if agency_keys.is_live(mail.referral) else "link_ended"


def _stale(mail: ReferralMail) -> str:
    """Seal a mail anew whose contact was verified again since, as with another key; why that failed, or ""."""
    assert mail.contact is not None
    verified = mail.contact.verified_at
    if verified is None or verified <= mail.made_at:
        return ""
    try:
        referral_mail.seal_anew(mail)
    except Refused:
        return "key_changed"
    return ""


def _drawn(mail: ReferralMail) -> EmailMessage:
    """The mail: its subject is the reference and nothing else."""
    assert mail.contact is not None
    assert mail.sealed is not None
    sealed = bytes(mail.sealed)
    told: dict[str, Any] = {"subject": mail.referral.reference, "to": [mail.contact.address]}
    if not sealed.startswith(AGE_HEAD):
        return PgpMime(sealed, **told)
    body = _("The attachment is encrypted to your age key. Open it with the key that you gave us.")
    return EmailMessage(
        **told, body=body,
        attachments=[(f"{mail.referral.reference}.txt.age", sealed, "application/octet-stream")],
    )  # fmt: skip


def _send_digest(digest: ReferralDigest, now: datetime) -> bool:
    officer = digest.officer
    if not (officer.is_active and officer.email):
        _settle(digest, now, failure="no_address")
        return False
    subject = _("%(count)d referrals wait") % {"count": digest.total}
    mail = EmailMessage(f"[{settings.ORGANISATION}] {subject}", digest_words(digest), None, [officer.email])
    return _post(digest, mail.send, now)


def digest_words(digest: ReferralDigest) -> str:
    """References and where to read, nothing of a case. English, which every desk reads."""
    said = _("Overdue, due soon, without action or not mailed: %(names)s") % {"names": " ".join(digest.references)}
    hidden = digest.total - len(digest.references)
    if hidden > 0:
        said += " " + ngettext("and %(count)d more", "and %(count)d more", hidden) % {"count": hidden}
    return f"{said}\n{settings.PUBLIC_URL.rstrip('/')}/desk/cases/referral/?clock=waiting"


def _post(mail: Any, call: Callable[[], Any], now: datetime) -> bool:
    try:
        call()
    except BadHeaderError:
        # An address of several lines: no try will mend it.
        _settle(mail, now, failure="bad_address")
        return False
    except OSError as down:  # SMTPException is one
        log.warning("a mail of a referral could not be sent (%s), try %d", type(down).__name__, mail.tries)
        if mail.tries >= MAX_TRIES:
            _settle(mail, now, failure=type(down).__name__)
        return False
    _settle(mail, now)
    return True


@transaction.atomic
def _settle(mail: Any, now: datetime, *, failure: str = "") -> None:
    state = MailState.FAILED if failure else MailState.SENT
    columns: dict[str, Any] = {"state": state, "sent_at": None if failure else now, "failure": failure[:60]}
    if isinstance(mail, ReferralMail):
        columns["sealed"] = None
        audit.record("referral_mail", f"referral.mail_{state}", mail.referral)
    type(mail).objects.filter(pk=mail.pk).update(**columns)


def forget(now: datetime | None = None) -> int:
    """Take away reminders that are settled and old. Returns: how many."""
    old = (now or timezone.now()) - KEPT_FOR
    return ReferralDigest.objects.exclude(state=MailState.WAITING).filter(made_at__lt=old).delete()[0]
