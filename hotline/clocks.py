"""The clocks of a tip: first look within 1 h or 24 h, an answer to its source within 90 days.

A clock that runs out is told to the supervisors once, in a digest; each morning they are told what is still open.
Nothing is told of a tip that somebody has looked at or decided.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from hotline import duty
from hotline.models import DutyCall, Message, Tip
from staff import audit, rota

FEEDBACK = timedelta(days=90)
# Told together: a burst of late tips makes one mail and not a hundred.
DIGEST_EVERY = timedelta(minutes=30)
MORNING = 6  # o'clock, UTC
BATCH = 2000


def late(now: datetime) -> QuerySet[Tip]:
    """Nobody has looked at them, and the first look was due."""
    return Tip.objects.filter(status=Tip.Status.RECEIVED, decided_at=None, due_at__lt=now)


def silent(now: datetime) -> QuerySet[Tip]:
    """Open for 90 days without a decision and without a word to their source."""
    answered = Message.objects.filter(tip=OuterRef("pk"), direction=Message.Direction.TO_SOURCE)
    old = Tip.objects.filter(decided_at=None, received_at__lt=now - FEEDBACK, status__in=Tip.OPEN)
    return old.filter(~Exists(answered))


def feedback_due(tip: Tip) -> datetime:
    """Until when its source should have heard of us."""
    return tip.received_at + FEEDBACK


def escalate(now: datetime | None = None) -> int:
    """Tell supervisors of clocks that ran out, each once, in one digest a kind. Returns: how many tips."""
    now = now or timezone.now()
    if _told_lately(now):
        return 0
    return _tell(DutyCall.Kind.LATE, late(now), "late_told_at", now) + _tell(
        DutyCall.Kind.SILENT, silent(now), "silent_told_at", now
    )


def _told_lately(now: datetime) -> bool:
    kinds = (DutyCall.Kind.LATE, DutyCall.Kind.SILENT)
    return DutyCall.objects.filter(kind__in=kinds, made_at__gt=now - DIGEST_EVERY).exists()


@transaction.atomic
def _tell(kind: DutyCall.Kind, run_out: QuerySet[Tip], column: str, now: datetime) -> int:
    untold = run_out.filter(**{column: None}).select_for_update(no_key=True, skip_locked=True, of=("self",))
    tips = list(untold.order_by("-priority", "received_at").only("reference", column)[:BATCH])
    if not tips:
        return 0
    Tip.objects.filter(pk__in=[tip.pk for tip in tips]).update(**{column: now})
    duty.call(kind, [tip.reference for tip in tips], rota.supervisors())
    for tip in tips:
        audit.record("system", "tip.escalated", tip, clock=kind.value)
    return len(tips)


def remind(now: datetime | None = None) -> int:
    """Once a morning: what was told before and is still open. Nothing where nothing is. Returns: how many tips."""
    now = now or timezone.now()
    morning = now.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    if now < morning or DutyCall.objects.filter(kind=DutyCall.Kind.OPEN, made_at__gte=morning).exists():
        return 0
    still = late(now).filter(late_told_at__lt=morning).order_by(F("priority").desc(), "received_at")
    references = list(still.values_list("reference", flat=True)[:BATCH])
    if references:
        duty.call(DutyCall.Kind.OPEN, references, rota.supervisors())
    return len(references)
