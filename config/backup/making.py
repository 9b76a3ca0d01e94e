"""Making a backup: database and keys of one moment, then files, then the newest ledgers; then old ones go."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from config.backup import ledgers, pieces, servers, store
from config.backup.pieces import KEYS, LEDGER
from config.backup.refusals import BackupRefused
from vault import checkpoints, keys, purging

# In the folder of checkpoints: when a backup was made, signed.
BACKUPS = "backups"
COUNTED = {
    "tips": "SELECT count(*) FROM hotline_tip",
    "reports": "SELECT count(*) FROM hotline_report",
    "cases": "SELECT count(*) FROM cases_case",
    "exhibits": "SELECT count(*) FROM cases_exhibit",
    "files": "SELECT count(*) FROM vault.stored_file",
    "keys": "SELECT count(*) FROM vault.data_key",
    "audit entries": "SELECT count(*) FROM staff_auditentry",
}


@dataclass(frozen=True)
class Made:
    """What a backup took and cost."""

    stamp: str
    size: int
    copied: int
    expired: int
    took: timedelta


def make(to: Path, keys_to: Path) -> Made:
    """Make one more backup, and let go of those that are older than BACKUP_KEEP_DAYS.

    Args:
        to: the folder of backups. keys_to: the folder of the newest keys, under another lock.
    Raises: BackupRefused; NotReplayed and Tampered of `vault`; OSError.
    """
    begun = timezone.now()
    sealed, sealed_keys = pieces.recipients("BACKUP_RECIPIENTS"), pieces.recipients("BACKUP_KEY_RECIPIENTS")
    _apart(to, keys_to)
    purging.require_replayed()
    with pieces.alone(to), pieces.alone(keys_to):
        stamp = _free_stamp(to, begun)
        with servers.snapshot() as (name, server):
            counts = {what: _one(server, query) for what, query in COUNTED.items()}
            database = pieces.write_sealed(
                to / f"database-{stamp}.age",
                servers.dump(f"--snapshot={name}", "--no-unlogged-table-data", "--exclude-schema=vault"),
                sealed,
            )
            # The tables that hold keys, in their newest state only: what was purged is gone from the backup with this.
            held = pieces.write_sealed(
                keys_to / "keys.age", servers.dump(f"--snapshot={name}", "--schema=vault"), sealed_keys
            )
        files, copied = store.copy_new(to, stamp)
        purges = ledgers.newest_purge()
        facts: dict[str, Any] = {
            "stamp": stamp, "at": begun.isoformat(), "counts": counts, "purges": purges,
            "vault_key": keys.proof(stamp), "vault_keys": keys.names(),
        }  # fmt: skip
        pieces.sign(keys_to / "keys.json", facts, {KEYS: held})
        write_ledger(to, sealed=sealed)
        pieces.sign(to / f"manifest-{stamp}.json", facts, {"database": database, "files": files})
        expired = _expire(to, begun)
    size = database.size + held.size
    note = {"stamp": stamp, "bytes": size, "files": copied, "sha256": database.sha256}
    with checkpoints.alone():
        checkpoints.append(BACKUPS, note)
    return Made(stamp, size, copied, expired, timezone.now() - begun)


def make_ledger(to: Path) -> int:
    """Renew the ledgers of a backup and nothing else: cheap, so that a purge is in the backup within minutes.

    Returns: the number of the newest line of exported purges.
    """
    sealed = pieces.recipients("BACKUP_RECIPIENTS")
    purging.export()
    with pieces.alone(to):
        return write_ledger(to, sealed=sealed)


def write_ledger(to: Path, *, sealed: list[Any]) -> int:
    newest = ledgers.newest_purge()
    piece = pieces.write_sealed(to / "ledger.age", ledgers.packed(), sealed)
    stamp = timezone.now()
    pieces.sign(
        to / "ledger.json",
        {"stamp": stamp.strftime(pieces.STAMP), "at": stamp.isoformat(), "purges": newest},
        {LEDGER: piece},
    )
    return newest


def _apart(to: Path, keys_to: Path) -> None:
    one, other = to.resolve(), keys_to.resolve()
    if one == other or one in other.parents or other in one.parents:
        raise BackupRefused(
            "Keys go apart: name a folder in --keys-to that lies neither in --to nor around it, best on another disk. "
            "Who finds both with VAULT_KEYS reads everything."
        )


def _free_stamp(to: Path, at: datetime) -> str:
    while (to / f"manifest-{at.strftime(pieces.STAMP)}.json").exists():
        at += timedelta(seconds=1)
    return at.strftime(pieces.STAMP)


def _one(server: Any, query: str) -> int:
    return int(server.execute(query).fetchone()[0])


def _expire(to: Path, now: datetime) -> int:
    """Remove backups that are too old (never the newest), what a broken-off one left, and files that none names."""
    oldest, expired = now - timedelta(days=settings.BACKUP_KEEP_DAYS), 0
    for path in pieces.generations(to)[:-1]:
        manifest = pieces.read_manifest(path)
        if manifest.at < oldest:
            path.unlink()
            expired += 1
    stamps = {path.stem.removeprefix("manifest-") for path in pieces.generations(to)}
    for path in (*to.glob("database-*"), *to.glob("files-*.sha256*"), *to.glob("*.part")):
        if path.name.split(".")[0].partition("-")[2] not in stamps:
            path.unlink(missing_ok=True)
    store.forget(to)
    return expired
