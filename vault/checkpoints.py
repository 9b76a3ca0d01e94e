"""Signed lines in a folder outside the database, one file a ledger: what a ledger was like at a moment.

A line is JSON: `number` from 1, `ledger`, `at`, `facts`, `previous` (SHA-256 of the line before), `key` and `signature`
(Ed25519 over all of it but the signature). A line that was cut short by a crash is no line: the next one replaces it.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from vault import signing

AUDIT, CUSTODY, PURGED = "audit", "custody", "purged"
EVERY = timedelta(minutes=10)
# Two were missed: somebody should look.
LATE_AFTER = 3 * EVERY
FIRST = "0" * 64
# A line is read back from the end of its file in steps of so many bytes.
STEP = 64 * 1024


class Tampered(Exception):
    """A file of checkpoints is not what was written. The text names the file and the line."""


@dataclass(frozen=True)
class Line:
    """One checkpoint as read; `text` without its line break."""

    number: int
    ledger: str
    at: datetime
    facts: dict[str, Any]
    previous: str
    key: str
    signature: str
    text: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    def is_signed_by(self, public: str) -> bool:
        signed = json.loads(self.text)
        signature = signed.pop("signature", "")
        return self.key == public and signing.holds(signed, signature, public)


def folder() -> Path:
    return Path(settings.CHECKPOINTS)


def file_of(ledger: str) -> Path:
    return folder() / f"{ledger}.jsonl"


@contextmanager
def alone() -> Iterator[None]:
    """One writer at a time, whatever machine of those that share the folder it is on."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(folder() / "lock", os.O_WRONLY | os.O_CREAT, 0o600), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def append(ledger: str, facts: dict[str, Any]) -> Line:
    """Sign one more line and make it durable; call it inside `alone`."""
    before = last(ledger)
    signed: dict[str, Any] = {
        "number": before.number + 1 if before else 1, "ledger": ledger, "at": timezone.now().isoformat(),
        "facts": facts, "previous": before.digest if before else FIRST, "key": signing.public_key(),
    }  # fmt: skip
    text = signing.canonical(signed | {"signature": signing.sign(signed)}).decode()
    file = os.open(file_of(ledger), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.ftruncate(file, _whole(file))
        unwritten = memoryview(f"{text}\n".encode())
        while unwritten:
            unwritten = unwritten[os.write(file, unwritten) :]
        os.fsync(file)
    finally:
        os.close(file)
    _settle_folder()
    return parsed(text, ledger)


def _whole(file: int) -> int:
    """Bytes up to the last line break: what stands behind it was cut short by a crash."""
    end = os.fstat(file).st_size
    while end:
        start = max(0, end - STEP)
        found = os.pread(file, end - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


def _settle_folder() -> None:
    known = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(known)
    finally:
        os.close(known)


def parsed(text: str, ledger: str) -> Line:
    """Raises: Tampered where this is no line."""
    try:
        told = json.loads(text)
        return Line(
            int(told["number"]), str(told["ledger"]), datetime.fromisoformat(told["at"]), dict(told["facts"]),
            str(told["previous"]), str(told["key"]), str(told["signature"]), text,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as broken:
        raise Tampered(f"{ledger}.jsonl holds a line that is no checkpoint") from broken


def last(ledger: str) -> Line | None:
    """The newest whole line; None where there is none. Its signature is not looked at. Raises: Tampered."""
    return next(newest_first(ledger), None)


def newest_first(ledger: str) -> Iterator[Line]:
    """Whole lines from the end of the file; what is not asked for is not read. Raises: Tampered."""
    try:
        file = file_of(ledger).open("rb")
    except FileNotFoundError:
        return
    with file:
        start, rest, is_torn = os.fstat(file.fileno()).st_size, b"", True
        while start:
            begin = max(0, start - STEP)
            file.seek(begin)
            lines = (file.read(start - begin) + rest).split(b"\n")
            start, rest = begin, lines[0]
            for text in reversed(lines[1:]):
                # The piece behind the last line break: empty, or cut short.
                if is_torn:
                    is_torn = False
                    continue
                yield parsed(text.decode(errors="replace"), ledger)
        if not is_torn:
            yield parsed(rest.decode(errors="replace"), ledger)


def read(ledger: str, *, key: str = "") -> Iterator[Line]:
    """Every line from the first, each checked: number, link to the one before, signature.

    Args:
        key: the public key (hex) that must have signed; left out, the house's own.
    Raises: Tampered.
    """
    public, number, previous = key or signing.public_key(), 0, FIRST
    if not file_of(ledger).exists():
        return
    with file_of(ledger).open("rb") as file:
        for raw in file:
            if not raw.endswith(b"\n"):
                return
            line = parsed(raw[:-1].decode(errors="replace"), ledger)
            number += 1
            if line.number != number or line.previous != previous or line.ledger != ledger:
                raise Tampered(f"{ledger}.jsonl: line {number} does not follow the one before")
            if not line.is_signed_by(public):
                raise Tampered(f"{ledger}.jsonl: line {number} is not signed by {public[:16]}…")
            previous = line.digest
            yield line


def age(ledger: str = AUDIT) -> timedelta | None:
    """How long ago the newest checkpoint was written; None where there is none."""
    newest = last(ledger)
    return timezone.now() - newest.at if newest else None
