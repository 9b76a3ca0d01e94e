"""Calls to the group of staff on their way into the outbox."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bots import gateway
from bots.telegram import outbox


def forward_calls(now: datetime | None = None) -> int:
    """Queue the calls that wait. Returns: how many; 0 where there is no group, without asking the database."""
    return _forward(now or timezone.now()) if settings.STAFF_TELEGRAM_CHAT else 0


@transaction.atomic
def _forward(now: datetime) -> int:
    calls, out = gateway.take_calls(), outbox.Outbox(now)
    for call in calls:
        payload = {"do": "say", "chat": call.chat, "text": call.words[: outbox.MAX_TEXT], "rows": []}
        out.put(None, payload, call.key, is_paced=False)
    out.flush()
    return len(calls)
