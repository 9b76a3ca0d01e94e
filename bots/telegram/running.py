"""The bot's process: fetches or awaits updates, steps them, sends answers, fetches files. SIGTERM ends it in order."""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import psycopg
from django.conf import settings
from django.db.utils import DatabaseError, InterfaceError
from django.utils import timezone
from telegram import Bot
from telegram.request import HTTPXRequest

from bots import gateway
from bots.telegram import alerting, calling, lookout, membership, stepping, tidying, warned
from bots.telegram.clock import Clock, forget_pauses
from bots.telegram.crafts import Announcer, Fetcher, Poller, Sender
from bots.telegram.threads import Bench

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.1
# A craft that nobody calls comes by itself so often: for its lock, and should the lookout be down.
IDLE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 5.0
TIDY_EVERY = timedelta(minutes=10)
Work = Callable[[], Awaitable[bool]]


class BotProcess:
    """One bot process; several may run side by side: all step, one polls and one sends.

    Args:
        mode: "polling", or "webhook" where the web process stores what Telegram posts.
    """

    def __init__(self, mode: str) -> None:
        self.mode = mode
        self.stopping = asyncio.Event()
        self.called: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        api = settings.TELEGRAM_API_URL.rstrip("/")
        self._requests = (HTTPXRequest(connection_pool_size=4), HTTPXRequest(connection_pool_size=64))
        self.bot = Bot(
            settings.TELEGRAM_BOT_TOKEN, base_url=f"{api}/bot", base_file_url=f"{api}/file/bot",
            get_updates_request=self._requests[0], request=self._requests[1],
        )  # fmt: skip
        self._web = httpx.AsyncClient()
        self._benches = [Bench(name) for name in ("step", "send", "poll", "fetch", "tidy", "look")]

    async def run(self) -> None:
        """Work until `stop`, then finish what is in hand."""
        step, send, poll, fetch, tidy, look = self._benches
        sender, fetcher = Sender(self.bot, send), Fetcher(self.bot, self._web, fetch)
        crafts = {
            "step": self._step(step),
            "send": sender.work,
            "fetch": fetcher.work,
            "tidy": self._tidy(tidy),
            "look": self._look(look),
            "announce": Announcer(self.bot, self.mode).work,
        }
        if self.mode == "polling":
            crafts["poll"] = Poller(self.bot, poll, self.called["step"], self.stopping).work
        log.info("the bot works by %s", self.mode)
        await asyncio.gather(*(self._keep_going(name, work) for name, work in crafts.items()))
        await sender.finish()
        await self._close()
        log.info("the bot has stopped")

    def stop(self) -> None:
        self.stopping.set()
        for called in self.called.values():
            called.set()

    async def _keep_going(self, name: str, work: Work) -> None:
        """Repeat a craft; whatever breaks is told by its type and tried again after a growing pause."""
        pause = 0.0
        while not self.stopping.is_set():
            try:
                is_busy = await work()
                pause = 0.0
            except (DatabaseError, InterfaceError, psycopg.Error) as down:
                is_busy, pause = False, _longer(pause)
                log.warning("%s: the database does not answer (%s)", name, type(down).__name__)
            except Exception as broken:
                is_busy, pause = False, _longer(pause)
                log.error("%s: %s; again in %.1f s", name, type(broken).__name__, pause)
            if pause:
                await _cut_short(pause, self.stopping)
            elif not is_busy:
                await _cut_short(LOOK_SECONDS if name == "look" else IDLE_SECONDS, self.called[name])
            self.called[name].clear()

    def _look(self, bench: Bench) -> Work:
        clock = Clock()

        async def work() -> bool:
            if clock.went_back():
                log.warning("the clock was set back: no pause is kept")
                await bench.do(forget_pauses)
            for craft in await bench.do(lookout.waiting, timezone.now()):
                self.called[craft].set()
            return False

        return work

    def _step(self, bench: Bench) -> Work:
        is_warm = False

        async def work() -> bool:
            nonlocal is_warm
            if not is_warm:
                await bench.do(gateway.warm_up)
                is_warm = True
            stepped = await bench.do(stepping.step_some)
            posted = await bench.do(stepping.forward_post)
            called = await bench.do(calling.forward_calls)
            alerted = await bench.do(alerting.forward_alerts)
            warnings = await bench.do(warned.forward_warnings, timezone.now())
            told = await bench.do(membership.forward)
            if stepped or posted or called or alerted or warnings or told:
                self.called["send"].set()
            return bool(stepped or posted or called or alerted or warnings or told)

        return work

    def _tidy(self, bench: Bench) -> Work:
        next_at = timezone.now()

        async def work() -> bool:
            nonlocal next_at
            if timezone.now() >= next_at:
                next_at = timezone.now() + TIDY_EVERY
                await bench.do(tidying.tidy)
            return False

        return work

    async def _close(self) -> None:
        for bench in self._benches:
            bench.close()
        closing: list[Any] = [self._web.aclose(), *(request.shutdown() for request in self._requests)]
        await asyncio.gather(*closing, return_exceptions=True)


async def _cut_short(seconds: float, by: asyncio.Event) -> None:
    """A pause that an event ends."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(by.wait(), seconds)


def _longer(pause: float) -> float:
    return min(max(pause * 2, 0.2), LONGEST_PAUSE_SECONDS)
