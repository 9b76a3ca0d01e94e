"""What a case waits for: read from its rows, nothing is decided here."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases import letters, referral_clocks, verdict_outcomes, withdrawals
from cases.models import AnimalGroup, Case, Exhibit, Listing, Packet, Proceeding, Referral, Task
from cases.proceedings import may_go_to_court
from hotline.models import Report

OF_REFERRAL: dict[str, Any] = {
    Referral.Status.DRAFT: _("go through the checklist"),
    Referral.Status.CHECKED: _("a second person approves it"),
    Referral.Status.APPROVED: _("send it"),
    Referral.Status.MORE_INFO: _("answer the agency"),
    Referral.Status.DECLINED: _("declined: close it, or ask another agency"),
    Referral.Status.ESCALATED: _("no reply yet: reach the next contact"),
}
OF_PACKET: dict[str, Any] = {
    Packet.Status.DRAFTED: _("a second person approves it"),
    Packet.Status.FAILED: _("not built: see why, then approve it again"),
}


@dataclass(frozen=True)
class NextStep:
    """One thing to do, and the row whose page it is done on. `is_late`: a date has passed."""

    row: Any
    what: Any
    is_late: bool = False


def of(
    case: Case, tasks: Iterable[Task], packets: Iterable[Packet], referrals: Iterable[Referral],
    withdrawn: Iterable[Report] = (), proceedings: Iterable[Proceeding] = (),
    animals: Iterable[AnimalGroup] = (), exhibits: Iterable[Exhibit] = (), unheard: Collection[UUID] | None = None,
    listings: Iterable[Listing] = (),
) -> list[NextStep]:  # fmt: skip
    """What a case waits for from us, what is late first. Give the rows that the officer sees.

    Args:
        withdrawn: reports of the case that were withdrawn, and that nobody has seen to.
        animals: live animals whose recheck is due.
        exhibits: those that are not back in time, or whose file does not hold (`Exhibit.objects.wanting`).
        listings: of the network; those that are due are named.
        unheard: of the referrals those that `withdrawals.unheard` finds; None where the caller does not know.
    """
    found = [
        *_of_withdrawn(withdrawn), *_of_rest(case), *_of_review(case), *_of_tasks(tasks), *_of_animals(animals),
        *_of_packets(packets), *of_referrals(referrals, unheard), *_of_proceedings(proceedings),
        *of_exhibits(exhibits), *_of_listings(listings),
    ]  # fmt: skip
    if not found and not case.is_closed:
        found = [NextStep(case, _("nothing waits: take the next step, or close the case"))]
    return sorted(found, key=lambda step: not step.is_late)


def _of_withdrawn(reports: Iterable[Report]) -> Iterator[NextStep]:
    what = _("withdrawn: tell whoever has it, then say that it is seen to")
    return (NextStep(report, what, is_late=True) for report in reports)


def _of_rest(case: Case) -> Iterator[NextStep]:
    if case.is_wake_due:
        yield NextStep(case, _("its rest is over: take it up again, or close it"), is_late=True)
    elif case.wake_on:
        yield NextStep(case, _("it rests until %(day)s") % {"day": case.wake_on})


def _of_review(case: Case) -> Iterator[NextStep]:
    if case.is_review_overdue:
        yield NextStep(case, _("review overdue: is it still needed? set a new date, or close it"), is_late=True)


def _of_proceedings(proceedings: Iterable[Proceeding]) -> Iterator[NextStep]:
    for proceeding in proceedings:
        if proceeding.is_hearing_past:
            yield NextStep(proceeding, _("its hearing is past: say what became of it"), is_late=True)
        elif proceeding.next_hearing:
            yield NextStep(proceeding, format_lazy("{} {}", _("hearing on"), proceeding.next_hearing.isoformat()))
        if may_go_to_court(proceeding):
            yield NextStep(proceeding, _("it stands before a court: is the case in court?"))
        if verdict_outcomes.no_longer_so(proceeding):
            yield NextStep(proceeding, _("an outcome counts that is no longer so: correct it"), is_late=True)
        elif verdict_outcomes.offers(proceeding):
            yield NextStep(proceeding, _("what was decided is not counted yet"))


def _of_tasks(tasks: Iterable[Task]) -> Iterator[NextStep]:
    return (NextStep(task, _("overdue"), is_late=True) for task in tasks if task.is_overdue)


def _of_animals(groups: Iterable[AnimalGroup]) -> Iterator[NextStep]:
    what = _("live animals: ask how they are, the recheck is due")
    return (NextStep(group, what, is_late=True) for group in groups)


def _of_listings(listings: Iterable[Listing]) -> Iterator[NextStep]:
    for listing in listings:
        if listing.is_recheck_due:
            yield NextStep(listing, _("look at it again: is it gone, still there, changed?"), is_late=True)


def of_exhibits(exhibits: Iterable[Exhibit]) -> Iterator[NextStep]:
    """What is wrong with exhibits, each break first."""
    for exhibit in exhibits:
        if exhibit.check_held is False:
            yield NextStep(exhibit, _("its file is not as it was received: find out what happened"), is_late=True)
        if exhibit.is_overdue:
            yield NextStep(exhibit, _("not back in time: fetch it, or set a new date"), is_late=True)
        if getattr(exhibit, "to_be_ended", False):
            yield NextStep(exhibit, _("a second person carries out what is proposed"))


def _of_packets(packets: Iterable[Packet]) -> Iterator[NextStep]:
    return (NextStep(packet, OF_PACKET[packet.status]) for packet in packets if packet.status in OF_PACKET)


def of_referrals(referrals: Iterable[Referral], unheard: Collection[UUID] | None = None) -> Iterator[NextStep]:
    """What each referral waits for from us; those that wait for the agency are left out."""
    referrals = list(referrals)
    unheard = withdrawals.unheard(referrals) if unheard is None else unheard
    unread, unsent = letters.unread(referrals), referral_clocks.unsent_of(referrals)
    for referral in referrals:
        if referral.pk in unsent:
            yield NextStep(referral, _("its mail did not go: mail a new link, or go by another way"), is_late=True)
        if referral.pk in unread:
            yield NextStep(referral, _("the agency wrote: read it and answer"))
        if referral.pk in unheard:
            yield NextStep(referral, _("it holds a withdrawn report: call the agency"), is_late=True)
        if referral.is_overdue:
            yield NextStep(referral, _("no answer in time: call, or escalate"), is_late=True)
        elif referral.status in OF_REFERRAL:
            yield NextStep(referral, OF_REFERRAL[referral.status])
