"""What the bot's process does side by side: polling, sending, fetching files, announcing itself."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from typing import Any, ParamSpec
from uuid import UUID

import httpx
from django.conf import settings
from django.db.utils import InterfaceError, OperationalError
from django.utils import timezone, translation
from telegram import Bot, BotCommand
from telegram.error import Conflict, RetryAfter, TelegramError

from bots import gateway, wording
from bots.gateway import ToFetch, alerts
from bots.telegram import fetching, ingest, sending, stepping
from bots.telegram.hearing import WANTED, Malformed
from bots.telegram.pace import Budget
from bots.telegram.sending import ToSend
from bots.telegram.single import POLLER, SENDER, Single
from bots.telegram.threads import Bench

P = ParamSpec("P")
log = logging.getLogger(__name__)

POLL_SECONDS = 20
CONFLICT_PAUSE_SECONDS = 3.0
FILES_AT_ONCE = 4
FINISH_SECONDS = 20.0
WATCH_SECONDS = 60.0
NOTE_PAUSE_SECONDS = 0.2
HAND_OVER_SECONDS = 2.5
KNOWN_CHATS = 10_000


class Poller:
    """Takes updates by long poll. The offset moves only after the rows are committed."""

    def __init__(self, bot: Bot, bench: Bench, news: asyncio.Event, stopping: asyncio.Event) -> None:
        self._bot, self._bench, self._news, self._stopping = bot, bench, news, stopping
        self._offset: int | None = None
        self._single = Single(POLLER)

    async def work(self) -> bool:
        if not await self._bench.do(self._single.hold):
            return False
        try:
            updates = await self._poll()
        except Conflict:
            log.warning("another program polls with this token, or a webhook is set")
            await asyncio.sleep(CONFLICT_PAUSE_SECONDS)
            return False
        except RetryAfter as slow:
            await asyncio.sleep(sending.seconds_of(slow))
            return False
        if updates:
            await self._bench.do(_store, updates)
            self._offset = max(update["update_id"] for update in updates) + 1
            self._news.set()
        return True

    async def _poll(self) -> list[dict[str, Any]]:
        """One long poll, given up at once when the process is to stop: what it would bring stays with Telegram."""
        poll = asyncio.ensure_future(
            self._bot.get_updates(offset=self._offset, timeout=POLL_SECONDS, allowed_updates=WANTED)
        )
        stop = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait((poll, stop), return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if not poll.done():
            poll.cancel()
            with contextlib.suppress(asyncio.CancelledError, TelegramError):
                await poll
            return []
        return [update.to_dict() for update in poll.result()]


def _store(updates: list[dict[str, Any]]) -> None:
    try:
        ingest.store(updates)
    except Malformed:
        for update in updates:
            with contextlib.suppress(Malformed):
                ingest.store([update])


class Sender:
    """Sends what the outbox holds, within Telegram's pace. One process at a time does it."""

    def __init__(self, bot: Bot, bench: Bench) -> None:
        self._bot, self._bench = bot, bench
        self._single, self._budget = Single(SENDER), Budget()
        self._busy: dict[UUID | int, asyncio.Task[None]] = {}
        self._chats: dict[UUID, int | None] = {}
        self._begins_at = 0.0

    async def work(self) -> bool:
        if not await self._bench.do(self._hold):
            return False
        left = self._budget.left(time.monotonic())
        if not left:
            return False
        busy = [lane for lane in self._busy if isinstance(lane, UUID)]
        rows = await self._bench.do(sending.take, timezone.now(), left, busy=busy)
        self._budget.spend(time.monotonic(), len(rows))
        by_lane: dict[UUID | int, list[ToSend]] = {}
        for row in rows:
            by_lane.setdefault(row.lane or row.id, []).append(row)
        for lane, mine in by_lane.items():
            self._busy[lane] = asyncio.create_task(self._send_in_order(lane, mine))
        return False

    def _hold(self) -> bool:
        """Whether this process sends. A new sender waits a moment for the last one: where the database went away and
        not that process, it still notes what it had sent."""
        is_mine = self._single.hold()
        if is_mine and self._single.is_new:
            self._begins_at = time.monotonic() + HAND_OVER_SECONDS
        if not is_mine or time.monotonic() < self._begins_at:
            return False
        if self._begins_at:
            sending.take_back(timezone.now())
            self._begins_at = 0.0
        return True

    async def _send_in_order(self, lane: UUID | int, rows: list[ToSend]) -> None:
        try:
            for row in rows:
                await self._send(row)
        except Exception as broken:
            # The row's lease ends by itself and it is sent again.
            log.error("a message could not be settled (%s)", type(broken).__name__)
        finally:
            self._busy.pop(lane, None)

    async def _send(self, row: ToSend) -> None:
        chat = await self._chat(row)
        outcome: sending.Sent | sending.Refused
        if chat is None:
            outcome = sending.Refused("forgotten", is_final=True)
        else:
            outcome = await sending.deliver(self._bot, chat, await self._with_picture(row.payload))
        # What nobody noted would be sent once more.
        await _insist(self._bench, sending.settle, row, outcome, timezone.now())

    async def _with_picture(self, payload: dict[str, Any]) -> dict[str, Any]:
        if payload["do"] != "photo":
            return payload
        return payload | {"photo": await self._bench.do(alerts.picture_bytes, payload["file"])}

    async def _chat(self, row: ToSend) -> int | None:
        if row.source_id is None:
            return sending.chat_of(row)
        if row.source_id not in self._chats:
            if len(self._chats) >= KNOWN_CHATS:
                self._chats.clear()
            self._chats[row.source_id] = await self._bench.do(sending.chat_of, row)
        return self._chats[row.source_id]

    async def finish(self) -> None:
        """Wait for what is on its way."""
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=FINISH_SECONDS)
        await self._bench.do(self._single.release)


async def _insist(bench: Bench, verb: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
    """Note what was done, as soon as the database answers again."""
    while True:
        try:
            await bench.do(verb, *args, **kwargs)
            return
        except (OperationalError, InterfaceError) as down:
            log.warning("what was done is noted once the database answers (%s)", type(down).__name__)
            await asyncio.sleep(NOTE_PAUSE_SECONDS)


class Fetcher:
    """Brings in offered files, a few at a time."""

    def __init__(self, bot: Bot, web: httpx.AsyncClient, bench: Bench) -> None:
        self._bot, self._web, self._bench = bot, web, bench

    async def work(self) -> bool:
        files = await self._bench.do(gateway.take_due, timezone.now(), FILES_AT_ONCE)
        await asyncio.gather(*(self._fetch(file) for file in files))
        return bool(files)

    async def _fetch(self, file: ToFetch) -> None:
        try:
            received = await fetching.fetch(self._bot, self._web, file)
        except fetching.NotFetched as failed:
            if failed.reason == "too_big":
                await _insist(self._bench, stepping.give_up_too_big, file, timezone.now())
            else:
                await _insist(
                    self._bench, gateway.given_up, file.id, file.tries, timezone.now(),
                    reason=failed.reason, is_outage=failed.is_outage,
                )  # fmt: skip
            return
        await _insist(self._bench, gateway.arrived, file.id, received)


class Announcer:
    """Sets webhook and command menu once, then watches how Telegram delivers."""

    def __init__(self, bot: Bot, mode: str) -> None:
        self._bot, self._mode = bot, mode
        self._is_set = False
        self._next_look = time.monotonic() + WATCH_SECONDS

    async def work(self) -> bool:
        if not self._is_set:
            await self._announce()
            self._is_set = True
        if self._mode == "webhook" and time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + WATCH_SECONDS
            await self._watch()
        return False

    async def _announce(self) -> None:
        if self._mode == "webhook":
            url = f"{settings.PUBLIC_URL.rstrip('/')}/hooks/telegram/"
            await self._bot.set_webhook(url, secret_token=settings.TELEGRAM_WEBHOOK_SECRET, allowed_updates=WANTED)
        else:
            await self._bot.delete_webhook(drop_pending_updates=False)
        for code, _name in settings.LANGUAGES:
            if code == "zh-hant":
                continue  # Telegram knows a language by two letters, and has one list of commands for all Chinese
            with translation.override(code):
                commands = [BotCommand(name, str(text)) for name, text in wording.COMMANDS.items()]
            await self._bot.set_my_commands(commands, language_code="" if code == "en" else code[:2])

    async def _watch(self) -> None:
        info = await self._bot.get_webhook_info()
        if info.pending_update_count > 100 or info.last_error_message:
            log.warning("webhook: %d updates wait, last error: %s", info.pending_update_count, info.last_error_message)
