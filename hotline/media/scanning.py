"""Asking a virus scanner (clamd) about a file that streams past. Pure: bytes in, a verdict out."""

import re
import socket
import struct
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from vault import blobs

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 90.0
PIECE = 64 * 1024
MAX_ANSWER = 4096  # bytes
CLEAN, INFECTED, TOO_LARGE = "clean", "infected", "too_large"


class ScannerDown(Exception):
    """No verdict: the scanner is not there, went away, took too long or said what we do not know."""


@dataclass(frozen=True)
class Verdict:
    """What the scanner says: clean, infected or too_large. `name`: the signature's, up to 80 safe characters."""

    code: str
    name: str = ""


def address(named: str) -> tuple[socket.AddressFamily, str | tuple[str, int]]:
    """The socket that CLAMAV_SOCKET names: `unix:/path`, a bare path, or `tcp:host:port`. Raises: ValueError."""
    if named.startswith("tcp:"):
        host, _, port = named.removeprefix("tcp:").rpartition(":")
        if not host or not port.isdigit():
            raise ValueError("CLAMAV_SOCKET: tcp:HOST:PORT")
        return socket.AF_INET6 if ":" in host else socket.AF_INET, (host.strip("[]"), int(port))
    path = named.removeprefix("unix:")
    if not path.startswith("/"):
        raise ValueError("CLAMAV_SOCKET: unix:/PATH, /PATH or tcp:HOST:PORT")
    return socket.AF_UNIX, path


def scan(chunks: Iterable[bytes], named: str) -> Verdict:
    """Stream a file to clamd (INSTREAM) and read its verdict. Raises: ScannerDown; StoreAway."""
    family, place = address(named)
    deadline = time.monotonic() + TOTAL_SECONDS
    with socket.socket(family, socket.SOCK_STREAM) as line:
        line.settimeout(CONNECT_SECONDS)
        try:
            line.connect(place)
            # Past its limit the scanner answers and hangs up in the middle: its answer counts, not our broken pipe.
            with suppress(BrokenPipeError, ConnectionResetError):
                _send(line, chunks, deadline)
            return _understood(_answer(line, deadline))
        except blobs.StoreAway:
            raise
        except (OSError, ValueError) as trouble:
            raise ScannerDown from trouble


def _send(line: socket.socket, chunks: Iterable[bytes], deadline: float) -> None:
    line.sendall(b"zINSTREAM\0")
    for chunk in chunks:
        for at in range(0, len(chunk), PIECE):
            piece = chunk[at : at + PIECE]
            line.settimeout(_left(deadline))
            line.sendall(struct.pack(">I", len(piece)) + piece)
    line.sendall(struct.pack(">I", 0))


def _answer(line: socket.socket, deadline: float) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < MAX_ANSWER:
        line.settimeout(_left(deadline))
        piece = line.recv(MAX_ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode("ascii", "replace")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _understood(said: str) -> Verdict:
    if "size limit exceeded" in said.lower():
        return Verdict(TOO_LARGE)
    if said.endswith(" FOUND"):
        name = re.sub(r"[^\w.()/-]", "", said.removeprefix("stream: ").removesuffix(" FOUND"), flags=re.ASCII)[:80]
        # A file that is too big inside is not a virus, and not clean either (clamd: AlertExceedsMax).
        return Verdict(TOO_LARGE) if name.startswith("Heuristics.Limits.Exceeded") else Verdict(INFECTED, name)
    if said == "stream: OK":
        return Verdict(CLEAN)
    raise ScannerDown
