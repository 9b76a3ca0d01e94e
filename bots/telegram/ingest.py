"""Storing updates before anyone answers for them: one way in for webhook and polling."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from bots import gateway
from bots.telegram.hearing import hear, update_id

CHANNEL = "telegram"
INSERT = """
    INSERT INTO bots_incomingupdate (bot_id, update_id, lane_mark, payload, received_at, tries, is_stuck)
    VALUES {rows} ON CONFLICT (bot_id, update_id) DO NOTHING
"""
ROW = "(%s, %s, %s, %s, %s, 0, false)"


def bot_id() -> int:
    """The bot's own id, the number before the colon of its token."""
    head = settings.TELEGRAM_BOT_TOKEN.partition(":")[0]
    return int(head) if head.isdigit() else 0


def address(chat: int) -> str:
    """A chat as the vault knows it: the same person with another bot is another source."""
    return f"{bot_id()}:{chat}"


def lane_mark(chat: int) -> bytes:
    return gateway.mark("bot-lane", f"{CHANNEL}:{address(chat)}")


def place(bot: int, update: int) -> str:
    return f"update:{bot}:{update}"


def store(updates: Iterable[dict[str, Any]]) -> int:
    """Store updates, sealed; those stored before stay as they are. Returns: how many are new.

    Outside a transaction the rows are committed when this returns.
    Raises: Malformed where one is no update; nothing is stored then.
    """
    rows: list[Any] = []
    bot, now = bot_id(), timezone.now()
    for update in updates:
        number, heard = update_id(update), hear(update)
        if heard is None:
            continue
        sealed = gateway.seal(heard.to_json(), place(bot, number))
        rows += [bot, number, lane_mark(heard.chat), sealed, now]
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(INSERT.format(rows=", ".join([ROW] * (len(rows) // 5))), rows)
        return int(cursor.rowcount)
