"""A clock that is set back: pauses, and the pace of chats, were noted by the old one and would last so much longer."""

import time
from datetime import datetime

from django.utils import timezone

from bots import gateway
from bots.models import IncomingUpdate, Lane, OutgoingMessage

# A clock is always slewed a little.
SLACK_SECONDS = 1.0


class Clock:
    """Tells whether the clock on the wall was set back since it was asked last."""

    def __init__(self) -> None:
        self._wall, self._steady = time.time(), time.monotonic()

    def went_back(self) -> bool:
        wall, steady = time.time(), time.monotonic()
        back = (steady - self._steady) - (wall - self._wall)
        self._wall, self._steady = wall, steady
        return back > SLACK_SECONDS


def forget_pauses(now: datetime | None = None) -> None:
    """Whatever waits for a moment waits no longer. What a sender has in hand stays with it."""
    now = now or timezone.now()
    Lane.objects.filter(next_send_at__gt=now).update(next_send_at=now)
    queued = OutgoingMessage.objects.filter(state=OutgoingMessage.State.QUEUED, is_taken=False)
    queued.filter(not_before__gt=now).update(not_before=now)
    IncomingUpdate.objects.filter(is_stuck=False, not_before__gt=now).update(not_before=now)
    gateway.fetch_now(now)
