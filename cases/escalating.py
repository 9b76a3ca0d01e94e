"""No answer in time: the same request goes to the agency's second route, as a referral of its own."""

from django.db import transaction
from django.utils.translation import gettext as _

from cases import referral_mail, referrals
from cases.casework import require_case
from cases.models import Packet, Referral
from cases.models.packet import Envelope
from cases.packets import release
from cases.packets.release import Order
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
        packet=_packet_for(to, first, by=by),
    )  # fmt: skip
    drafted = referrals.draft(first.case, request, by=by)
    drafted.escalates = first
    drafted.save(update_fields=["escalates"])
    audit.record(by, "referral.second_route", drafted, first=first.reference)
    return referrals.check(drafted, list(first.scores), by=by)


def _packet_for(to: Agency, first: Referral, *, by: Officer) -> Packet | None:
    """The first referral's packet where the second route can open it. One that is closed to keys of others is drafted
    anew, of the same reports and exhibits, closed to the second route's own; by a pass phrase where we know none."""
    packet = first.packet
    if packet is None or packet.envelope != Envelope.KEY:
        return packet
    keys = referral_mail.age_keys(to, is_second_route=to.pk == first.agency_id)
    if set(keys) & set(packet.recipient_keys):
        return packet
    order = Order(
        profile=packet.profile, ask=packet.ask, agency=to, deadline=packet.deadline, deadline_why=packet.deadline_why,
        reports=list(packet.reports.all()), exhibits=list(packet.exhibits.all()),
        cleared_identifiers=packet.cleared_identifiers, envelope=Envelope.KEY if keys else Envelope.PHRASE,
        recipient_keys=keys,
    )  # fmt: skip
    return release.draft_packet(first.case, order, by=by)


def sentence(result: Referral) -> str:
    """What the officer is told after it."""
    if result.status == Referral.Status.ESCALATED:
        return _("Escalated. Its agency has no second route: reach the next contact yourself.")
    if result.packet is not None and result.escalates is not None and result.packet != result.escalates.packet:
        return _with_packet(result.packet)
    return _("Escalated. The same request waits for a second person's approval.")


def _with_packet(packet: Packet) -> str:
    said = {"packet": packet.reference}
    if packet.envelope == Envelope.KEY:
        return _(
            "Escalated. The packet was closed to the first agency's key, which the second route does not have: "
            "%(packet)s is drafted, closed to the second route's own. A second person approves both."
        ) % said  # fmt: skip
    return _(
        "Escalated. The packet was closed to the first agency's key, and we know no key of the second route: "
        "%(packet)s is drafted, closed by a pass phrase. A second person approves both."
    ) % said  # fmt: skip
