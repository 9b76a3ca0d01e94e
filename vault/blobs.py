"""Where sealed blobs lie: a directory (`vault/folder.py`), or a bucket of an object store (`vault/bucket.py`).

Names are random and tell nothing. A blob counts once it is settled, whole and durable; one that was begun is read by
nobody, and swept after a day. Where the whole store cannot be reached, everything here raises StoreAway, an OSError.
"""

from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any, BinaryIO

from django.conf import settings

BUCKET = "s3://"


class StoreAway(OSError):
    """The place of all blobs is not there or lets nobody in, as where a disk is not mounted: no file is gone."""


def _store() -> ModuleType:
    """The module of the store that the settings name. What speaks to object stores is loaded where there is one."""
    if settings.FILE_STORE.startswith(BUCKET):
        from vault import bucket

        return bucket
    from vault import folder

    return folder


def takes() -> bool:
    """Whether a file could be stored now: a few blocks are written, made durable and removed."""
    is_taken: bool = _store().takes()
    return is_taken


def create() -> tuple[str, BinaryIO]:
    """A new blob to write to. Returns: (name, open file)."""
    made: tuple[str, BinaryIO] = _store().create()
    return made


def write_back(file: BinaryIO, start: int, size: int) -> None:
    """Let the store begin with bytes that were written, so that `settle` does not wait for all of them at the end."""
    _store().write_back(file, start, size)


def settle(name: str, file: BinaryIO) -> None:
    """Make the written blob durable under its name."""
    _store().settle(name, file)


def abandon(name: str, file: BinaryIO) -> None:
    """Give up a blob that was not settled."""
    _store().abandon(name, file)


def bring_back(name: str, blocks: Iterable[bytes]) -> None:
    """Make a blob under the name that it had, as a backup holds it."""
    _store().bring_back(name, blocks)


def open_blob(name: str) -> BinaryIO:
    """Raises: FileNotFoundError where this one blob is gone."""
    blob: BinaryIO = _store().open_blob(name)
    return blob


def read_at(blob: BinaryIO, size: int, start: int) -> bytes:
    """Bytes from the middle of an open blob; where it stands stays as it was."""
    found: bytes = _store().read_at(blob, size, start)
    return found


def is_kept(name: str) -> bool:
    found: bool = _store().is_kept(name)
    return found


def remove(name: str) -> None:
    _store().remove(name)


def unfinished() -> Iterator[tuple[str, float]]:
    """Every blob that is being written, or whose writer died, with the time of its last write (seconds since 1970)."""
    found: Any = _store().unfinished()
    return iter(found)


def remove_unfinished(name: str) -> None:
    _store().remove_unfinished(name)


def settled() -> Iterator[tuple[str, float]]:
    """Every settled blob with its age stamp (seconds since 1970)."""
    found: Any = _store().settled()
    return iter(found)
