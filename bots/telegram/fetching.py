"""Fetching offered files from Telegram: streamed, sealed while they arrive, tried again with a growing pause."""

import logging

import httpx
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bots import gateway
from bots.gateway import ToFetch

log = logging.getLogger(__name__)
CHUNK = 64 * 1024
# A local Bot API server gives more than Telegram's 20 MB: this is the house's own limit for one file.
MAX_BYTES = 50 * 1024 * 1024
TIMEOUT = httpx.Timeout(30.0)


class NotFetched(Exception):
    """The file did not come.

    Attributes:
        reason: a code where no further try will help, "" otherwise.
        is_outage: Telegram, the line to it or our store is in trouble, which is no fault of the file.
    """

    def __init__(self, reason: str = "", *, is_outage: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.is_outage = reason, is_outage


def _is_outage(broken: httpx.HTTPError) -> bool:
    """No answer, 429 or 5xx. A file that Telegram refuses to give is refused once and for all."""
    if not isinstance(broken, httpx.HTTPStatusError):
        return True
    return broken.response.status_code == 429 or broken.response.status_code >= 500


async def fetch(bot: Bot, web: httpx.AsyncClient, file: ToFetch) -> "gateway.Received":
    """Stream one file into the vault. Raises: NotFetched."""
    try:
        found = await bot.get_file(file.origin["file_id"])
    except BadRequest as refused:
        # "file is too big", "wrong file_id": Telegram will not say otherwise tomorrow.
        reason = "too_big" if "too big" in refused.message.lower() else "refused"
        raise NotFetched(reason) from refused
    except TelegramError as down:
        raise NotFetched(is_outage=True) from down
    if not found.file_path:
        raise NotFetched
    return await _stream(web, found.file_path)


async def _stream(web: httpx.AsyncClient, url: str) -> "gateway.Received":
    try:
        return await _sealed(web, url)
    except OSError as full:
        log.warning("an offered file waits for the store (%s)", type(full).__name__)
        raise NotFetched(is_outage=True) from full


async def _sealed(web: httpx.AsyncClient, url: str) -> "gateway.Received":
    """Raises: NotFetched; OSError where the store does not take it."""
    receiver = gateway.receiver()
    try:
        async with web.stream("GET", url, timeout=TIMEOUT) as answer:
            answer.raise_for_status()
            async for chunk in answer.aiter_bytes(CHUNK):
                receiver.write(chunk)
                if receiver.size > MAX_BYTES:
                    raise NotFetched("too_big")
    except httpx.HTTPError as broken:
        receiver.abandon()
        # The address holds the token: nothing of the original error goes on.
        raise NotFetched(is_outage=_is_outage(broken)) from None
    except BaseException:
        receiver.abandon()
        raise
    return receiver.finish()
