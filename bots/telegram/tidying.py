"""What the bot forgets: sent messages after two days, stepped updates after three, a chat with its last tip."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bots import conversation, gateway
from bots.models import IncomingUpdate, Lane, OutgoingMessage, SteppedUpdate
from bots.telegram.outbox import KEPT_FOR

# Telegram keeps an undelivered update for 24 hours and may repeat it that long.
LEDGER_KEPT_FOR = timedelta(days=3)
# A bot that was off so long still finds what was withdrawn or purged meanwhile.
LOOKS_BACK = timedelta(days=30)


def tidy(now: datetime | None = None) -> None:
    """Remove what is of no more use."""
    now = now or timezone.now()
    OutgoingMessage.objects.filter(state=OutgoingMessage.State.SENT, sent_at__lt=now - KEPT_FOR).delete()
    OutgoingMessage.objects.filter(state=OutgoingMessage.State.DEAD, not_before__lt=now - KEPT_FOR).delete()
    SteppedUpdate.objects.filter(stepped_at__lt=now - LEDGER_KEPT_FOR).delete()
    # An update that could never be stepped holds what a person said: it is kept as long as what nobody acted on.
    before = now - timedelta(days=settings.RETENTION_DAYS)
    IncomingUpdate.objects.filter(is_stuck=True, received_at__lt=before).delete()
    forget_shredded(now)


@transaction.atomic
def forget_shredded(now: datetime) -> None:
    """Forget tips that were withdrawn or purged, and chats whose person was forgotten with them."""
    shredded = gateway.shredded(now - LOOKS_BACK)
    sources = set(shredded.values())
    gone = gateway.forgotten(sources)
    OutgoingMessage.objects.filter(lane__source_id__in=sources, tip_id__in=shredded).exclude(is_taken=True).delete()
    for lane in Lane.objects.select_for_update(skip_locked=True).filter(source_id__in=sources):
        if lane.source_id in gone and lane.draft_id is None:
            lane.delete()
        elif lane.tip_id in shredded:
            conversation.forget(lane, shredded)
            lane.save(update_fields=["state", "tip_id"])
