"""The track record of a source and of a kind of source: what became of what they said. It suggests, and grades nothing.

Only what the reader may read counts, and a source is known here by one of its tips that the reader sees.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from hotline.models import KindCount, Led, Report, ReportTip, Tip
from hotline.models.led import LedSet
from staff import access, compartments
from vault import identity
from vault.models import Source

MOST = 1_000  # tips of one source that are looked at, the newest: a camera or a partner sends far more
MOST_REPORTS = 200
SHOWN_GRADES = 12
REPORTS = "hotline.view_report"
BORE_OUT = tuple(
    kind.value
    for kind in (
        Led.Kind.ARREST, Led.Kind.SEIZURE, Led.Kind.RESCUE, Led.Kind.CHARGE, Led.Kind.CONVICTION, Led.Kind.FINE,
        Led.Kind.REMOVAL,
    )
)  # fmt: skip
What = KindCount.What
OF_TIPS = (What.STATUS, What.DISMISSED)


@dataclass
class Record:
    """What became of tips and of the reports from them.

    Args:
        statuses, dismissed: tips by status, and dismissed ones by reason.
        grades: reports by grade, as "B2". withdrawn: reports by why they were taken back.
        latest: the newest grades, newest first.
        borne_out: reports that an arrest, a seizure or the like of a case followed on.
        nothing_found: reports on which somebody looked and found nothing.
        is_cut: there are more tips than were looked at.
    """

    kind: str
    pseudonym: str = ""
    statuses: Counter[str] = field(default_factory=Counter)
    dismissed: Counter[str] = field(default_factory=Counter)
    grades: Counter[str] = field(default_factory=Counter)
    withdrawn: Counter[str] = field(default_factory=Counter)
    latest: list[str] = field(default_factory=list)
    borne_out: int = 0
    nothing_found: int = 0
    is_cut: bool = False

    @property
    def kind_named(self) -> Any:
        return Source.Kind(self.kind).label

    @property
    def tips(self) -> int:
        return self.statuses.total()

    @property
    def became_reports(self) -> int:
        return self.statuses[Tip.Status.PROMOTED] + self.statuses[Tip.Status.MERGED]

    @property
    def turned_down(self) -> int:
        return self.statuses[Tip.Status.DISMISSED]

    @property
    def why_dismissed(self) -> list[tuple[Any, int]]:
        return [(Tip.DismissReason(code).label, number) for code, number in self.dismissed.most_common() if code]

    @property
    def graded(self) -> int:
        return self.grades.total()

    @property
    def usual(self) -> str:
        """The reliability that was given most often, A to E; "" where none was, or two as often."""
        by_letter: Counter[str] = Counter()
        for grade, number in self.grades.items():
            by_letter[grade[0]] += number
        best = [pair for pair in by_letter.most_common(3) if pair[0] != "F"][:2]
        return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else ""

    @property
    def mistaken(self) -> int:
        """Reports taken back because they were wrong or planted."""
        return self.withdrawn["wrong"] + self.withdrawn["planted"]


# --- Of a source -----------------------------------------------------------------------------------------------------
def of_sources(tips: Iterable[Tip], *, reader: Any) -> list[Record]:
    """The record of each source of these tips, which the reader has before them. Five queries, however many there are.

    Returns: one for each source, in the tips' order; none for a reader who reads no tips.
    """
    known: dict[UUID, Tip] = {}
    for tip in tips:
        known.setdefault(tip.source_id, tip)
    if not known or not access.allows(reader, "hotline.view_tip"):
        return []
    named = identity.pseudonyms(set(known))
    found = {source: Record(tip.kind, named.get(source, "–")) for source, tip in known.items()}
    for source, record in found.items():
        _count_tips(record, source, reader)
    if access.allows(reader, REPORTS):
        _count_reports(found, reader)
    return list(found.values())


def _count_tips(record: Record, source: UUID, reader: Any) -> None:
    rows = Tip.objects.visible_to(reader).filter(source_id=source).order_by("-received_at")
    told = list(rows.values_list("status", "dismiss_reason")[: MOST + 1])
    record.is_cut = len(told) > MOST
    record.statuses = Counter(status for status, _reason in told[:MOST])
    record.dismissed = Counter(reason for status, reason in told[:MOST] if status == Tip.Status.DISMISSED)


def _count_reports(found: dict[UUID, Record], reader: Any) -> None:
    cited = ReportTip.objects.filter(
        tip__source_id__in=found, tip__in=Tip.objects.visible_to(reader), report__in=Report.objects.visible_to(reader)
    )
    of_source = cited.values_list(
        "tip__source_id", "report_id", "report__compartments", "report__reliability", "report__credibility",
        "report__withdrawn_why",
    )  # fmt: skip
    rows = list(of_source.distinct().order_by("-report__written_at", "report_id")[: MOST_REPORTS * len(found)])
    # Of what no case uses nothing came: most sources cost no query for it.
    came_of = _came_of({report for _source, report, cases, *_grade in rows if cases}, reader)
    for source, report, _cases, reliability, credibility, why in rows:
        record = found[source]
        if why:
            record.withdrawn[why] += 1
        elif reliability:
            record.grades[reliability + credibility] += 1
            record.latest = [*record.latest, reliability + credibility][:SHOWN_GRADES]
        record.borne_out += came_of.get(report) is True
        record.nothing_found += came_of.get(report) is False


def _led(reader: Any) -> LedSet:
    """What came of reports in cases that the reader works on; what broken glass shows does not count."""
    return Led.objects.visible_to(reader).filter(compartment__in=compartments.member_of(reader))


def _came_of(reports: set[UUID], reader: Any) -> dict[UUID, bool]:
    """Of reports on which something is known: whether it bore them out."""
    found: dict[UUID, bool] = {}
    rows = _led(reader).filter(report__in=reports) if reports else Led.objects.none()
    for report, kind in rows.values_list("report_id", "kind"):
        if kind in BORE_OUT:
            found[report] = True
        elif kind == Led.Kind.NOTHING_FOUND:
            found.setdefault(report, False)
    return found


# --- Of a kind -------------------------------------------------------------------------------------------------------
@dataclass
class Kinds:
    """The record of each kind. `counted_at`: None where a worker has not counted yet."""

    records: list[Record]
    counted_at: datetime | None
    has_grades: bool


def of_kinds(*, reader: Any) -> Kinds:
    """All that the reader may see, by kind, and what came of it in cases that they work on."""
    kinds = counted(Source.Kind.values, reader=reader)
    if kinds.has_grades:
        _add_outcomes({record.kind: record for record in kinds.records}, reader)
    return kinds


def counted(kinds: Iterable[str], *, reader: Any) -> Kinds:
    """A worker's counts of these kinds, less what cases keep from the reader. One query; five more where one does."""
    if not access.allows(reader, "hotline.view_tip"):
        return Kinds([], None, False)
    has_grades, found, counted_at = access.allows(reader, REPORTS), {kind: Record(kind) for kind in kinds}, None
    for one in KindCount.objects.filter(kind__in=found):
        counted_at = one.counted_at
        if has_grades or one.what in OF_TIPS:
            _part(found[one.kind], one.what)[one.code] += one.number
    if closed := list(compartments.closed_to(reader)):
        _take_off(found, closed)
    return Kinds(list(found.values()), counted_at, has_grades)


def _part(record: Record, what: str) -> Counter[str]:
    parts: dict[str, Counter[str]] = {
        What.STATUS: record.statuses, What.DISMISSED: record.dismissed, What.GRADE: record.grades,
        What.WITHDRAWN: record.withdrawn,
    }  # fmt: skip
    return parts[what]


def _take_off(found: dict[str, Record], closed: list[UUID]) -> None:
    """What cases keep from the reader: few rows, counted anew."""
    tips, reports = Q(reports__compartments__overlap=closed), Q(report__compartments__overlap=closed)
    for kind, what, code, number in _counted(tips, reports):
        if kind not in found:
            continue
        part = _part(found[kind], what)
        # A tip decided since the worker counted may be missing there.
        part[code] = max(0, part[code] - number)


def _add_outcomes(found: dict[str, Record], reader: Any) -> None:
    rows = _led(reader).filter(kind__in=[*BORE_OUT, Led.Kind.NOTHING_FOUND])
    by_kind = rows.values_list("report__reporttip__tip__kind", "report_id", "kind").distinct()
    bore_out = {(kind, report) for kind, report, led in by_kind if led in BORE_OUT}
    nothing = {(kind, report) for kind, report, led in by_kind if led not in BORE_OUT} - bore_out
    for kind, _report in bore_out:
        found[kind].borne_out += 1
    for kind, _report in nothing:
        found[kind].nothing_found += 1


def _counted(tips: Q, reports: Q) -> list[tuple[str, str, str, int]]:
    """(kind, what, code, number) of these tips and of reports, each report once a kind."""
    rows = Tip.objects.filter(tips).order_by()
    cited = ReportTip.objects.filter(reports).order_by()
    number: Any = Count("pk", distinct=True)
    each_report: Any = Count("report", distinct=True)
    found = [
        (kind, What.STATUS, code, count) for kind, code, count in rows.values_list("kind", "status").annotate(number)
    ]
    dismissed = rows.filter(status=Tip.Status.DISMISSED).values_list("kind", "dismiss_reason").annotate(number)
    found += [(kind, What.DISMISSED, code, count) for kind, code, count in dismissed]
    standing = cited.filter(report__withdrawn_why="").exclude(report__reliability="")
    graded = standing.values_list("tip__kind", "report__reliability", "report__credibility").annotate(each_report)
    found += [(kind, What.GRADE, one + other, count) for kind, one, other, count in graded]
    back = cited.exclude(report__withdrawn_why="").values_list("tip__kind", "report__withdrawn_why")
    return found + [(kind, What.WITHDRAWN, code, count) for kind, code, count in back.annotate(each_report)]


@transaction.atomic
def count_kinds() -> int:
    """Count all tips and reports by kind, for the pages that show it. A worker's. Returns: rows written."""
    now = timezone.now()
    rows = [
        KindCount(kind=kind, what=what, code=code, number=number, counted_at=now)
        for kind, what, code, number in _counted(Q(), Q())
    ]
    KindCount.objects.all().delete()
    return len(KindCount.objects.bulk_create(rows))
