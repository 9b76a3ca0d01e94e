"""Claims end: a tip that its reader has left alone for an hour goes back into the queue."""

from datetime import datetime

from django.conf import settings
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from hotline import triage
from hotline.models import Tip
from staff.models import AuditEntry
from staff.refusals import WrongStatus

BATCH = 500


def ends_at(tip: Tip) -> datetime | None:
    """When the claim ends unless its holder acts; None where nobody has the tip, or its source is to answer first.

    Opening the tip's page is an act, a page that stays open is not. What the source writes starts the hour anew.
    """
    if tip.status != Tip.Status.IN_TRIAGE or tip.assignee_id is None or tip.claimed_at is None:
        return None
    actors = ("source", f"officer:{tip.assignee_id}")
    acts = AuditEntry.objects.filter(subject="hotline.tip", subject_id=str(tip.pk), actor__in=actors)
    last = acts.order_by("-pk").values_list("at", flat=True).first()
    began: datetime = max(tip.claimed_at, last) if last else tip.claimed_at
    return began + settings.CLAIM_IDLE


def ended(now: datetime) -> "QuerySet[Tip]":
    """Tips whose holder has done nothing on them for too long."""
    since = now - settings.CLAIM_IDLE
    holder = Concat(Value("officer:"), Cast(OuterRef("assignee_id"), TextField()))
    acts = AuditEntry.objects.filter(
        subject="hotline.tip", subject_id=Cast(OuterRef("pk"), CharField()), at__gt=since, actor__in=[holder, "source"]
    )
    held = Tip.objects.filter(status=Tip.Status.IN_TRIAGE, assignee__isnull=False, claimed_at__lt=since)
    return held.filter(~Exists(acts))


def give_back(now: datetime | None = None) -> int:
    """Put tips whose claim has ended back into the queue. Returns: how many. Safe to run twice."""
    rows = ended(now or timezone.now()).order_by(F("claimed_at").asc()).only("pk", "claimed_at")[:BATCH]
    return sum(_give_back(tip, tip.claimed_at) for tip in rows)


def _give_back(tip: Tip, claimed_at: datetime | None) -> bool:
    try:
        triage.end_claim(tip, claimed_at=claimed_at)
    except WrongStatus:  # its holder was faster
        return False
    return True
