"""Outcomes on their way back: to each report behind a referral, and to the record of the agency that acted."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max

from cases import withdrawals
from cases.models import Outcome, Referral, ReferralFeedback
from hotline import acted_on
from hotline.models import Report
from reference.models import Agency


def tell(outcome: Outcome) -> int:
    """Tell the reports behind an outcome's referral what came of them, in the caller's transaction.

    Returns: how many; none where no referral led to it.
    """
    if outcome.referral is None:
        return 0
    reports = Report.objects.filter(pk__in=withdrawals.told(outcome.referral))
    return acted_on.note(reports, outcome.pk, outcome.case_id, kind=outcome.kind, on=outcome.date)


@dataclass(frozen=True)
class Record:
    """What one agency made of the referrals that an officer sees.

    Args:
        by_status: (status in words, how many) of its referrals. by_outcome: the same of outcomes that stand.
        rating: the mean of the latest ratings of us, 1 to 5; None where it gave none.
    """

    referrals: int
    by_status: list[tuple[str, int]]
    by_outcome: list[tuple[str, int]]
    rating: float | None


def record_of(agency: Agency, officer: Any) -> Record:
    """An agency's record, as far as the officer sees its referrals. Three queries."""
    seen = Referral.objects.visible_to(officer).filter(agency=agency, sent_at__isnull=False)
    statuses = dict(seen.order_by().values_list("status").annotate(n=Count("pk")))
    standing = Outcome.objects.visible_to(officer).standing().filter(referral__in=seen)
    kinds = Counter(standing.order_by().values_list("kind", flat=True))
    latest = ReferralFeedback.objects.filter(referral__in=seen).order_by().values("referral").annotate(pk_=Max("pk"))
    ratings = list(ReferralFeedback.objects.filter(pk__in=latest.values("pk_")).values_list("rating", flat=True))
    return Record(
        sum(statuses.values()),
        [(str(label), statuses[code]) for code, label in Referral.Status.choices if code in statuses],
        [(str(label), kinds[code]) for code, label in Outcome.Kind.choices if code in kinds],
        sum(ratings) / len(ratings) if ratings else None,
    )
