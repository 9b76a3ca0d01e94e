"""What reports led to, and when a source may learn that somebody acted: the one place of that rule.

A source learns one coarse sentence, never the kind, day, place or agency of what happened. It shows 30 to 44 days after
the house heard of it, drawn by lot for each report, or earlier where an officer lets it out: whoever works at the
agency and watches a suspected source's page cannot tell by the time which of their answers changed it.
"""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline.models import Led, Report, Tip
from staff import access, audit
from staff.models import Officer
from staff.refusals import NotAllowed, WrongStatus

TELL_AFTER, TELL_WITHIN = timedelta(days=30), timedelta(days=14)
RIGHT = "hotline.check_report"


def _tell_from(now: datetime) -> datetime:
    return now + TELL_AFTER + timedelta(seconds=secrets.randbelow(int(TELL_WITHIN.total_seconds())))


def note(reports: Iterable[Report], outcome: UUID, compartment: UUID, *, kind: str, on: date) -> int:
    """Note downward what reports led to, in the caller's transaction. Returns: of how many reports.

    Args:
        outcome, compartment: casework's own ids, opaque here.
    """
    now = timezone.now()
    rows = [
        Led(report=each, outcome=outcome, compartment=compartment, kind=kind, on=on, noted_at=now,
            tell_from=_tell_from(now))
        for each in reports if each.status != Report.Status.WITHDRAWN
    ]  # fmt: skip
    return len(Led.objects.bulk_create(rows, ignore_conflicts=True))


def correct(was: UUID, outcome: UUID, *, kind: str, on: date) -> None:
    """Another row took the place of an outcome: what a source may learn, and when, stays as it was."""
    Led.objects.filter(outcome=was).update(outcome=outcome, kind=kind, on=on)


def take_back(outcome: UUID) -> None:
    """It did not happen: nobody learns of it."""
    Led.objects.filter(outcome=outcome).delete()


def due() -> "QuerySet[Led]":
    """What sources may learn of by now."""
    return Led.objects.filter(Q(tell_from__lte=timezone.now()) | Q(let_out_by__isnull=False))


def is_told(tip: Tip) -> bool:
    """Whether the source of a tip may learn by now that somebody acted on it."""
    return due().filter(report__tips=tip).exists()


@transaction.atomic
def let_out(report: Report, *, by: Officer) -> int:
    """Let the sources of a report learn now that somebody acted. Returns: how many outcomes stood behind it.

    Raises: NotAllowed, also where none of its cases is the officer's; WrongStatus where nothing waits.
    """
    access.require(by, RIGHT)
    if not Report.objects.visible_to(by).filter(pk=report.pk).exists():
        raise NotAllowed(_("You do not see this report."))
    let = waiting(report, by).update(let_out_by=by)
    if not let:
        raise WrongStatus(_("Nothing waits to be told to its sources."))
    audit.record(by, "report.acted_on_let_out", report)
    return let


def waiting(report: Report, officer: Officer) -> "QuerySet[Led]":
    """What a report led to, as far as the officer sees it, of which its sources do not learn yet."""
    rows = Led.objects.visible_to(officer).filter(report=report, let_out_by=None)
    return rows.filter(tell_from__gt=timezone.now())
