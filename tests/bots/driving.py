"""python-telegram-bot's own Bot against a running emulator."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Bot, Update
from telegram.request import HTTPXRequest

TOKEN = "7311204865:EMULATED"
CHAT = 5_120_044_871
T = TypeVar("T")


def run(url: str, work: Callable[[Bot], Awaitable[T]], *, token: str = TOKEN) -> T:
    """Do some work with a fresh Bot that talks to the emulator at `url`."""

    async def with_bot() -> T:
        # Loading the certificates for TLS, which is not used here, would take most of the time.
        calls, polls = (HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2))
        api, files = f"{url}/bot", f"{url}/file/bot"
        bot = Bot(token, api, files, request=calls, get_updates_request=polls)
        async with calls, polls:
            return await work(bot)

    return asyncio.run(with_bot())


def updates(url: str, offset: int = 0) -> tuple[Update, ...]:
    """What the emulator holds for the bot."""
    return run(url, lambda bot: bot.get_updates(offset=offset))
