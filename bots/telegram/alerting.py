"""Alerts of cameras on their way into the outbox, to officers' own chats."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bots.gateway import alerts
from bots.telegram import outbox


@transaction.atomic
def forward_alerts(now: datetime | None = None) -> int:
    """Queue the words of alerts that wait, and pictures that are ready. Returns: how many messages."""
    now = now or timezone.now()
    out = outbox.Outbox(now)
    said, shown = alerts.take_words(now), alerts.take_pictures(now)
    for each in said:
        payload = {"do": "say", "chat": each.chat, "text": each.text, "rows": [], "guarded": True}
        out.put(None, payload | {"officer": str(each.link)}, each.key, is_paced=False)
    for picture in shown:
        payload = {"do": "photo", "chat": picture.chat, "file": str(picture.attachment), "caption": picture.caption}
        out.put(None, payload | {"officer": str(picture.link)}, picture.key, is_paced=False)
    out.flush()
    return len(said) + len(shown)
