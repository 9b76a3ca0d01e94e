"""Having a copy made: a process shut in for each file, its parts taken in with distrust, its time counted."""

import json
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from hotline.media import record, shut_in
from vault import blobs, files
from vault.files import Received

ROOT = Path(__file__).resolve().parent.parent.parent
MAX_SECONDS = 100.0  # of one process
MAX_COPY_BYTES = 200 * 1024**2
MAX_POSTER_BYTES = 8 * 1024**2
MAX_RECORD_BYTES = 64 * 1024
MAX_LOOKS_BYTES = 4096
MAX_FRAME = 1024**2
# Ended by the clock: ours kills, the kernel's limit of processor time sends SIGXCPU and then kills too.
BY_THE_CLOCK = (-signal.SIGKILL, -signal.SIGXCPU)
# What a process may remark on a file; anything else it says is dropped.
REMARKS = frozenset({
    "first_picture_only", "pages_left_out", "had_scripts", "had_enclosures", "had_macros", "cut_short",
    "voice_changed", "voices_unchanged", "sound_left_out",
})  # fmt: skip


class NoCopy(Exception):
    """Why there is no copy: a code of `shut_in.ENDINGS`, of `kinds.refusal`, or timed_out, infected, key_gone."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Made:
    """What came of a file so far: sealed blobs that are no rows yet, facts in clear, remarks, looks in a row."""

    copy: Received | None = None
    poster: Received | None = None
    record: dict[str, Any] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    looks: bytes = b""

    def discard_copy(self) -> None:
        """Remove what came of a copy that was not finished."""
        if self.copy:
            blobs.remove(self.copy.blob)
        self.copy = None

    def discard(self) -> None:
        """Remove the blobs: nobody will keep them."""
        self.discard_copy()
        if self.poster:
            blobs.remove(self.poster.blob)
        self.poster = None


class Clock:
    """The time that one file has, whatever is done with it."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        return max(0.0, self._end - time.monotonic())


def command(function: str, *words: str) -> list[str]:
    """How to start the inside of a shut-in process: nothing of the environment, of Django or of the user's folder."""
    said = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from hotline.media import shut_in; "
    return [sys.executable, "-I", "-c", f"{said}sys.exit(shut_in.{function}(*sys.argv[1:]))", *words]


def make(craft: str, media_type: str, chunks: Iterable[bytes], made: Made, clock: Clock) -> None:
    """Send a file through one shut-in process; `made` receives what it gives, sealed as it arrives.

    Raises: NoCopy, with record and poster kept where they came first. VaultClosed where the original does not open.
    """
    with started(command("main", craft, media_type), clock, stdin=subprocess.PIPE) as process:
        _hand_in(process.stdin, chunks)  # type: ignore[arg-type]
        try:
            _take(process.stdout, made)  # type: ignore[arg-type]
        except ValueError as nonsense:
            raise NoCopy("broken") from nonsense
        finish(process)


@contextmanager
def started(words: list[str], clock: Clock, **streams: Any) -> "Iterator[subprocess.Popen[bytes]]":
    """A process with an empty environment that is killed, with all that it started, when the time is over."""
    plain = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "env": {}}
    process = subprocess.Popen(words, **plain | streams, cwd=os.sep, start_new_session=True)  # type: ignore[call-overload]
    late = threading.Timer(min(MAX_SECONDS, clock.left), end, [process])
    late.start()
    try:
        with process:
            try:
                yield process
            finally:
                end(process)
    finally:
        late.cancel()


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process and its whole family. It leads a group of its own, so nobody else is meant."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def finish(process: "subprocess.Popen[bytes]") -> None:
    """Wait for the end. Raises: NoCopy unless all went well."""
    code = process.wait()
    if code:
        raise NoCopy(shut_in.ENDINGS.get(code, "timed_out" if code in BY_THE_CLOCK else "broken"))


def _hand_in(into: BinaryIO, chunks: Iterable[bytes]) -> None:
    try:
        for chunk in chunks:
            into.write(chunk)
        into.close()
    except BrokenPipeError:
        # It ended early: its exit code says why. Closing flushes once more, to nobody.
        with suppress(BrokenPipeError):
            into.close()


def _take(out: BinaryIO, made: Made) -> None:
    """Read the parts of a process that may have been taken over: bounded, and known words only. Raises: ValueError."""
    copy, small = files.Receiver(), {shut_in.POSTER: b"", shut_in.RECORD: b"", shut_in.LOOKS: b""}
    try:
        for letter, content in _frames(out):
            if letter == shut_in.COPY:
                copy.write(content)
            elif letter == shut_in.REMARK:
                _remark(made, content)
            elif letter in small:
                small[letter] += content
            if copy.size > MAX_COPY_BYTES or len(small[shut_in.POSTER]) > MAX_POSTER_BYTES:
                raise ValueError("more than a copy")
    except BaseException:
        copy.abandon()
        raise
    made.record |= _record(small[shut_in.RECORD])
    made.looks = small[shut_in.LOOKS][:MAX_LOOKS_BYTES]
    if small[shut_in.POSTER]:
        made.poster = files.receive([small[shut_in.POSTER]])
    if copy.size:
        made.copy = copy.finish()
    else:
        copy.abandon()


def _frames(out: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    while header := out.read(5):
        if len(header) < 5:
            return
        (length,) = struct.unpack(">I", header[1:])
        if length > MAX_FRAME:
            raise ValueError("no frame of ours")
        yield header[:1], out.read(length)


def _remark(made: Made, content: bytes) -> None:
    said = content.decode("ascii", "replace")
    if said in REMARKS and said not in made.remarks:
        made.remarks.append(said)


def _record(content: bytes) -> dict[str, Any]:
    if not content or len(content) > MAX_RECORD_BYTES:
        return {}
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return record.facts(**{name: said[name] for name in record.FACTS if name in said}) if isinstance(said, dict) else {}
