"""The press: sets one document. Within `apart` it stands in a child process, whose memory ends with it.

Typst keeps what it has laid out for the next document: for a long custody record that is a hundred megabytes, which a
worker that also streams gigabytes should not hold.
"""

import json
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from intel.rendering import fonts

TEMPLATES = Path(__file__).parent / "templates"
_ROOT = Path(__file__).resolve().parent.parent.parent
_LINE = re.compile(r"(\w+\.typ):(\d+):")
_SIZE = struct.Struct("!?Q")  # whether it was set, and how many bytes follow


class NotSet(Exception):
    """Typst refused. `place`: template and line, "" if unknown; never content."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


@dataclass(frozen=True)
class Job:
    """One document. at: ISO 8601, with zone. folder: of the cut fonts."""

    source: str
    folder: str
    inputs: dict[str, str]
    at: str
    standards: list[str]


_apart: "ContextVar[subprocess.Popen[bytes] | None]" = ContextVar("press", default=None)


@contextmanager
def apart() -> Iterator[None]:
    """Documents are set in one child process from here to the end of the block."""
    words = [sys.executable, "-c", "from intel.rendering.press import main; main()"]
    # It is told nothing but its jobs: no key of the environment is any of its business.
    with subprocess.Popen(words, cwd=_ROOT, env={}, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        token = _apart.set(child)
        try:
            yield
        finally:
            _apart.reset(token)
            child.kill()  # it holds nothing that is to be kept


def print_pdf(job: Job) -> bytes:
    """The PDF. Raises: NotSet."""
    child = _apart.get()
    if child is None:
        return _set(job)
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        _send(child.stdin, json.dumps(asdict(job)).encode(), is_set=True)
        answer = _received(child.stdout)
    except BrokenPipeError:
        answer = None
    if answer is None:
        raise NotSet("the press stopped")
    is_set, body = answer
    if not is_set:
        raise NotSet(body.decode())
    return body


def _set(job: Job) -> bytes:
    import typst  # fetched by whoever sets a document himself

    standards: Any = job.standards
    try:
        return typst.compile(
            job.source, root=str(TEMPLATES), font_paths=fonts.loaded(Path(job.folder)), ignore_system_fonts=True,
            sys_inputs=job.inputs, pdf_standards=standards, timestamp=datetime.fromisoformat(job.at),
        )  # fmt: skip
    except typst.TypstError as error:
        place = _LINE.search(f"{error.diagnostic}")
    # Outside the handler: typst's own message quotes content, and must not follow ours into a log.
    raise NotSet(f"{place[1]} line {place[2]}" if place else "")


def _send(out: IO[bytes], body: bytes, *, is_set: bool) -> None:
    out.write(_SIZE.pack(is_set, len(body)) + body)
    out.flush()


def _received(source: IO[bytes]) -> tuple[bool, bytes] | None:
    head = source.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    is_set, size = _SIZE.unpack(head)
    return is_set, source.read(size)


def main() -> None:
    """In the child: a job in, a document out, until nobody writes any more."""
    while asked := _received(sys.stdin.buffer):
        try:
            _send(sys.stdout.buffer, _set(Job(**json.loads(asked[1]))), is_set=True)
        except NotSet as refused:
            _send(sys.stdout.buffer, refused.place.encode(), is_set=False)
