"""Encrypted mail to an agency's contact: the link, or the request itself, and never the code.

It is encrypted when an officer sends, to the key that the contact was verified with; only the ciphertext waits in its
row, and goes once the mail is settled. Formats: age-encryption.org/v1 as an attachment; OpenPGP as PGP/MIME (RFC 3156).
"""

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cases import agency_keys, referrals, withdrawals
from cases.casework import require_case
from cases.models import MailState, Referral, ReferralEvent, ReferralMail
from cases.referrals import Sent
from reference import contact_keys
from reference.contact_keys import AGE
from reference.models import Agency, AgencyContact
from staff import audit
from staff.models import Officer
from staff.nudge import nudge
from staff.refusals import Invalid, WrongStatus
from vault import age

Holds = ReferralMail.Holds


def is_on() -> bool:
    """Whether the house has a mail server."""
    return bool(settings.EMAIL_URL)


def contacts_of(agency: Agency) -> "QuerySet[AgencyContact]":
    """Whom encrypted mail can go to: verified addresses with a key that is good today, a second route's last."""
    rows = AgencyContact.objects.sealable().filter(agency=agency, channel=AgencyContact.Channel.EMAIL)
    return (rows if is_on() else rows.none()).order_by("is_second_route", "pk")


def age_keys(agency: Agency, *, is_second_route: bool) -> list[str]:
    """Public keys of age that verified contacts of an agency have today; `is_second_route`: of the one marked so."""
    rows = AgencyContact.objects.sealable().filter(agency=agency, key_kind=AGE)
    marked = rows.filter(is_second_route=True) if is_second_route else rows
    return list(marked.order_by("pk").values_list("key", flat=True).distinct())


@transaction.atomic
def send(referral: Referral, contact: AgencyContact, holds: str, *, by: Officer) -> Sent:
    """Send an approved referral by encrypted mail. The code goes by telephone, as ever.

    Args:
        holds: `ReferralMail.Holds`.
    Returns: what is shown once: the code; no link, since the mail has it.
    Raises: NotAllowed; WrongStatus as `referrals.send`; Invalid where the contact cannot be written to.
    """
    return _mail(referrals.send(referral, by=by), contact, holds, by)


@transaction.atomic
def send_again(referral: Referral, contact: AgencyContact, holds: str, *, by: Officer) -> Sent:
    """Mail a new link to a referral that is out; the earlier link and code end. Raises: as `send`."""
    return _mail(_renewed(referral, by), contact, holds, by)


def _renewed(referral: Referral, by: Officer) -> Sent:
    """The referral with a new link and code: the earlier ones open nothing any more."""
    require_case(referral.case, "cases.draft_referral", by=by)
    fresh = referrals.locked(referral.pk)
    if fresh.status not in referrals.SENT or not agency_keys.is_live(fresh):
        raise WrongStatus(_("Its link is not open any more."))
    if withdrawals.in_referral(fresh):
        raise WrongStatus(_("A report in it was withdrawn: close it, and draft it anew."))
    token, code = agency_keys.new_token(), agency_keys.new_code()
    referrals.give_code(fresh, code, token_mark=agency_keys.token_mark(token))
    replaced = ReferralMail.objects.filter(referral=fresh, state=MailState.WAITING)
    replaced.update(state=MailState.FAILED, failure="replaced", sealed=None)
    audit.record(by, "referral.link_renewed", fresh)
    referrals.log(fresh, ReferralEvent.Kind.CODE, officer=by)
    return Sent(fresh, agency_keys.link(token, fresh.agency.language), code)


def _mail(sent: Sent, contact: AgencyContact, holds: str, by: Officer) -> Sent:
    fresh = sent.referral
    if holds not in Holds.values:
        sentence = _("Choose what the mail holds.")
        raise Invalid(sentence, holds=sentence)
    known = contacts_of(fresh.agency).filter(pk=contact.pk).first()
    if known is None:
        sentence = _("Choose a verified contact of this agency with a good key.")
        raise Invalid(sentence, contact=sentence)
    sealed = sealed_to(known, words(fresh, sent.link, holds))
    row = ReferralMail.objects.create(referral=fresh, contact=known, holds=holds, sealed=sealed, by=by)
    audit.record(by, "referral.mail_laid_down", fresh, contact=known.pk, holds=holds, key=known.key_kind)
    from cases.tasks import send_referral_mails  # tasks import the verbs

    nudge(send_referral_mails)
    return Sent(row.referral, "", sent.code)


@transaction.atomic
def seal_anew(mail: ReferralMail) -> ReferralMail:
    """A waiting mail to the key that its contact was verified with since: only ciphertext was kept, so it gets a new
    link, and the earlier one, which nobody has read, ends. The code that an officer passes on by telephone stays.

    Raises: Invalid where the key is of no use; WrongStatus where the link ended, or a report in it was withdrawn.
    """
    assert mail.contact is not None  # looked at by whoever sends it
    fresh = referrals.locked(mail.referral_id)
    if not agency_keys.is_live(fresh) or withdrawals.in_referral(fresh):
        raise WrongStatus(_("Its link is not open any more."))
    token = agency_keys.new_token()
    link = agency_keys.link(token, fresh.agency.language)
    mail.sealed, mail.made_at = sealed_to(mail.contact, words(fresh, link, mail.holds)), timezone.now()
    fresh.token_mark = agency_keys.token_mark(token)
    fresh.save(update_fields=["token_mark"])
    mail.save(update_fields=["sealed", "made_at"])
    audit.record(
        "referral_mail", "referral.mail_sealed_anew", fresh, contact=mail.contact.pk, key=mail.contact.key_kind
    )
    return mail


def words(referral: Referral, link: str, holds: str) -> str:
    """What the agency reads: the link; with `brief` the request too. In its language where the desk speaks it."""
    spoken = referral.agency.language
    with translation.override(spoken if spoken in settings.DESK_LANGUAGES else settings.LANGUAGE_CODE):
        context = {
            "referral": referral, "link": link, "is_brief": holds == Holds.BRIEF,
            "facts": withdrawals.facts_shown(referral) if holds == Holds.BRIEF else [],
            "organisation": settings.ORGANISATION, "contact": settings.DUTY_CONTACT,
        }  # fmt: skip
        return render_to_string("cases/mail/referral.txt", context)


def sealed_to(contact: AgencyContact, said: str) -> bytes:
    """The text, encrypted to a contact's key. Raises: Invalid where the key is of no use any more."""
    key = contact_keys.read(contact.key)
    if key.kind == AGE:
        return b"".join(age.seal([said.encode()], age.to_keys([key.text])))
    return contact_keys.encrypt(key, mime_part(said))


def mime_part(said: str) -> bytes:
    """The part that a mail program shows once PGP/MIME is opened. Lines end as RFC 3156 asks."""
    head = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return (head + said.replace("\r\n", "\n").replace("\n", "\r\n")).encode()
