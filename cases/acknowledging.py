"""How an agency answers: counted from the referrals that an officer sees and their events, and kept nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from statistics import mean, median
from typing import Any

from django.db.models import Min, Q

from cases.models import Referral, ReferralEvent

Kind = ReferralEvent.Kind
# Whatever an agency answers, it has received it.
ANSWERS = (Kind.ACKNOWLEDGED, Kind.ACCEPTED, Kind.MORE_INFO, Kind.DECLINED, Kind.OUTCOME)
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


def sent_to(agencies: Iterable[int], officer: Any) -> "list[Referral]":
    """Referrals that went out to agencies, as far as the officer sees them, each with `answered_at`. One query."""
    first = Min("events__at", filter=Q(events__kind__in=ANSWERS, events__officer=None))
    seen = Referral.objects.visible_to(officer).filter(agency__in=list(agencies)).exclude(sent_at=None)
    return list(seen.annotate(answered_at=first).order_by("-sent_at"))


def records(agencies: Iterable[int], officer: Any) -> dict[int, Record]:
    """By agency's id how it answers; those that were sent nothing are left out."""
    by_agency: dict[int, list[Referral]] = {}
    for referral in sent_to(agencies, officer):
        by_agency.setdefault(referral.agency_id, []).append(referral)
    return {agency: record(referrals) for agency, referrals in by_agency.items()}


def record(referrals: "list[Referral]") -> Record:
    """Of referrals that `sent_to` gave."""
    spans = [each.answered_at - each.sent_at for each in referrals if each.answered_at]  # type: ignore[attr-defined]
    seconds = [span.total_seconds() for span in spans]
    return Record(
        sent=len(referrals), acknowledged=len(spans),
        mean=timedelta(seconds=mean(seconds)) if seconds else None,
        median=timedelta(seconds=median(seconds)) if seconds else None,
        declined=sum(bool(each.decline_reason) for each in referrals),
        overdue=sum(each.is_overdue for each in referrals),
        incomplete=sum(each.is_incomplete for each in referrals),
    )  # fmt: skip
