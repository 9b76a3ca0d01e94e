"""One call as bytes on the wire, and what came back. A client that lies: raw sockets, no library corrects it."""

import re
import socket
from contextlib import suppress
from dataclasses import dataclass, field

SECONDS_TO_WAIT = 60.0
STATUS = re.compile(rb"^HTTP/1\.[01] (\d{3})")
# The status of a call to which the server only hung up.
NO_ANSWER = 0


@dataclass(frozen=True)
class Shot:
    """Args: cut: how many bytes of the body are sent before the sender hangs up; None sends all."""

    verb: str
    target: bytes
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    cut: int | None = None

    def wire(self, port: int) -> bytes:
        given = {name.lower() for name, _value in self.headers}
        headers = [] if b"host" in given else [(b"Host", f"127.0.0.1:{port}".encode())]
        headers += self.headers
        if self.body and b"content-length" not in given and b"transfer-encoding" not in given:
            headers.append((b"Content-Length", str(len(self.body)).encode()))
        head = b"".join(name + b": " + value + b"\r\n" for name, value in [*headers, (b"Connection", b"close")])
        return self.verb.encode() + b" " + self.target + b" HTTP/1.1\r\n" + head + b"\r\n" + self.body[: self.cut]


@dataclass(frozen=True)
class Heard:
    status: int
    head: bytes = b""
    body: bytes = b""


def fire(shot: Shot, port: int) -> Heard:
    """Send, say that nothing more comes, and read to the end."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=SECONDS_TO_WAIT) as wire:
            _send(wire, shot.wire(port), hangs_up=shot.cut is not None)
            return _read(wire)
    except (ConnectionError, BrokenPipeError):
        return Heard(NO_ANSWER)


def _send(wire: socket.socket, raw: bytes, *, hangs_up: bool) -> None:
    try:
        wire.sendall(raw)
    except (ConnectionError, BrokenPipeError):
        # The server may refuse before it has read all: its answer is waiting.
        return
    if hangs_up:
        # It may have answered and gone already (ENOTCONN, which is no ConnectionError): nobody is left to hang up on.
        with suppress(OSError):
            wire.shutdown(socket.SHUT_WR)


def _read(wire: socket.socket) -> Heard:
    got = bytearray()
    while chunk := wire.recv(65536):
        got += chunk
    found = STATUS.match(got)
    head, _, body = bytes(got).partition(b"\r\n\r\n")
    return Heard(int(found[1]) if found else NO_ANSWER, head, body)
