"""The grades and checks of a report as its page draws them, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from hotline.models import GradeEntry, Report


@dataclass(frozen=True)
class Told:
    """One step: a grade, a check, the release or the withdrawal.

    Args:
        code: `B2` where it was a grade, with `before` the code that it took the place of.
        means: the grade in words.
        why: the reason or note that was given.
    """

    at: datetime
    what: str
    by: Any = ""
    code: str = ""
    before: str = ""
    means: tuple[str, ...] = ()
    why: str = ""


def told(report: Report) -> list[Told]:
    """Every grade and check that a report ever had, and where it stands now. Two queries."""
    steps = [*_grades(report), *_checks(report)]
    if report.released_at:
        steps.append(Told(report.released_at, _("released"), why=report.handling))
    if report.withdrawn_at:
        steps.append(Told(report.withdrawn_at, _("withdrawn"), why=report.get_withdrawn_why_display()))
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _grades(report: Report) -> list[Told]:
    found, before = [], ""
    for entry in report.grades.select_related("by").order_by("pk"):
        what = _("graded anew") if before else _("graded")
        found.append(Told(entry.at, what, entry.by, entry.code, before, _in_words(entry), entry.reason))
        before = entry.code
    return found


def _in_words(entry: GradeEntry) -> tuple[str, ...]:
    return (entry.get_reliability_display(), entry.get_credibility_display(), entry.get_knowledge_display())


def _checks(report: Report) -> list[Told]:
    rows = report.checks.select_related("by").order_by("pk")
    return [Told(entry.at, _("second-checked"), entry.by, why=entry.note) for entry in rows]
