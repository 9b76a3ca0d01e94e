"""What a backup is made of: sealed pieces, each with its SHA-256, the file store's listing, and a signed manifest.

DIR/manifest-STAMP.json     what belongs together, signed by the house (Ed25519)
DIR/database-STAMP.age      the tables without the vault's, sealed to BACKUP_RECIPIENTS
DIR/files-STAMP.sha256      a line a sealed file: `cd DIR/files && sha256sum -c ../files-STAMP.sha256`
DIR/files/ab/abcdef…        the file store's sealed files as they lie there: written once, never changed
DIR/ledger.age, .json       the newest signed checkpoints and exported purges
KEYS/keys.age, .json        the vault's tables, the newest only, sealed to BACKUP_KEY_RECIPIENTS
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from config.backup.refusals import BackupBroken, BackupRefused
from vault import age, signing

FORMAT = "hornbill backup 1"
KEYS, LEDGER = "keys", "ledger"
STAMP = "%Y%m%dT%H%M%SZ"
BLOCK = 1024 * 1024


@dataclass(frozen=True)
class Piece:
    """One file of a backup as it was written."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """A signed account. `facts` is what was signed."""

    path: Path
    facts: dict[str, Any]

    @property
    def stamp(self) -> str:
        return str(self.facts["stamp"])

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.facts["at"])

    @property
    def key(self) -> str:
        return str(self.facts["key"])

    def piece(self, name: str) -> Piece:
        return Piece(**self.facts["pieces"][name])


# --- Writing ----------------------------------------------------------------------------------------------------
def recipients(setting: str) -> list[age.Stanza]:
    """Whom a piece is sealed to. Raises: BackupRefused where nobody is named, or not a public key."""
    named = str(getattr(settings, setting) or settings.BACKUP_RECIPIENTS).replace(",", " ").split()
    if not named:
        raise BackupRefused(
            "BACKUP_RECIPIENTS is empty: make a key with `age-keygen -o backup.key` on another machine, and name its "
            "public line (age1…) here. A backup in clear is not made."
        )
    try:
        return age.to_keys(named)
    except age.NoSuchKey as wrong:
        raise BackupRefused(f"{setting} holds something that is no public key of age (age1…).") from wrong


def write_sealed(path: Path, chunks: Iterable[bytes], stanzas: list[age.Stanza]) -> Piece:
    """Seal a stream into a file that is there whole or not at all."""
    return write(path, age.seal(chunks, stanzas))


def write(path: Path, chunks: Iterable[bytes]) -> Piece:
    """Write a file (0600) durably: whole, or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part, found, size = path.with_name(f"{path.name}.part"), hashlib.sha256(), 0
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            for chunk in chunks:
                found.update(chunk)
                size += file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
        settle(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return Piece(path.name, found.hexdigest(), size)


def settle(folder: Path) -> None:
    known = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(known)
    finally:
        os.close(known)


def sign(path: Path, facts: dict[str, Any], pieces: dict[str, Piece]) -> Manifest:
    """Write a manifest beside its pieces, last of all."""
    told = facts | {
        "format": FORMAT,
        "pieces": {name: asdict(piece) for name, piece in pieces.items()},
        "key": signing.public_key(),
    }
    text = json.dumps(told | {"signature": signing.sign(told)}, indent=1, sort_keys=True) + "\n"
    write(path, [text.encode()])
    return Manifest(path, told)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One backup at a time in a folder."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(folder / "lock", os.O_WRONLY | os.O_CREAT, 0o600), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRefused(f"Another backup is being made in {folder}: wait for its end.") from None
        yield


# --- Reading ----------------------------------------------------------------------------------------------------
def read_manifest(path: Path, key: str = "") -> Manifest:
    """Args: key: the public key (hex) that must have signed; left out, the one that the manifest names.

    Raises: BackupBroken where it is missing, is no manifest, or is not what was signed.
    """
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        signature, signer = facts.pop("signature"), facts["key"]
        is_ours = facts["format"] == FORMAT
    except FileNotFoundError:
        raise BackupBroken([f"{path.name} is missing in {path.parent}."]) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupBroken([f"{path.name} cannot be read as a manifest."]) from None
    if not is_ours:
        raise BackupBroken([f"{path.name} is of a format that this version does not know."])
    if not signing.holds(facts, signature, signer) or signer != (key or signer):
        raise BackupBroken([f"{path.name} was changed, or was signed by another house."])
    return Manifest(path, facts)


def generations(folder: Path) -> list[Path]:
    """The manifests of a folder, oldest first."""
    return sorted(folder.glob("manifest-*.json"))


def fault_of(folder: Path, piece: Piece) -> str:
    """What is wrong with a piece as it lies there; "" where nothing is."""
    try:
        size, digest = digest_of(folder / piece.name)
    except FileNotFoundError:
        return f"{piece.name} is missing in {folder}."
    except OSError as refused:
        return f"{piece.name} cannot be read ({refused.strerror})."
    if size != piece.size:
        return f"{piece.name} is {size} bytes long and was written with {piece.size}: it is cut short or altered."
    return "" if digest == piece.sha256 else f"{piece.name} was altered: its SHA-256 is not the one in the manifest."


def digest_of(path: Path) -> tuple[int, str]:
    found, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
            size += len(block)
    return size, found.hexdigest()
