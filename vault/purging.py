"""The purge ledger outside the database: exported as it grows, and replayed after a restore."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from vault import checkpoints, files, signing
from vault.checkpoints import PURGED, Line
from vault.models import DataKey, PurgedKey, StoredFile

# Ids are given before they are committed: an entry may come to light so long after a higher one.
LATECOMERS = timedelta(hours=1)
# A restore stops the house, so that a good answer stays good; a bad one is asked again each time.
TRUSTED_SECONDS = 30.0
BATCH = 5000
_good_until: dict[str, float] = {}


class NotReplayed(RuntimeError):
    """This database came out of a backup and holds keys that were destroyed: nothing is served before the replay."""

    def __init__(self) -> None:
        super().__init__("This database lacks purges that were carried out. Run `manage.py replay_purges` first.")


@dataclass(frozen=True)
class Entry:
    """One destroyed key as the exported ledger names it."""

    id: int
    key_id: UUID
    at: datetime
    reason: str

    def told(self) -> dict[str, Any]:
        return {"id": self.id, "key": str(self.key_id), "at": self.at.isoformat(), "reason": self.reason}


def entries_of(line: Line) -> list[Entry]:
    """Raises: Tampered."""
    try:
        return [
            Entry(int(one["id"]), UUID(one["key"]), datetime.fromisoformat(one["at"]), str(one["reason"]))
            for one in line.facts["entries"]
        ]
    except (KeyError, TypeError, ValueError) as broken:
        raise checkpoints.Tampered(f"{PURGED}.jsonl: line {line.number} names no keys") from broken


def export() -> int:
    """Write what the ledger gained since to the folder of checkpoints. Safe to repeat and at once.

    Returns: how many entries.
    Raises: NotReplayed: a line of this database behind those that it lacks would hide them.
    """
    with checkpoints.alone():
        require_replayed()
        count = 0
        while new := _not_exported():
            told = [Entry(row.pk, row.key_id, row.at, row.reason).told() for row in new]
            checkpoints.append(PURGED, {"newest": new[-1].pk, "entries": told})
            count += len(new)
        return count


def _not_exported() -> list[PurgedKey]:
    settled, recent = 0, set[int]()
    for line in checkpoints.newest_first(PURGED):
        if line.at < timezone.now() - LATECOMERS:
            settled = int(line.facts["newest"])
            break
        recent.update(entry.id for entry in entries_of(line))
    return list(PurgedKey.objects.filter(pk__gt=settled).exclude(pk__in=recent).order_by("pk")[:BATCH])


def are_replayed() -> bool:
    """Whether this database knows every purge that was exported: one look at the newest line, one query.

    The newest line is enough: whoever has all its keys has those of every line before, since each line is written from
    all that was committed, and a replay goes in the same order.
    Raises: Tampered where the newest line cannot be read or was not signed by this house.
    """
    where = str(checkpoints.folder())
    if _good_until.get(where, 0.0) > time.monotonic():
        return True
    newest = checkpoints.last(PURGED)
    if newest is not None:
        if not newest.is_signed_by(signing.public_key()):
            raise checkpoints.Tampered(f"{PURGED}.jsonl: line {newest.number} is not signed by this house")
        ids = {entry.key_id for entry in entries_of(newest)}
        if PurgedKey.objects.filter(key_id__in=ids).count() < len(ids):
            return False
    _good_until[where] = time.monotonic() + TRUSTED_SECONDS
    return True


def look_again() -> None:
    """Forget what was found: the next question goes to the database."""
    _good_until.clear()


def require_replayed() -> None:
    """Raises: NotReplayed; Tampered."""
    if not are_replayed():
        raise NotReplayed


def exported(*, key: str = "") -> Iterator[Entry]:
    """Every exported entry in order. Raises: Tampered where one line is not what was written."""
    for line in checkpoints.read(PURGED, key=key):
        yield from entries_of(line)


def missing(entries: Iterable[Entry]) -> list[Entry]:
    """Those of the entries that this database does not know, in order."""
    known = set(PurgedKey.objects.values_list("key_id", flat=True).iterator())
    return [entry for entry in entries if entry.key_id not in known]


@transaction.atomic
def destroy_again(entry: Entry) -> int:
    """Carry out a purge that a restore undid: key, files, ledger. Safe to repeat. Returns: how many files went."""
    DataKey.objects.filter(pk=entry.key_id).delete()
    stored = list(StoredFile.objects.filter(key_id=entry.key_id))
    for row in stored:
        files.discard(row)
    _enter(entry)
    return len(stored)


def _enter(entry: Entry) -> None:
    """Into the ledger under its own number, so that certificates keep their span; a taken number gives way."""
    if PurgedKey.objects.filter(key_id=entry.key_id).exists():
        return
    number = None if PurgedKey.objects.filter(pk=entry.id).exists() else entry.id
    PurgedKey.objects.create(pk=number, key_id=entry.key_id, at=entry.at, reason=entry.reason)
    if number:
        _count_past(number)


def _count_past(number: int) -> None:
    """Bring the ledger's own counter past a number that was given elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence('vault_purged_key', 'id')")
        (sequence,) = cursor.fetchone()
        while True:
            cursor.execute("SELECT nextval(%s)", [sequence])
            if cursor.fetchone()[0] >= number:
                return
