"""What the bot forgets: sent messages after two days, the ledger of stepped updates after three."""

from datetime import datetime, timedelta

from django.utils import timezone

from bots.models import OutgoingMessage, SteppedUpdate
from bots.telegram.outbox import KEPT_FOR

# Telegram keeps an undelivered update for 24 hours and may repeat it that long.
LEDGER_KEPT_FOR = timedelta(days=3)


def tidy(now: datetime | None = None) -> None:
    """Remove what is of no more use."""
    now = now or timezone.now()
    OutgoingMessage.objects.filter(state=OutgoingMessage.State.SENT, sent_at__lt=now - KEPT_FOR).delete()
    OutgoingMessage.objects.filter(state=OutgoingMessage.State.DEAD, not_before__lt=now - KEPT_FOR).delete()
    SteppedUpdate.objects.filter(stepped_at__lt=now - LEDGER_KEPT_FOR).delete()
