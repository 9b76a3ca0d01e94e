"""The file store as a directory."""

import os
import secrets
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import SynchronousOnlyOperation
from django.db import connection

from vault.blobs import StoreAway

FOLDERS = "[0-9a-f][0-9a-f]"
PROBE_BYTES = 64 * 1024


def _root() -> Path:
    return Path(settings.FILE_STORE)


def _incoming() -> Path:
    return _root() / "incoming"


def path_of(name: str) -> Path:
    return _root() / name[:2] / name


def _part_of(name: str) -> Path:
    return _incoming() / name


def is_there() -> bool:
    """Whether the folder holds `incoming` or blobs. One that is empty is where a disk is missing, or a new store."""
    return _incoming().is_dir() or any(_root().glob(FOLDERS))


def _are_files_known() -> bool:
    """Whether the database names any file. The bot asks from its loop, where Django has it asked in another thread."""
    from vault.models import StoredFile  # models: this module is asked by them

    def ask() -> bool:
        try:
            return StoredFile.objects.exists()
        finally:
            connection.close()

    try:
        return StoredFile.objects.exists()
    except SynchronousOnlyOperation:
        with ThreadPoolExecutor(1) as apart:
            return apart.submit(ask).result()


def _see_to_incoming() -> None:
    """Make the store at its first file. Raises: StoreAway where files are known and no store is there: what went into a
    folder made anew would lie under the disk, once that is back."""
    if not _incoming().is_dir():
        if not is_there() and _are_files_known():
            raise StoreAway("the file store is not there")
        _incoming().mkdir(mode=0o700, parents=True, exist_ok=True)


def takes() -> bool:
    """Whether a file could be stored now: a few blocks are written, made durable and removed."""
    probe = _part_of(f"probe-{secrets.token_hex(8)}")
    try:
        _see_to_incoming()
        try:
            with open(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", buffering=0) as file:
                written = file.write(bytes(PROBE_BYTES))
                os.fsync(file.fileno())
        finally:
            # A disk that is full has room for the name: none may stay.
            with suppress(OSError):
                probe.unlink(missing_ok=True)
    except OSError:
        return False
    return written == PROBE_BYTES


def create() -> tuple[str, BinaryIO]:
    """A new blob to write to. It counts once `settle` has been called. Returns: (name, open file). Raises: OSError."""
    name = secrets.token_hex(24)
    part = _part_of(name)
    _see_to_incoming()
    return name, open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", buffering=0)


def write_back(file: BinaryIO, start: int, size: int) -> None:
    """Let the disk begin with bytes that were written, so that `settle` does not wait for all of them at the end."""
    if hasattr(os, "posix_fadvise"):  # Linux begins to write what nobody will read soon
        os.posix_fadvise(file.fileno(), start, size, os.POSIX_FADV_DONTNEED)


def settle(name: str, file: BinaryIO) -> None:
    """Make the written blob durable under its name. Raises: StoreAway where the store went while it was written."""
    os.fsync(file.fileno())
    file.close()
    part, final = _part_of(name), path_of(name)
    try:
        os.rename(part, final)
    except FileNotFoundError:
        # The first blob of its folder; or the store went away: no folder is made then, which would look like a store.
        if not part.exists():
            raise StoreAway("the file store is not there") from None
        final.parent.mkdir(mode=0o700, exist_ok=True)
        os.rename(part, final)


def abandon(name: str, file: BinaryIO) -> None:
    """Give up a blob that was not settled."""
    file.close()
    _part_of(name).unlink(missing_ok=True)


def bring_back(name: str, blocks: Iterable[bytes]) -> None:
    """Make a blob under the name that it had, as a backup holds it."""
    part = _part_of(name)
    part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for block in blocks:
            file.write(block)
        file.flush()
        settle(name, file)


def is_kept(name: str) -> bool:
    return path_of(name).exists()


def read_at(blob: BinaryIO, size: int, start: int) -> bytes:
    """Bytes from the middle of an open blob; where it stands stays as it was."""
    return os.pread(blob.fileno(), size, start)


def open_blob(name: str) -> BinaryIO:
    """Raises: FileNotFoundError where this one blob is gone; StoreAway where none can be reached."""
    try:
        return path_of(name).open("rb")
    except FileNotFoundError:
        if is_there():
            raise
        raise StoreAway("the file store is not there") from None
    except OSError as shut:
        raise StoreAway("the file store lets nobody in") from shut


def remove(name: str) -> None:
    path_of(name).unlink(missing_ok=True)


def unfinished() -> Iterator[tuple[str, float]]:
    """Every blob that is being written, or whose writer died, with the time of its last write (seconds since 1970)."""
    for part in _incoming().glob("*"):
        yield part.name, part.stat().st_mtime


def remove_unfinished(name: str) -> None:
    _part_of(name).unlink(missing_ok=True)


def settled() -> Iterator[tuple[str, float]]:
    """Every settled blob with its age stamp (seconds since 1970)."""
    for folder in _root().glob(FOLDERS):
        for blob in folder.iterdir():
            yield blob.name, blob.stat().st_mtime
