"""The timetable: how long the words of a tip are kept, class by class, and what is due."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models import Attachment, Message, Report, ReportTip, Tip
from hotline.models.certificate import Rule
from staff import holds

Status, Reason = Tip.Status, Tip.DismissReason
_LAST_MESSAGE = Message.objects.filter(tip=OuterRef("pk")).order_by("-at").values("at")[:1]
_LAST_REVIEW = Report.objects.filter(tips=OuterRef("pk")).order_by(F("review_by").desc(nulls_first=True))
# When anything was last said or decided. Greatest passes over what is NULL.
LAST_WORD = Greatest("received_at", "claimed_at", "decided_at", Subquery(_LAST_MESSAGE))
REVIEW = Cast(Subquery(_LAST_REVIEW.values("review_by")[:1]), DateTimeField())


@dataclass(frozen=True)
class Term:
    """One row of the timetable: which tips, from when their time counts, how long (whole days)."""

    which: Q
    since: Any
    days: Callable[[], int]
    words: Any


def _spam() -> int:
    return int(settings.RETENTION_SPAM_DAYS)


def _other() -> int:
    return int(settings.RETENTION_DAYS)


# Withdrawn tips and cancelled drafts are shredded at once, by their own verbs, and stand here for nobody.
# A tip under legal hold is kept whatever its row says.
TIMETABLE: dict[str, Term] = {
    Rule.SPAM: Term(
        Q(status=Status.DISMISSED, dismiss_reason=Reason.SPAM), F("decided_at"), _spam, _("after it was dismissed")
    ),
    Rule.CLOSED: Term(
        Q(status=Status.DISMISSED) & ~Q(dismiss_reason=Reason.SPAM), LAST_WORD, _other, _("after the last word")
    ),
    Rule.UNACTIONED: Term(Q(status__in=Tip.OPEN), LAST_WORD, _other, _("after the last word")),
    Rule.QUARANTINED: Term(Q(status=Status.QUARANTINED), LAST_WORD, _other, _("after the last word")),
    Rule.REVIEWED: Term(Q(status=Status.PROMOTED), REVIEW, _other, _("after the latest review date of its reports")),
    Rule.MERGED: Term(
        Q(status=Status.MERGED, merged_into__purged_at__isnull=False), F("decided_at"), _other,
        _("after it was merged, and not before the tip it leads to"),
    ),
}  # fmt: skip


def first_review(today: date | None = None) -> date:
    """By when a report or case written today is looked at again: is it still needed?"""
    return (today or timezone.localdate()) + timedelta(days=int(settings.RETENTION_REVIEW_DAYS))


def due(rule: str, now: datetime | None = None) -> "QuerySet[Tip]":
    """Tips whose time by this rule is over, the longest overdue first; those under legal hold among them."""
    term = TIMETABLE[rule]
    before = (now or timezone.now()) - timedelta(days=term.days())
    # Whatever happened since only moves the clock on: what came in later cannot be due. This narrows by an index.
    rows = Tip.objects.filter(term.which, purged_at=None, received_at__lte=before)
    return rows.annotate(counts_from=term.since).filter(counts_from__lte=before).order_by("counts_from", "pk")


def is_held() -> Q:
    """Tips that a legal hold keeps: on the tip itself, on a report written from it, or on one of its files."""
    held = holds.held()
    return (
        Q(pk__in=held)
        | Exists(ReportTip.objects.filter(tip=OuterRef("pk"), report_id__in=held))
        | Exists(Attachment.objects.filter(tip=OuterRef("pk"), pk__in=held))
    )
