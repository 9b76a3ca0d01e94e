"""Asking an outside service whose address stands in the settings: straight there, in time, and no more than fits."""

import asyncio
from typing import Any


async def post(url: str, *, seconds: float, most: int, unfolds: bool, **sent: Any) -> tuple[int, bytes]:
    """Post once. Neither a proxy of the environment nor a redirect may carry what is sent elsewhere.

    Args:
        seconds: in all, from the first byte sent to the last one read. most: bytes of an answer.
        unfolds: a packed answer is unpacked; else it is given as it came, and cannot grow.
        sent: `json`, `files`, `headers` of httpx.
    Returns: status and body; b"" where the status is not 200.
    Raises: TimeoutError; httpx.HTTPError; ValueError where the answer is too long.
    """
    import httpx  # fetched by whoever asks: most processes never do

    client = httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=seconds)
    async with asyncio.timeout(seconds), client, client.stream("POST", url, **sent) as response:
        body = b""
        if response.status_code != httpx.codes.OK:
            return response.status_code, body
        async for part in response.aiter_bytes() if unfolds else response.aiter_raw():
            body += part
            if len(body) > most:
                raise ValueError("too long")
    return response.status_code, body
