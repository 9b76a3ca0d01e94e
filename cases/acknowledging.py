"""How an agency answers: counted from the referrals that an officer sees and their events, and kept nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from statistics import mean, median
from typing import Any

from django.db.models import Case, Min, Q, QuerySet, When
from django.utils import timezone

from cases import referral_clocks
from cases.models import Referral, ReferralEvent

RECENT = 10  # referrals named on an agency's page


@dataclass(frozen=True)
class Record:
    """sent: referrals that went out. acknowledged: those that were answered. mean, median: from sending to the first
    answer; None where nothing was answered. declined, overdue, incomplete: of `sent`."""

    sent: int = 0
    acknowledged: int = 0
    mean: timedelta | None = None
    median: timedelta | None = None
    declined: int = 0
    overdue: int = 0
    incomplete: int = 0

    @property
    def mean_hours(self) -> int | None:
        return hours(self.mean)

    @property
    def median_hours(self) -> int | None:
        return hours(self.median)


def hours(span: timedelta | None) -> int | None:
    """Whole hours, rounded up: an answer within the hour took one."""
    return None if span is None else -(-int(span.total_seconds()) // 3600)


def _sent(agencies: Iterable[int], officer: Any) -> "QuerySet[Any]":
    """Referrals that went out to agencies, as far as the officer sees them, each with `answered_at`."""
    first = Min("events__at", filter=Q(events__kind__in=ReferralEvent.ANSWERS, events__officer=None))
    seen = Referral.objects.visible_to(officer).filter(agency__in=list(agencies)).exclude(sent_at=None)
    return seen.annotate(answered_at=first)


def recent(agency: int, officer: Any) -> "list[Referral]":
    """The latest referrals to an agency that the officer sees. One query."""
    return list(_sent([agency], officer).order_by("-sent_at")[:RECENT])


def records(agencies: Iterable[int], officer: Any) -> dict[int, Record]:
    """By agency's id how it answers; those that were sent nothing are left out. One query, of columns only."""
    late = Case(When(referral_clocks.late(timezone.now()), then=True), default=False)
    columns = ("agency", "sent_at", "answered_at", "decline_reason", "is_incomplete", "is_late")
    by_agency: dict[int, list[dict[str, Any]]] = {}
    for row in _sent(agencies, officer).annotate(is_late=late).order_by().values(*columns):
        by_agency.setdefault(row["agency"], []).append(row)
    return {agency: _record(rows) for agency, rows in by_agency.items()}


def _record(rows: list[dict[str, Any]]) -> Record:
    seconds = [(row["answered_at"] - row["sent_at"]).total_seconds() for row in rows if row["answered_at"]]
    return Record(
        sent=len(rows), acknowledged=len(seconds),
        mean=timedelta(seconds=mean(seconds)) if seconds else None,
        median=timedelta(seconds=median(seconds)) if seconds else None,
        declined=sum(bool(row["decline_reason"]) for row in rows),
        overdue=sum(row["is_late"] for row in rows), incomplete=sum(row["is_incomplete"] for row in rows),
    )  # fmt: skip


def has_answered(agency: int, officer: Any) -> bool:
    """Whether an agency answered any of the referrals that the officer sees. One query."""
    return _sent([agency], officer).filter(answered_at__isnull=False).exists()
