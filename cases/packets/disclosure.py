"""The disclosure list of the prosecutor's copy: what exists and is not enclosed, with a class of reason for each."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from cases.casework import require_case
from cases.models import Absence, Exhibit, Packet
from cases.packets.profiles import Profile
from hotline.models import Report
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

FIELD = "disclosure"
Reason = Absence.Reason


def absent(packet: Packet) -> list[Exhibit | Report]:
    """Exhibits and reports of the case that the packet leaves out, by reference."""
    exhibits = packet.case.exhibits.without_copies().exclude(pk__in=packet.exhibits.values("pk"))
    reports = packet.case.reports.exclude(pk__in=packet.reports.filter(status=Report.Status.RELEASED).values("pk"))
    return [*exhibits.order_by("reference"), *reports.order_by("reference")]


def is_for(packet: Packet, profile: Profile) -> bool:
    """Whether this packet needs a list: its profile has one, and something is absent."""
    return FIELD in profile.case and bool(absent(packet))


def said(packet: Packet, profile: Profile) -> list[dict[str, str]]:
    """The rows as they stand in the case report; what has no reason yet says so. Nothing for other profiles."""
    if FIELD not in profile.case:
        return []
    labels = {reference: Reason(code).label for reference, code in reasons(packet).items()}
    return [
        {"reference": each.reference, "reason": str(labels.get(each.reference, _("No reason given yet")))}
        for each in absent(packet)
    ]


def reasons(packet: Packet) -> dict[str, str]:
    """The code of each reason that was given, by reference."""
    rows = packet.absences.select_related("exhibit", "report")
    things = ((each.exhibit or each.report, each.reason) for each in rows)
    return {thing.reference: reason for thing, reason in things if thing}


def require_complete(packet: Packet, profile: Profile) -> None:
    """Raises: Invalid where something absent has no reason; the sentence names the first."""
    if FIELD not in profile.case:
        return
    given = reasons(packet)
    missing = [each.reference for each in absent(packet) if each.reference not in given]
    if missing:
        raise Invalid(
            _("The prosecutor is told what is not enclosed, and why: %(first)s has no reason yet.")
            % {"first": missing[0]}
        )


@transaction.atomic
def give_reasons(packet: Packet, given: Mapping[str, str], *, by: Officer) -> None:
    """Say why each absent exhibit or report is not enclosed. given: reference to `Absence.Reason`.

    Raises: NotAllowed; WrongStatus once it is approved; Invalid for what is not absent, or no reason.
    """
    require_case(packet.case, "cases.draft_packet", by=by)
    fresh = Packet.objects.select_for_update(no_key=True, of=("self",)).select_related("case").get(pk=packet.pk)
    if fresh.status not in (Packet.Status.DRAFTED, Packet.Status.FAILED):
        raise WrongStatus(_("This packet is approved already."))
    known = {each.reference: each for each in absent(fresh)}
    if not set(given) <= set(known) or not set(given.values()) <= set(Reason.values):
        raise Invalid(_("Choose a reason for each."))
    fresh.absences.all().delete()
    for reference, reason in given.items():
        thing = known[reference]
        place = {"exhibit": thing} if isinstance(thing, Exhibit) else {"report": thing}
        Absence.objects.create(packet=fresh, reason=reason, **place)
    audit.record(by, "packet.disclosure_given", fresh, absent=len(given))
