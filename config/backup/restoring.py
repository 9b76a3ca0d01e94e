"""Building a house from a backup: nothing is touched before every piece was found whole and every key fits."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TypeVar

import pyrage
from django.core.management import call_command
from django.db import connections

from config.backup import health_checks, ledgers, pieces, servers, store
from config.backup.pieces import KEYS, LEDGER, Manifest
from config.backup.refusals import BackupBroken, BackupRefused
from vault import keys, signing

Done = TypeVar("Done")


@dataclass(frozen=True)
class Source:
    """A backup and what opens it.

    Args:
        folder: as given to `backup --to`. keys: as given to `--keys-to`. identities: files of `age-keygen`.
        at: the stamp of the generation that is wanted; "" takes the newest.
        key: the house's public key (hex), as `show_checkpoint_key` printed it; "" believes the manifest's.
    """

    folder: Path
    keys: Path
    identities: list[Path]
    at: str = ""
    key: str = ""


@dataclass
class Restored:
    """What a restore did: seconds by step, and sentences on what was found."""

    stamp: str
    seconds: dict[str, float] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def timed(self, step: str, verb: Callable[[], Done]) -> Done:
        begun = time.monotonic()
        done = verb()
        self.seconds[step] = round(time.monotonic() - begun, 2)
        return done


@dataclass(frozen=True)
class _Chosen:
    generation: Manifest
    held: Manifest
    ledger: Manifest
    opens: "list[pyrage.x25519.Identity]"


def restore(source: Source) -> Restored:
    """Restore into an empty database, an empty store and the folder of checkpoints; purge again; check.

    Raises: BackupBroken naming every piece that is missing or altered; BackupRefused.
    """
    chosen = _choose(source)
    done = Restored(chosen.generation.stamp)
    done.timed("looking at every piece", lambda: _require_whole(source, chosen))
    _require_empty()
    _require_vault_key(chosen)
    found = done.timed("ledgers", lambda: _ledgers(source, chosen))
    done.timed("database", lambda: _dump(source.folder, chosen.generation, "database", chosen.opens))
    done.timed("keys", lambda: _dump(source.keys, chosen.held, KEYS, chosen.opens))
    count = done.timed("files", lambda: store.bring_back(source.folder, chosen.generation.piece("files")))
    done.told.append(f"{count} sealed files are back.")
    done.told += [
        f"{name} in CHECKPOINTS goes on from the backup's and was kept: what it knows of later purges is carried out."
        for name in ledgers.bring_back(found)
    ]
    done.timed("tables and grants", lambda: call_command("migrate", interactive=False, verbosity=0))
    for alias in connections:
        connections[alias].close()
    if signing.public_key() != chosen.generation.key:
        raise BackupRefused(
            "The manifest is signed by another key than the one in this backup: it is not to be trusted."
        )
    health_checks.look(done, chosen.generation)
    return done


def _choose(source: Source) -> _Chosen:
    found = pieces.generations(source.folder)
    if source.at:
        found = [path for path in found if path.stem == f"manifest-{source.at}"]
    if not found:
        what = f"of {source.at} " if source.at else ""
        raise BackupRefused(f"There is no backup {what}in {source.folder}: no manifest-….json lies there.")
    broken, read = list[str](), list[Manifest]()
    for path in (found[-1], source.keys / "keys.json", source.folder / "ledger.json"):
        try:
            read.append(pieces.read_manifest(path, source.key))
        except BackupBroken as one:
            broken += one.problems
    if broken:
        raise BackupBroken(broken)
    generation, held, ledger = read
    _require_order(generation, held, ledger)
    return _Chosen(generation, held, ledger, _identities(source.identities))


def _require_order(generation: Manifest, held: Manifest, ledger: Manifest) -> None:
    if len({generation.key, held.key, ledger.key}) > 1:
        raise BackupBroken(["Backup, keys and ledger are not signed by one house: they do not belong together."])
    if held.stamp < generation.stamp:
        raise BackupRefused(
            f"The keys are of {held.stamp} and older than the database of {generation.stamp}: tips between them would "
            f"not open. Find the newer keys, or restore an older database with --at."
        )
    if ledger.facts["purges"] < generation.facts["purges"]:
        raise BackupRefused(
            "The ledger knows fewer purges than the database's manifest: an old copy lies in its place. Find the "
            "newest one."
        )


def _identities(files: list[Path]) -> "list[pyrage.x25519.Identity]":
    found = []
    for path in files:
        try:
            lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
            found += [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
        except (OSError, UnicodeDecodeError, pyrage.IdentityError) as wrong:
            raise BackupRefused(f"{path} holds no key of age (AGE-SECRET-KEY-1…), or cannot be read.") from wrong
    if not found:
        raise BackupRefused("Name the file of the key that opens the backup with --identity.")
    return found


def _require_whole(source: Source, chosen: _Chosen) -> None:
    """Raises: BackupBroken, naming every fault at once."""
    files = chosen.generation.piece("files")
    faults = [
        pieces.fault_of(source.folder, chosen.generation.piece("database")),
        pieces.fault_of(source.keys, chosen.held.piece(KEYS)),
        pieces.fault_of(source.folder, chosen.ledger.piece(LEDGER)),
        listing := pieces.fault_of(source.folder, files),
    ]
    if not listing:
        faults += store.faults(source.folder, files)
    if problems := [fault for fault in faults if fault]:
        raise BackupBroken(problems)
    for folder, piece in (
        (source.folder, chosen.generation.piece("database")), (source.keys, chosen.held.piece(KEYS)),
        (source.folder, chosen.ledger.piece(LEDGER)),
    ):  # fmt: skip
        _require_opens(folder / piece.name, chosen.opens)


def _require_opens(path: Path, opens: "list[pyrage.x25519.Identity]") -> None:
    with path.open("rb") as sealed:
        try:
            pyrage.decrypt_io(sealed, _Enough(), opens)  # type: ignore[attr-defined]
        except _SeenEnough:
            pass
        except pyrage.DecryptError as wrong:
            raise BackupRefused(
                f"The key does not open {path.name}: it was sealed to another. Name the private half of one of "
                "BACKUP_RECIPIENTS (of BACKUP_KEY_RECIPIENTS for the keys) with --identity; it may be given twice."
            ) from wrong


class _SeenEnough(Exception):
    pass


class _Enough:
    def write(self, clear: bytes) -> int:
        raise _SeenEnough

    def flush(self) -> None:
        return None


def _require_empty() -> None:
    if servers.tables():
        raise BackupRefused("The database is not empty: restore into a new one, and let the old one be.")
    if not store.is_empty():
        raise BackupRefused("FILE_STORE holds files: name an empty folder.")


def _require_vault_key(chosen: _Chosen) -> None:
    if not keys.proves(str(chosen.held.facts["vault_key"]), chosen.held.stamp):
        named = ", ".join(chosen.held.facts["vault_keys"])
        raise BackupRefused(
            f"VAULT_KEYS does not open this backup: it was written under the keys named {named}. Nothing was restored."
        )


def _ledgers(source: Source, chosen: _Chosen) -> dict[str, bytes]:
    sealed = (source.folder / chosen.ledger.piece(LEDGER).name).read_bytes()
    return ledgers.unpacked(pyrage.decrypt(sealed, chosen.opens))


def _dump(folder: Path, manifest: Manifest, name: str, opens: "list[pyrage.x25519.Identity]") -> None:
    with (folder / manifest.piece(name).name).open("rb") as sealed, servers.restoring() as tool:
        _open_into(sealed, tool, opens)


def _open_into(sealed: IO[bytes], clear: IO[bytes], opens: "list[pyrage.x25519.Identity]") -> None:
    pyrage.decrypt_io(sealed, clear, opens)  # type: ignore[attr-defined]
