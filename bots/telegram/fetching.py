"""Fetching offered files from Telegram: streamed, sealed while they arrive, tried again with a growing pause."""

import httpx
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bots import gateway
from bots.gateway import ToFetch

CHUNK = 64 * 1024
# A local Bot API server gives more than Telegram's 20 MB: this is the house's own limit for one file.
MAX_BYTES = 50 * 1024 * 1024
TIMEOUT = httpx.Timeout(30.0)


class NotFetched(Exception):
    """The file did not come. `reason` is a code where no further try will help, "" otherwise."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


async def fetch(bot: Bot, web: httpx.AsyncClient, file: ToFetch) -> "gateway.Received":
    """Stream one file into the vault. Raises: NotFetched."""
    try:
        found = await bot.get_file(file.origin["file_id"])
    except BadRequest as refused:
        # "file is too big", "wrong file_id": Telegram will not say otherwise tomorrow.
        reason = "too_big" if "too big" in refused.message.lower() else "refused"
        raise NotFetched(reason) from refused
    except TelegramError as down:
        raise NotFetched from down
    if not found.file_path:
        raise NotFetched
    return await _stream(web, found.file_path)


async def _stream(web: httpx.AsyncClient, url: str) -> "gateway.Received":
    receiver = gateway.receiver()
    try:
        async with web.stream("GET", url, timeout=TIMEOUT) as answer:
            answer.raise_for_status()
            async for chunk in answer.aiter_bytes(CHUNK):
                receiver.write(chunk)
                if receiver.size > MAX_BYTES:
                    raise NotFetched("too_big")
    except httpx.HTTPError:
        receiver.abandon()
        # The address holds the token: nothing of the original error goes on.
        raise NotFetched from None
    except BaseException:
        receiver.abandon()
        raise
    return receiver.finish()
