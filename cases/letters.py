"""Letters between the officer in charge and an agency, on the agency's own page: both ways while its link is open."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import agency_keys, referrals
from cases.casework import require_case
from cases.models import Referral, ReferralEvent
from cases.packets import gate
from cases.packets import secrets as source_secrets
from hotline import duty
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

Kind = ReferralEvent.Kind
MAX_TEXT = referrals.MAX_TEXT
# A page that is sent again tells nothing new; a machine that writes all day is stopped.
SAME_WITHIN = timedelta(hours=1)
MOST_AN_HOUR = 30


def may_write(referral: Referral) -> bool:
    """Whether letters go both ways: sent, not closed, its link open."""
    return referral.status in referrals.SENT and agency_keys.is_live(referral)


def _checked(text: str) -> str:
    if not text.strip() or len(text) > MAX_TEXT:
        raise Invalid(_("Write up to 5,000 characters."), text=_("Write up to 5,000 characters."))
    return text.strip()


def locked(referral: Referral) -> Referral:
    """The referral's row, locked. Raises: WrongStatus where letters go no more."""
    fresh = referrals.locked(referral.pk)
    if not may_write(fresh):
        raise WrongStatus(_("This link is not open any more."))
    return fresh


@transaction.atomic
def write(referral: Referral, text: str, *, by: Officer) -> ReferralEvent:
    """Write to the agency; it reads the letter on its page. The gate looks it through first.

    Raises: NotAllowed; Invalid, also where the gate finds something of a source; WrongStatus where the link is closed.
    """
    require_case(referral.case, "cases.draft_referral", by=by)
    said, fresh = _checked(text), locked(referral)
    cleared = fresh.packet.cleared_identifiers if fresh.packet else []
    findings = gate.scan({"message": said}, source_secrets.behind(fresh.case), cleared=cleared)
    if findings:
        raise Invalid(gate.sentence(findings), text=gate.sentence(findings))
    audit.record(by, "referral.message_written", fresh)
    return referrals.log(fresh, Kind.MESSAGE, officer=by, text=said)


@transaction.atomic
def from_agency(referral: Referral, text: str) -> ReferralEvent:
    """What the agency writes; the officer in charge is told by mail, by reference only.

    Raises: Invalid; WrongStatus where the link is closed, or where it wrote too much within the hour.
    """
    said, fresh = _checked(text), locked(referral)
    lately = fresh.events.filter(kind=Kind.MESSAGE, officer=None, at__gt=timezone.now() - SAME_WITHIN)
    same = lately.filter(text=said).first()
    if same:
        return same
    if lately.count() >= MOST_AN_HOUR:
        raise WrongStatus(_("That is a lot at once. Please call us, or write again in an hour."))
    audit.record(f"agency:{fresh.agency_id}", "referral.message_received", fresh)
    duty.tell_of_agency(fresh.reference, fresh.case.lead)
    return referrals.log(fresh, Kind.MESSAGE, text=said)


@transaction.atomic
def read(referral: Referral, *, by: Officer) -> Referral:
    """Note that the desk has read what the agency wrote so far."""
    require_case(referral.case, "cases.draft_referral", by=by)
    fresh = referrals.locked(referral.pk)
    fresh.desk_read_at = timezone.now()
    fresh.save(update_fields=["desk_read_at"])
    audit.record(by, "referral.messages_read", fresh)
    return fresh


def unread(of: Iterable[Referral]) -> set[UUID]:
    """Which of the referrals have a letter of the agency that the desk has not read. One query, none for drafts."""
    ids = [each.pk for each in of if each.sent_at]
    if not ids:
        return set()
    new = Q(referral__desk_read_at=None) | Q(at__gt=F("referral__desk_read_at"))
    letters = ReferralEvent.objects.filter(new, kind=Kind.MESSAGE, officer=None, referral__in=ids)
    return set(letters.order_by().values_list("referral", flat=True))
