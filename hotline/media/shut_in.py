"""The inside of a shut-in process: a stranger's file in by standard input, what was made of it out in parts.

Run as a process of its own with an empty environment and nothing of Django: it holds no key. Parts on standard output
are frames: a letter, four bytes of length, the content. The exit code says how it ended.
"""

import codecs
import json
import os
import struct
import sys
from importlib import import_module
from typing import Any, BinaryIO

from hotline.media import walls

COPY, POSTER, RECORD, REMARK, LOOKS = b"C", b"P", b"R", b"M", b"L"
PIECE = 256 * 1024
# Python fetches an alphabet from the disk when it is first spelt: too late, behind walls.
ALPHABETS = (
    "ascii",
    "latin-1",
    "utf-8",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-8-sig",
    "cp437",
    "cp1252",
    "unicode_escape",
)
# How it ended, by exit code: the reason that the officer reads.
ENDINGS = {
    3: "too_many_pixels", 4: "broken", 5: "too_large", 6: "locked", 7: "codec", 8: "no_walls", 9: "too_long",
    10: "no_office",
}  # fmt: skip
CODES = {reason: code for code, reason in ENDINGS.items()}


class Refusal(Exception):
    """This file gets no copy, and why: one of `ENDINGS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Parts:
    """Where a craft puts what it made."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def copy(self, content: bytes) -> None:
        self._frames(COPY, content)

    def poster(self, content: bytes) -> None:
        self._frames(POSTER, content)

    def looks(self, found: bytes) -> None:
        self._frames(LOOKS, found)

    def record(self, facts: dict[str, Any]) -> None:
        if facts:
            self._frames(RECORD, json.dumps(facts).encode())

    def remark(self, code: str) -> None:
        self._frames(REMARK, code.encode())

    def _frames(self, letter: bytes, content: bytes) -> None:
        for at in range(0, len(content), PIECE):
            piece = content[at : at + PIECE]
            self._out.write(letter + struct.pack(">I", len(piece)) + piece)


def main(craft: str, media_type: str) -> int:
    """Make a copy behind walls. Returns: the exit code."""
    maker = import_module(f"hotline.media.{craft}")
    # Libraries are loaded before the doors shut: nothing can be opened afterwards.
    maker.load()
    for alphabet in ALPHABETS:
        codecs.lookup(alphabet)
    try:
        walls.shut(maker.LIMITS)
    except (walls.NoWalls, OSError, ValueError):
        return CODES["no_walls"]
    try:
        maker.make(sys.stdin.buffer.read(), media_type, Parts(sys.stdout.buffer))
        sys.stdout.flush()
    except Refusal as refused:
        sys.stdout.flush()
        return CODES[refused.reason]
    except MemoryError:
        return CODES["too_large"]
    except Exception:  # whatever a hostile file sets off in a decoder: it has nothing to show
        sys.stdout.flush()
        return CODES["broken"]
    return 0


def run(program: str, folder: str, *words: str) -> int:
    """Become a program that may write to one folder and read the system's, and reaches no network."""
    office = import_module("hotline.media.office")
    try:
        walls.shut(office.PROGRAM_LIMITS, reads=office.READS, writes=(folder, "/dev/null"))
    except (walls.NoWalls, OSError, ValueError):
        return CODES["no_walls"]
    os.chdir(folder)
    return os.execv(program, [program, *words])  # noqa: S606 - a shell is what is not wanted
