"""Withdrawn reports and who still holds them: cases, packets, agencies. The news comes up as the report's own row."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from cases import casework
from cases.casework import require_case
from cases.models import Case, CaseReport, Packet, Referral, ReferralEvent
from hotline.models import Report
from staff import audit
from staff.models import Officer
from staff.refusals import WrongStatus

Kind = ReferralEvent.Kind
WITHDRAWN = Report.Status.WITHDRAWN
# Before it is sent an agency has nothing; what is closed is history.
NOT_HELD = ("draft", "checked", "approved", "closed")
HELD = tuple(status for status in Referral.Status.values if status not in NOT_HELD)


# --- Who holds one ----------------------------------------------------------------------------------------------
def unsettled(case: Case) -> "QuerySet[CaseReport]":
    """The withdrawn reports of a case that nobody there has seen to yet."""
    return case.report_links.filter(report__status=WITHDRAWN, settled_at=None).select_related("report")


def in_packet(packet: Packet) -> list[Report]:
    """The reports that were withdrawn after the packet was approved: it holds them. What is approved later does not."""
    if packet.approved_at is None:
        return []
    rows = packet.reports.filter(status=WITHDRAWN, withdrawn_at__gt=packet.approved_at)
    return list(rows.order_by("withdrawn_at"))


def in_referral(referral: Referral) -> list[Report]:
    """The withdrawn reports that a referral tells of, by its facts or its packet."""
    held = list(Report.objects.filter(pk__in=told(referral), status=WITHDRAWN))
    more = in_packet(referral.packet) if referral.packet else []
    return sorted({report.pk: report for report in (*held, *more)}.values(), key=_when)


def _when(report: Report) -> datetime:
    assert report.withdrawn_at is not None  # a constraint of the table
    return report.withdrawn_at


def told(referral: Referral) -> list[str]:
    """Ids of the reports whose facts a referral froze."""
    return [fact["report"] for fact in referral.facts if fact.get("report")]


def facts_shown(referral: Referral) -> list[dict[str, str]]:
    """The facts as an agency reads them: of a withdrawn report it is said that it was, and no more what it told."""
    gone = {str(report.pk) for report in in_referral(referral)}
    return [fact if fact.get("report") not in gone else {"grade": fact["grade"]} for fact in referral.facts]


def unheard(referrals: Iterable[Referral]) -> set[UUID]:
    """Those that hold a withdrawn report of which the agency cannot know: it did nothing on its page since."""
    found: set[UUID] = set()
    referrals = [referral for referral in referrals if referral.status in HELD]
    cases = {referral.case_id for referral in referrals}
    if not cases or not CaseReport.objects.filter(case__in=cases, report__status=WITHDRAWN).exists():
        return found
    for referral in referrals:
        held = in_referral(referral)
        if held and not _came_since(referral, held):
            found.add(referral.pk)
    return found


def _came_since(referral: Referral, held: list[Report]) -> bool:
    acts = referral.events.filter(officer=None).exclude(kind=Kind.RECALLED)
    return acts.filter(at__gt=_when(held[-1])).exists()


# --- Telling, and seeing to it ----------------------------------------------------------------------------------
def tell() -> int:
    """Write into each sent referral that a report it holds was withdrawn. Safe to repeat. Returns: how many."""
    last = ReferralEvent.objects.filter(referral=OuterRef("pk"), kind=Kind.RECALLED).order_by("-at").values("at")[:1]
    withdrawn = CaseReport.objects.filter(case=OuterRef("case_id"), report__status=WITHDRAWN)
    newer = withdrawn.filter(report__withdrawn_at__gt=OuterRef("recalled_at"))
    rows = Referral.objects.filter(status__in=HELD).annotate(recalled_at=Subquery(last))
    waiting = rows.filter(Q(recalled_at=None) & Exists(withdrawn) | Exists(newer))
    return sum(_tell(pk) for pk in waiting.order_by(F("sent_at").asc()).values_list("pk", flat=True))


@transaction.atomic
def _tell(pk: UUID) -> bool:
    fresh = Referral.objects.select_for_update(no_key=True, of=("self",)).select_related("packet").get(pk=pk)
    held = in_referral(fresh) if fresh.status in HELD else []
    if not held or fresh.events.filter(kind=Kind.RECALLED, at__gt=_when(held[-1])).exists():
        return False
    ReferralEvent.objects.create(referral=fresh, kind=Kind.RECALLED)
    audit.record("system", "referral.recalled", fresh, reports=[report.reference for report in held])
    return True


@transaction.atomic
def settle(case: Case, text: str, *, by: Officer) -> int:
    """Say that the case has seen to its withdrawn reports: who has them was told. Returns: how many reports it was.

    Args:
        text: who was told and how; kept as a note of the case.
    Raises: NotAllowed; Invalid where it says nothing; WrongStatus where no withdrawn report waits.
    """
    require_case(case, "cases.write_case", by=by)
    fresh = casework.locked(case)
    waiting = list(unsettled(fresh))
    if not waiting:
        raise WrongStatus(_("No withdrawn report waits in this case."))
    note = casework.note(fresh, text, by=by)
    CaseReport.objects.filter(pk__in=[link.pk for link in waiting]).update(settled_at=note.at, settled_by=by)
    audit.record(by, "case.withdrawals_settled", fresh, reports=[link.report.reference for link in waiting])
    return len(waiting)
