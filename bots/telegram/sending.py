"""The sender: takes what is due from the outbox, hands it to Telegram, notes what came of it."""

import contextlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bots import gateway
from bots.gateway import alerts, members, warnings
from bots.models import Lane, OutgoingMessage
from bots.telegram import lanes, outbox
from bots.telegram.pace import CHAT_GAP

MAX_TRIES = 10
# Telegram, or the line to it, has been away for hours: what it did not even hear is kept for about a day.
OUTAGE_PAUSE_SECONDS = 15.0
OUTAGE_TRIES = 24 * 3600 // int(OUTAGE_PAUSE_SECONDS)
# Of a second's messages, those that what goes to very many leaves to answers.
KEPT_FREE = 10
# A row taken by a sender that died is sent again after this, at most once more for that crash.
LEASE = timedelta(seconds=60)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

# One message a lane, the oldest, and only where the chat's pace allows it. Lanes are locked before messages, here and
# in stepping alike, and what another holds is left for the next time: so the two never wait for each other in a circle.
DUE = """
    SELECT first.id FROM (
        SELECT DISTINCT ON (lane_id) id, lane_id, not_before FROM bots_outgoingmessage
        WHERE state = 'queued' AND is_paced AND lane_id IS NOT NULL ORDER BY lane_id, id
    ) AS first JOIN bots_lane lane ON lane.id = first.lane_id
    WHERE first.not_before <= %s AND lane.next_send_at <= %s ORDER BY lane.next_send_at, first.id LIMIT %s
    FOR NO KEY UPDATE OF lane SKIP LOCKED
"""


@dataclass(frozen=True)
class ToSend:
    """A row in hand of this sender."""

    id: int
    lane: UUID | None
    source_id: UUID | None
    payload: dict[str, Any]
    tries: int


@dataclass(frozen=True)
class Sent:
    message_id: int | None = None


@dataclass(frozen=True)
class Refused:
    """Not sent. `wait` seconds before the next try; `is_blocked` by the person; `is_final` where no try will help;
    `is_outage` where Telegram did not answer, or with 5xx."""

    reason: str
    wait: float = 0.0
    is_blocked: bool = False
    is_final: bool = False
    is_outage: bool = False


@transaction.atomic
def take(now: datetime, limit: int, *, busy: Collection[UUID] = ()) -> list[ToSend]:
    """Take what may be sent now: answers to taps and edits first, then at most one message a chat, then of what goes
    to very many so much that the next answer still finds room in this second.

    Args:
        busy: lanes whose last message is still on its way.
    """
    queued = OutgoingMessage.objects.filter(state=OutgoingMessage.State.QUEUED, not_before__lte=now)
    quick = list(queued.filter(is_paced=False, is_bulk=False).order_by("id").values_list("pk", flat=True)[:limit])
    paced: list[int] = []
    if limit > len(quick):
        with connection.cursor() as cursor:
            cursor.execute(DUE, [now, now, limit - len(quick)])
            paced = [number for (number,) in cursor.fetchall()]
    room = max(0, limit - len(quick) - len(paced) - KEPT_FREE)
    bulk = list(queued.filter(is_bulk=True).order_by("id").values_list("pk", flat=True)[:room]) if room else []
    rows = list(
        OutgoingMessage.objects.select_related("lane").select_for_update(skip_locked=True, of=("self",))
        .filter(pk__in=[*quick, *paced, *bulk], state=OutgoingMessage.State.QUEUED)
        .exclude(lane__in=list(busy)).order_by("id")
    )  # fmt: skip
    if not rows:
        return []
    OutgoingMessage.objects.filter(pk__in=[row.pk for row in rows]).update(is_taken=True, not_before=now + LEASE)
    Lane.objects.filter(pk__in=[row.lane_id for row in rows if row.is_paced]).update(next_send_at=now + CHAT_GAP)
    return _still_wanted([_open(row) for row in rows])


def _still_wanted(rows: list[ToSend]) -> list[ToSend]:
    """Without the copies of warnings that were stopped since they were queued."""
    copies = {row.payload["warning"] for row in rows if row.payload.get("warning")}
    gone = warnings.called_off(copies) if copies else set()
    stopped = [row.id for row in rows if row.payload.get("warning") in gone]
    if stopped:
        rest = OutgoingMessage.objects.filter(pk__in=stopped)
        rest.update(state=OutgoingMessage.State.DEAD, payload=b"", failure="stopped")
    return [row for row in rows if row.id not in stopped]


def _open(row: OutgoingMessage) -> ToSend:
    payload = gateway.unseal(row.payload, outbox.place(row.dedupe_key))
    return ToSend(row.pk, row.lane_id, row.lane.source_id if row.lane else None, payload, row.tries)


def take_back(now: datetime) -> None:
    """What a sender that died had in hand is due again. Only for who knows that it is the one sender."""
    left = OutgoingMessage.objects.filter(state=OutgoingMessage.State.QUEUED, is_taken=True)
    left.update(is_taken=False, not_before=now)


def chat_of(row: ToSend) -> int | None:
    """Where it goes; None where the source was forgotten."""
    if row.source_id is None:
        return int(row.payload["chat"])
    return lanes.chat_of(row.source_id)


async def deliver(bot: Bot, chat: int, payload: dict[str, Any]) -> Sent | Refused:
    """Hand one payload to Telegram. Never raises what Telegram answers."""
    try:
        return await SEND[payload["do"]](bot, chat, payload)
    except RetryAfter as slow:
        return Refused("retry_after", wait=seconds_of(slow))
    except Forbidden:
        return Refused("blocked", is_blocked=True)
    except BadRequest as bad:
        return Refused(_code(bad), is_final=True)
    except NetworkError as down:
        return Refused(type(down).__name__, is_outage=True)
    except TelegramError as odd:
        return Refused(type(odd).__name__)


def seconds_of(slow: RetryAfter) -> float:
    """The wait that Telegram names; the library gives it as a number or as a duration, by its version."""
    wait = slow.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _code(bad: BadRequest) -> str:
    """A few words of Telegram's own refusal: they hold no content of ours."""
    return "".join(sign for sign in bad.message.lower()[:50] if sign.isalpha() or sign == " ")


def _keyboard(payload: dict[str, Any]) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(label, callback_data=pressed) for label, pressed in row] for row in payload["rows"]]
    return InlineKeyboardMarkup(rows) if rows else None


async def _say(bot: Bot, chat: int, payload: dict[str, Any]) -> Sent:
    message = await bot.send_message(
        chat, payload["text"], reply_markup=_keyboard(payload), protect_content=bool(payload.get("guarded")),
        link_preview_options=NO_PREVIEW,
    )  # fmt: skip
    return Sent(message.message_id)


async def _photo(bot: Bot, chat: int, payload: dict[str, Any]) -> Sent | Refused:
    if payload["photo"] is None:
        return Refused("gone", is_final=True)
    message = await bot.send_photo(chat, payload["photo"], caption=payload["caption"], protect_content=True)
    return Sent(message.message_id)


async def _edit(bot: Bot, chat: int, payload: dict[str, Any]) -> Sent:
    try:
        await bot.edit_message_text(
            payload["text"], chat_id=chat, message_id=payload["message"], reply_markup=_keyboard(payload),
            link_preview_options=NO_PREVIEW,
        )  # fmt: skip
    except BadRequest as bad:
        if "not modified" in bad.message.lower():
            return Sent(payload["message"])
        # Too old or deleted: the same as a new message.
        return await _say(bot, chat, payload)
    return Sent(payload["message"])


async def _answer(bot: Bot, chat: int, payload: dict[str, Any]) -> Sent:
    try:
        await bot.answer_callback_query(payload["query"], text=payload["text"] or None)
    except BadRequest as late:
        # A tap can be answered for about a minute: after an outage there is nobody left to answer.
        if "too old" not in late.message.lower() and "invalid" not in late.message.lower():
            raise
    return Sent()


async def _erase(bot: Bot, chat: int, payload: dict[str, Any]) -> Sent:
    count = 0
    for start in range(0, len(payload["ids"]), 100):
        part = payload["ids"][start : start + 100]
        try:
            await bot.delete_messages(chat, part)
            count += len(part)
        except BadRequest:
            continue
    text = payload["done"].replace("{count}", str(count)) if count else payload["failed"]
    return await _say(bot, chat, {"text": text, "rows": []})


async def _leave(bot: Bot, chat: int, payload: dict[str, Any]) -> Sent:
    with contextlib.suppress(BadRequest, Forbidden):
        await bot.send_message(chat, payload["text"])
    await bot.leave_chat(chat)
    return Sent()


SEND = {"say": _say, "photo": _photo, "edit": _edit, "answer": _answer, "erase": _erase, "leave": _leave}


@transaction.atomic
def settle(row: ToSend, outcome: Sent | Refused, now: datetime) -> None:
    """Note what came of a row in hand, at the moment Telegram had it."""
    lane = Lane.objects.select_for_update(no_key=True).filter(pk=row.lane).first() if row.lane else None
    if isinstance(outcome, Sent):
        _settle_sent(row, lane, outcome, now)
    elif outcome.is_blocked and lane:
        outbox.cut_off(lane)
    else:
        _settle_refused(row, lane, outcome, now)


def _settle_sent(row: ToSend, lane: Lane | None, outcome: Sent, now: datetime) -> None:
    sent = OutgoingMessage.objects.filter(pk=row.id).first()
    if sent is None:
        return
    sent.state, sent.sent_at, sent.payload, sent.is_taken = OutgoingMessage.State.SENT, now, b"", False
    sent.sent_id = outcome.message_id
    sent.save(update_fields=["state", "sent_at", "payload", "is_taken", "sent_id"])
    if lane and sent.is_paced:
        # The pace counts from when Telegram had it, not from when it was taken.
        Lane.objects.filter(pk=lane.pk).update(next_send_at=now + CHAT_GAP)
    if row.payload["do"] == "erase":
        OutgoingMessage.objects.filter(lane=lane, sent_id__in=row.payload["ids"]).update(sent_id=None)
    if sent.message_id:
        (members.sent if row.payload.get("member") else gateway.delivered)(sent.message_id)
    if row.payload.get("warning"):
        warnings.delivered(row.payload["warning"])


def _settle_refused(row: ToSend, lane: Lane | None, outcome: Refused, now: datetime) -> None:
    mine = OutgoingMessage.objects.filter(pk=row.id, state=OutgoingMessage.State.QUEUED)
    # A wait that Telegram names is no failure of ours.
    tries = row.tries + (outcome.wait == 0)
    if outcome.is_blocked and row.payload.get("officer"):
        alerts.cut_off(row.payload["officer"])
    if outcome.is_blocked and row.payload.get("member"):
        members.cut_off(UUID(row.payload["member"]))
    most, longest = (OUTAGE_TRIES, OUTAGE_PAUSE_SECONDS) if outcome.is_outage else (MAX_TRIES, 300.0)
    if outcome.is_final or outcome.is_blocked or tries >= most:
        message = mine.values_list("message_id", flat=True).first()
        mine.update(state=OutgoingMessage.State.DEAD, payload=b"", failure=outcome.reason[:60], tries=tries)
        if message:
            (members.not_sent if row.payload.get("member") else gateway.unreachable)(message)
        if row.payload.get("warning"):
            warnings.refused(row.payload["warning"], is_blocked=outcome.is_blocked)
        return
    again = now + timedelta(seconds=outcome.wait or min(2.0 ** min(tries, 10), longest))
    mine.update(is_taken=False, tries=tries, not_before=again)
    if outcome.wait and lane:
        # Telegram named this chat's wait: the others go on.
        Lane.objects.filter(pk=lane.pk).update(next_send_at=again)
