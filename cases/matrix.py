"""The matrix of a case: evidence in rows, hypotheses in columns, so that what contradicts is counted.

Analysis of competing hypotheses (R. Heuer, Psychology of Intelligence Analysis, 1999, chapter 8): the hypothesis with
the least against it is looked at first, not the one with the most for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.hypotheses import Evidence
from cases.models import Bearing, Case, Exhibit, Hypothesis, TimelineItem
from hotline.models import Report
from staff.models import Officer

Says = Bearing.Says
State = Hypothesis.State


@dataclass
class Row:
    """One piece of evidence. cells: in the order of the columns, None where it is not weighed yet.

    is_void: it rests on a withdrawn report and is not counted. is_telling: it speaks otherwise of one hypothesis than
    of another; a piece that says the same of all tells nothing between them.
    """

    key: str
    name: str
    words: str
    grade: str
    is_void: bool
    cells: list[Bearing | None] = field(default_factory=list)

    @property
    def note(self) -> str:
        return next((cell.note for cell in self.cells if cell and cell.note), "")

    @property
    def is_telling(self) -> bool:
        return len({cell.says for cell in self.cells if cell}) > 1


@dataclass
class Column:
    """A hypothesis: how many pieces speak for and against it, and whether nothing has less against it."""

    number: int
    hypothesis: Hypothesis
    speaks_for: int = 0
    against: int = 0
    is_least: bool = False


@dataclass(frozen=True)
class Matrix:
    columns: list[Column]
    rows: list[Row]

    @property
    def least(self) -> list[Column]:
        """The least inconsistent: several where they are equal, none before anything is weighed."""
        return [column for column in self.columns if column.is_least]


def of(case: Case, officer: Officer, moments: Iterable[TimelineItem] | None = None) -> Matrix:
    """The matrix as the officer may see it. Four queries, whatever its size.

    Args:
        moments: the case's entries with their reports, for who has them at hand: two queries less.
    """
    columns = [Column(number, each) for number, each in enumerate(_shown(case), start=1)]
    seen = Bearing.objects.visible_to(officer).filter(hypothesis__in=[column.hypothesis for column in columns])
    seen = seen.select_related("report", "exhibit").order_by("pk")
    if moments is None:
        seen = seen.select_related("moment").prefetch_related("moment__reports")
    bearings = list(seen) if columns else []
    known = {each.pk: each for each in moments or ()}
    for bearing in bearings:
        if bearing.moment_id in known:
            bearing.moment = known[bearing.moment_id]
    rows = _rows(bearings, [column.hypothesis.pk for column in columns])
    _count(columns, rows)
    return Matrix(columns, rows)


def _shown(case: Case) -> Iterable[Hypothesis]:
    """What is weighed first; what was dropped last, with what was said of it."""
    return sorted(case.hypotheses.all(), key=lambda each: each.state == State.DROPPED)


def _rows(bearings: list[Bearing], columns: list[object]) -> list[Row]:
    rows: dict[str, Row] = {}
    for bearing in bearings:
        evidence = cited(bearing)
        row = rows.setdefault(key_of(evidence), described(evidence))
        row.cells = row.cells or [None] * len(columns)
        row.cells[columns.index(bearing.hypothesis_id)] = bearing
    return list(rows.values())


def _count(columns: list[Column], rows: list[Row]) -> None:
    weighed = [row for row in rows if not row.is_void]
    for index, column in enumerate(columns):
        said = [cell.says for row in weighed if (cell := row.cells[index])]
        column.speaks_for, column.against = said.count(Says.FOR), said.count(Says.AGAINST)
    standing = [column for column in columns if column.hypothesis.state in (State.OPEN, State.HELD)]
    if weighed and len(standing) > 1:
        least = min(column.against for column in standing)
        for column in standing:
            column.is_least = column.against == least


def cited(bearing: Bearing) -> Evidence:
    """What it points to."""
    found = bearing.report or bearing.exhibit or bearing.moment
    assert found is not None  # a constraint of the table
    return found


def key_of(evidence: Evidence) -> str:
    """`report:<id>`, by which a form names it."""
    return f"{evidence._meta.model_name}:{evidence.pk}"


def described(evidence: Evidence) -> Row:
    """A row without cells: what it is called, what it says, its grade."""
    if isinstance(evidence, Report):
        return Row(key_of(evidence), evidence.reference, evidence.title, evidence.grade, bool(evidence.withdrawn_at))
    if isinstance(evidence, Exhibit):
        return Row(key_of(evidence), evidence.reference, evidence.description, "", False)
    grades = ", ".join(sorted({report.grade for report in evidence.reports.all()}))
    name = _("Timeline %(when)s") % {"when": evidence.when}
    return Row(key_of(evidence), name, evidence.text, grades, bool(evidence.withdrawn))


def not_weighed(case: Case, officer: Officer, matrix: Matrix) -> list[Row]:
    """What the officer sees of the case and nobody has weighed yet: reports, exhibits, the timeline."""
    reports = Report.objects.visible_to(officer).filter(cases=case, withdrawn_at=None).order_by("reference")
    exhibits = Exhibit.objects.visible_to(officer).filter(case=case, parent=None).order_by("reference")
    moments = TimelineItem.objects.visible_to(officer).filter(case=case).prefetch_related("reports")
    known = {row.key for row in matrix.rows}
    evidence: list[Evidence] = [*reports, *exhibits, *moments]
    return [described(each) for each in evidence if key_of(each) not in known]


def named(case: Case, key: str) -> Evidence | None:
    """The evidence that a key names, None where the case has no such thing. Whether it is seen is the verb's to say."""
    kind, _colon, pk = key.partition(":")
    rows: dict[str, Any] = {"report": case.reports, "exhibit": case.exhibits, "timelineitem": case.timeline}
    try:
        found: Evidence | None = rows[kind].filter(pk=pk).first() if kind in rows else None
    except ValidationError:
        return None
    return found
