"""The clocks of referrals: 24 or 72 hours or 10 days to acknowledge, 30 days to act; what runs out is noted once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.models import MailState, Referral, ReferralLapse, ReferralMail
from staff import audit

Status = Referral.Status
Kind = ReferralLapse.Kind
ACT_WITHIN = timedelta(days=30)
SOON = timedelta(hours=24)
IDLE = (Status.ACKNOWLEDGED, Status.ACCEPTED, Status.MORE_INFO)
BATCH = 500


def late(now: datetime) -> Q:
    """Sent, and not acknowledged in its time."""
    return Q(status=Status.SENT, answer_due_at__lt=now)


def due_soon(now: datetime) -> Q:
    """Sent, and to be acknowledged within a day."""
    return Q(status=Status.SENT, answer_due_at__gte=now, answer_due_at__lt=now + SOON)


def idle(now: datetime) -> Q:
    """Acknowledged, and nothing done 30 days after it was sent."""
    return Q(status__in=IDLE, sent_at__lt=now - ACT_WITHIN, first_action_on=None)


def unsent(now: datetime) -> Q:
    """Out by encrypted mail, and the latest mail failed: the agency has no link, whatever the clock says."""
    later = ReferralMail.objects.filter(referral=OuterRef("referral"), pk__gt=OuterRef("pk"))
    failed = ReferralMail.objects.filter(~Exists(later), referral=OuterRef("pk"), state=MailState.FAILED)
    return Q(status=Status.SENT) & Q(Exists(failed))


def unsent_of(referrals: Iterable[Referral]) -> set[UUID]:
    """Of these referrals, those of `unsent`. One query, none where nothing is out unanswered."""
    ids = [each.pk for each in referrals if each.status == Status.SENT]
    return (
        set(Referral.objects.filter(unsent(timezone.now()), pk__in=ids).values_list("pk", flat=True)) if ids else set()
    )


def waiting(now: datetime) -> Q:
    """What an officer should look at: overdue, due soon, without action, or its mail failed."""
    return late(now) | due_soon(now) | idle(now) | unsent(now)


def action_due_at(referral: Referral) -> datetime | None:
    """When the first action is due; None before it is sent."""
    return referral.sent_at + ACT_WITHIN if referral.sent_at else None


def note(now: datetime | None = None) -> int:
    """Note what ran out, each once. Returns: how many were noted. Two workers at once note each one once."""
    at = now or timezone.now()
    return _note(Kind.LATE, late(at), at) + _note(Kind.IDLE, idle(at), at)


@transaction.atomic
def _note(kind: Any, ran_out: Q, at: datetime) -> int:
    rows = Referral.objects.filter(ran_out).exclude(lapses__kind=kind).order_by("pk")
    found = list(rows.select_for_update(no_key=True, skip_locked=True, of=("self",))[:BATCH])
    ReferralLapse.objects.bulk_create([ReferralLapse(referral=each, kind=kind, at=at) for each in found])
    for referral in found:
        audit.record("referral_clocks", f"referral.{kind}", referral)
    return len(found)
