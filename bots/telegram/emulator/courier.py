"""Webhook delivery: a lane a chat, several chats at once, again after a failure."""

import heapq
import http.client
import itertools
import json
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .update_queue import Update, chat_of

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header


@dataclass(frozen=True)
class Pace:
    """Seconds: how long an answer is awaited, the first pause after a failure, the longest pause."""

    timeout: float = 10.0
    first_pause: float = 0.2
    longest_pause: float = 5.0


@dataclass
class Lane:
    """One chat's updates in order, and how often the first of them has failed."""

    waiting: deque[Update] = field(default_factory=deque)
    failures: int = 0
    is_queued: bool = False


class Courier:
    """Posts updates to one webhook until it is stopped.

    Args:
        delivered: told the id of each update that was answered with 2xx.
        failed: told the reason of each failed attempt, in Telegram's words.
    """

    def __init__(
        self,
        url: str,
        *,
        secret: str,
        connections: int,
        pace: Pace,
        delivered: Callable[[int], None],
        failed: Callable[[str], None],
    ) -> None:
        self._parts = urlsplit(url)
        self._secret = secret
        self._pace = pace
        self._delivered = delivered
        self._failed = failed
        self._stopped = False
        self._due: list[tuple[float, int, Lane]] = []
        self._order = itertools.count()
        self._lanes: dict[Hashable, Lane] = {}
        self._changed = threading.Condition()
        for _ in range(connections):
            threading.Thread(target=self._work, daemon=True).start()

    def hand(self, update: Update) -> None:
        """Put an update at the end of its chat's lane; returns at once."""
        key = chat_of(update) or ("update", update["update_id"])
        with self._changed:
            lane = self._lanes.setdefault(key, Lane())
            lane.waiting.append(update)
            if not lane.is_queued:
                self._queue(lane, time.monotonic())

    def stop(self) -> None:
        """Start no more deliveries; those under way finish."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def _queue(self, lane: Lane, due: float) -> None:
        lane.is_queued = True
        heapq.heappush(self._due, (due, next(self._order), lane))
        self._changed.notify()

    def _work(self) -> None:
        connection: http.client.HTTPConnection | None = None
        while (lane := self._next_lane()) is not None:
            update = lane.waiting[0]
            try:
                connection = connection or self._connect()
                reason = self._post(connection, update)
            except (OSError, http.client.HTTPException) as trouble:
                reason = _wording(trouble)
            if reason and connection:
                connection.close()
                connection = None
            self._settle(lane, update, reason)
        if connection:
            connection.close()

    def _next_lane(self) -> Lane | None:
        with self._changed:
            while not self._stopped:
                pause = self._due[0][0] - time.monotonic() if self._due else None
                if pause is not None and pause <= 0:
                    return heapq.heappop(self._due)[2]
                self._changed.wait(pause)
        return None

    def _settle(self, lane: Lane, update: Update, reason: str) -> None:
        if reason:
            self._failed(reason)
        else:
            self._delivered(update["update_id"])
        with self._changed:
            lane.failures = lane.failures + 1 if reason else 0
            if not reason:
                lane.waiting.popleft()
            lane.is_queued = False
            if lane.waiting:
                self._queue(lane, time.monotonic() + self._pause(lane.failures))

    def _pause(self, failures: int) -> float:
        if not failures:
            return 0.0
        # The cap on the exponent keeps a long outage from overflowing the float.
        doubled = self._pace.first_pause * 2.0 ** min(failures - 1, 20)
        return min(doubled, self._pace.longest_pause)

    def _connect(self) -> http.client.HTTPConnection:
        host, port = self._parts.hostname or "", self._parts.port
        if self._parts.scheme == "https":
            return http.client.HTTPSConnection(
                host,
                port,
                timeout=self._pace.timeout,
                context=ssl.create_default_context(),
            )
        return http.client.HTTPConnection(host, port, timeout=self._pace.timeout)

    def _post(self, connection: http.client.HTTPConnection, update: Update) -> str:
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers[SECRET_HEADER] = self._secret
        path = self._parts.path or "/"
        if self._parts.query:
            path += f"?{self._parts.query}"
        connection.request("POST", path, json.dumps(update).encode(), headers)
        answer = connection.getresponse()
        answer.read()
        if 200 <= answer.status < 300:
            return ""
        return f"Wrong response from the webhook: {answer.status} {answer.reason}"


def _wording(trouble: Exception) -> str:
    if isinstance(trouble, TimeoutError):
        return "Read timeout expired"
    if isinstance(trouble, ConnectionRefusedError):
        return "Connection refused"
    return f"Connection failed: {type(trouble).__name__}"
