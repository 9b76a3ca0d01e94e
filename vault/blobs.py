"""Where sealed blobs lie: a directory. Names are random and tell nothing."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

BLOCK = 1024 * 1024


def _root() -> Path:
    return Path(settings.FILE_STORE)


def path_of(name: str) -> Path:
    return _root() / name[:2] / name


def _part_of(name: str) -> Path:
    return _root() / "incoming" / name


def create() -> tuple[str, BinaryIO]:
    """A new blob to write to. It counts once `settle` has been called. Returns: (name, open file)."""
    name = secrets.token_hex(24)
    part = _part_of(name)
    part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return name, open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", buffering=0)


def write_back(file: BinaryIO, start: int, size: int) -> None:
    """Let the disk begin with bytes that were written, so that `settle` does not wait for all of them at the end."""
    if hasattr(os, "posix_fadvise"):  # Linux begins to write what nobody will read soon
        os.posix_fadvise(file.fileno(), start, size, os.POSIX_FADV_DONTNEED)


def settle(name: str, file: BinaryIO) -> None:
    """Make the written blob durable under its name."""
    os.fsync(file.fileno())
    file.close()
    final = path_of(name)
    final.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.rename(_part_of(name), final)


def abandon(name: str, file: BinaryIO) -> None:
    """Give up a blob that was not settled."""
    file.close()
    _part_of(name).unlink(missing_ok=True)


def open_blob(name: str) -> BinaryIO:
    return path_of(name).open("rb")


def remove(name: str) -> None:
    path_of(name).unlink(missing_ok=True)


def unfinished() -> Iterator[tuple[str, float]]:
    """Every blob that is being written, or whose writer died, with the time of its last write (seconds since 1970)."""
    for part in _root().glob("incoming/*"):
        yield part.name, part.stat().st_mtime


def remove_unfinished(name: str) -> None:
    _part_of(name).unlink(missing_ok=True)


def settled() -> Iterator[tuple[str, float]]:
    """Every settled blob with its age stamp (seconds since 1970)."""
    for folder in _root().glob("[0-9a-f][0-9a-f]"):
        for blob in folder.iterdir():
            yield blob.name, blob.stat().st_mtime
