"""The outbox: what is to be sent, as sealed rows. Queued in the transaction of what it answers."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bots import gateway
from bots.models import Lane, OutgoingMessage
from bots.speech import Reply
from bots.telegram import buttons

# An album comes as separate updates without a count: its answer waits for the last of them.
ALBUM_PAUSE = timedelta(seconds=2.5)
MAX_TEXT = 4096  # characters, Bot API, sendMessage
KEPT_FOR = timedelta(hours=48)  # deleteMessage works that long


def place(key: str) -> str:
    return f"outgoing:{key}"


def put(
    lane: Lane | None, payload: dict[str, Any], *, key: str, now: datetime, pause: timedelta = timedelta(0),
    is_paced: bool = True, replaces: str = "", tip_id: UUID | None = None, message_id: UUID | None = None,
) -> None:  # fmt: skip
    """Queue one thing to send, once for its key."""
    row = OutgoingMessage(
        lane=lane, payload=gateway.seal(payload, place(key)), dedupe_key=key, not_before=now + pause, is_paced=is_paced,
        replaces=replaces, tip_id=tip_id, message_id=message_id,
    )  # fmt: skip
    OutgoingMessage.objects.bulk_create([row], ignore_conflicts=True)


def say(
    lane: Lane, reply: Reply, *, key: str, turn: int, now: datetime, tapped: int = 0, message: UUID | None = None
) -> None:
    """Queue a reply: a new message, or in place of the one whose button was tapped."""
    pause, in_place = timedelta(0), reply.in_place and tapped
    if reply.once:
        key, pause = f"once:{gateway.mark('bot-lane', f'{lane.pk}:{reply.once}').hex()[:32]}", ALBUM_PAUSE
        if OutgoingMessage.objects.filter(dedupe_key=key).exclude(state=OutgoingMessage.State.QUEUED).exists():
            return
    replaces = f"edit:{tapped}" if in_place else reply.replaces
    if replaces:
        _give_way(lane, replaces)
    rows = [[(button.label, buttons.write(lane.pk, button, turn)) for button in row] for row in reply.buttons]
    payload: dict[str, Any] = {"do": "say", "text": reply.text[:MAX_TEXT], "rows": rows, "guarded": reply.is_guarded}
    if in_place:
        payload |= {"do": "edit", "message": tapped}
    put(
        lane, payload, key=key, now=now, pause=pause, is_paced=not in_place, replaces=replaces,
        tip_id=UUID(reply.about) if reply.about else None, message_id=message,
    )  # fmt: skip


def _give_way(lane: Lane, name: str) -> None:
    unsent = OutgoingMessage.objects.filter(
        lane=lane, replaces=name, state=OutgoingMessage.State.QUEUED, is_taken=False
    )
    unsent.delete()


def answer_tap(lane: Lane | None, query: str, text: str, *, key: str, now: datetime) -> None:
    """Every tap is answered, or the button shows a waiting sign for a minute."""
    put(lane, {"do": "answer", "query": query, "text": text[:200]}, key=key, now=now, is_paced=False)


def erase(lane: Lane, heard: list[int], words: tuple[str, str], *, key: str, now: datetime) -> None:
    """Queue the deletion of both sides' messages of the last 48 hours, and what to say of it.

    Args:
        heard: ids of the person's messages.
        words: what to say after it, with `{count}`; what to say where it was refused.
    """
    ours = OutgoingMessage.objects.filter(lane=lane, state=OutgoingMessage.State.SENT, sent_at__gt=now - KEPT_FOR)
    sent = list(ours.exclude(sent_id=None).values_list("sent_id", flat=True))
    ids = sorted({*heard, *sent})
    put(lane, {"do": "erase", "ids": ids, "done": words[0], "failed": words[1]}, key=key, now=now)


def leave(chat: int, text: str, *, key: str, now: datetime) -> None:
    """Leave a group, with a word that tips are taken in private."""
    put(None, {"do": "leave", "chat": chat, "text": text}, key=key, now=now, is_paced=False)


def tip_of(lane: Lane, sent_id: int) -> str:
    """The tip that one of our messages spoke of; "" where it spoke of none."""
    found = OutgoingMessage.objects.filter(lane=lane, sent_id=sent_id, state=OutgoingMessage.State.SENT)
    tip = found.exclude(tip_id=None).values_list("tip_id", flat=True).first()
    return str(tip) if tip else ""


def cut_off(lane: Lane) -> None:
    """The person blocked the bot: nothing more is sent, and what officers asked is marked undelivered."""
    Lane.objects.filter(pk=lane.pk).update(is_unreachable=True)
    queued = OutgoingMessage.objects.filter(lane=lane, state=OutgoingMessage.State.QUEUED)
    for message in queued.exclude(message_id=None).values_list("message_id", flat=True):
        gateway.unreachable(message)
    queued.update(state=OutgoingMessage.State.DEAD, payload=b"", failure="blocked")
