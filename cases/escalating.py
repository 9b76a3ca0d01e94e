"""No answer in time: the same request goes to the agency's second route, as a referral of its own."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases import referrals
from cases.casework import require_case
from cases.models import Referral
from cases.referrals import Request
from reference.models import Agency
from staff import audit
from staff.models import Officer


def second_route(agency: Agency) -> Agency | None:
    """Whom to ask instead: another agency, or the agency itself where a contact is marked for it; None."""
    other = agency.second_route
    if other is not None and not other.retired:
        return other
    return agency if agency.contacts.filter(is_second_route=True).exists() else None


@transaction.atomic
def escalate(referral: Referral, *, by: Officer) -> Referral:
    """Mark a referral as escalated, and lay the same request before its second route.

    The new one is checked with the same points, and has a link of its own once a second person approved it.
    Returns: the new referral, CHECKED; the first one where the agency has no second route.
    Raises: NotAllowed; WrongStatus; Invalid where the gate finds something in it now.
    """
    require_case(referral.case, "cases.draft_referral", by=by)
    first = referrals.escalate(referral, by=by)
    to = second_route(first.agency)
    if to is None:
        return first
    request = Request(
        agency=to, ask=first.ask, background=first.background, urgency=first.urgency, deadline=first.deadline,
        packet=first.packet,
    )  # fmt: skip
    drafted = referrals.draft(first.case, request, by=by)
    drafted.escalates = first
    drafted.save(update_fields=["escalates"])
    audit.record(by, "referral.second_route", drafted, first=first.reference)
    return referrals.check(drafted, list(first.scores), by=by)


def sentence(result: Referral) -> str:
    """What the officer is told after it."""
    if result.status == Referral.Status.ESCALATED:
        return _("Escalated. Its agency has no second route: reach the next contact yourself.")
    return _("Escalated. The same request waits for a second person's approval.")
