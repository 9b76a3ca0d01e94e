"""A closed-loop client of few costs: raw sockets with keep-alive, a thread a visitor."""

import re
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, TypeVar

SECONDS_TO_WAIT = 60.0
SMALL_BYTES = 64 * 1024
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
LAST = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)


class Failed(Exception):
    """An answer that is not what the job asks for, or no answer. The text names its status."""


@dataclass(frozen=True)
class Answer:
    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        found = re.search(rb"\r\n" + re.escape(name.encode()) + rb": *([^\r]*)", self.head, re.IGNORECASE)
        return found[1].decode("latin-1") if found else ""


class Visitor:
    """One connection to 127.0.0.1, kept open between requests, opened again where the server has closed it."""

    def __init__(self, port: int, *, cookie: str = "") -> None:
        self.port = port
        self._socket: socket.socket | None = None
        self._always = f"Host: 127.0.0.1:{port}\r\n" + (f"Cookie: {cookie}\r\n" if cookie else "")

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *exception: object) -> None:
        self.leave()

    def leave(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self._ask("GET", path, headers or {}, b"")

    def post(self, path: str, body: bytes, kind: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self._ask(
            "POST", path, {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}, body
        )

    def _ask(self, verb: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"{verb} {path} HTTP/1.1\r\n{self._always}{lines}\r\n".encode()
        # A small body goes with the head in one packet; a large one is not copied for that.
        parts = [head + body] if len(body) < SMALL_BYTES else [head, body]
        try:
            return self._exchange(parts)
        except OSError as broken:
            self.leave()
            raise Failed(f"{verb}: {type(broken).__name__}") from broken

    def _exchange(self, parts: list[bytes]) -> Answer:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS_TO_WAIT)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for part in parts:
            self._socket.sendall(part)
        answer = self._read(self._socket)
        if LAST.search(answer.head):
            self.leave()
        return answer

    def _read(self, wire: socket.socket) -> Answer:
        got = b""
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += _some(wire)
        head, body = got[: end + 2], got[end + 4 :]
        status = int(head[9:12])
        length = LENGTH.search(head)
        if length:
            parts, missing = [body], int(length[1]) - len(body)
            while missing > 0:
                parts.append(_some(wire))
                missing -= len(parts[-1])
            return Answer(status, head, b"".join(parts))
        if CHUNKED.search(head):
            while not body.endswith(b"0\r\n\r\n"):
                body += _some(wire)
            return Answer(status, head, _joined(body))
        return Answer(status, head, b"")


def _some(wire: socket.socket) -> bytes:
    got = wire.recv(262_144)
    if not got:
        raise ConnectionError("the server closed the connection")
    return got


def _joined(body: bytes) -> bytes:
    parts = []
    while body:
        size, _, rest = body.partition(b"\r\n")
        parts.append(rest[: int(size, 16)])
        body = rest[int(size, 16) + 2 :]
    return b"".join(parts)


@dataclass
class Load:
    """What a closed loop brought: seconds each took, how long all took, and what failed."""

    seconds: float
    took: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Completed a second."""
        return len(self.took) / self.seconds

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the requests was answered; nan where none was."""
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000 if ordered else float("nan")


Item = TypeVar("Item")


def loop(clients: int, seconds: float, turn: Callable[[int], float]) -> Load:
    """Let each client take one turn after another.

    Args:
        turn: given the client's number (0…), returns the seconds that count; raises Failed.
    """
    load = Load(0.0)
    until = time.monotonic() + seconds

    def stay(number: int) -> None:
        while time.monotonic() < until:
            _take(load, lambda: turn(number))

    return _timed(load, clients, stay)


def share(work: Sequence[Sequence[Item]], do: Callable[[int, Item], float]) -> Load:
    """Let client n do the items of `work[n]`, in order."""
    load = Load(0.0)

    def go_through(number: int) -> None:
        for item in work[number]:
            _take(load, lambda item=item: do(number, item))  # type: ignore[misc]

    return _timed(load, len(work), go_through)


def _take(load: Load, turn: Callable[[], float]) -> None:
    try:
        load.took.append(turn())
    except Failed as failure:
        load.failures.append(str(failure))


def _timed(load: Load, clients: int, stay: Callable[[int], None]) -> Load:
    threads = [threading.Thread(target=stay, args=(number,), daemon=True) for number in range(clients)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = time.monotonic() - began
    return load


def in_turns(rounds: int, **jobs: Callable[[], Load]) -> dict[str, list[Load]]:
    """Measure the jobs one after the other, `rounds` times over, so that a slow minute of the machine strikes all."""
    measured: dict[str, list[Load]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            measured[name].append(job())
    return measured


def middle(loads: Sequence[Any], figure: Callable[[Any], float]) -> float:
    """The median over the rounds."""
    return median(figure(load) for load in loads)
