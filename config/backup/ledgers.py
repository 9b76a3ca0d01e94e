"""The signed checkpoints and exported purges of a backup: the newest there are, whatever the age of the database."""

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

from config.backup.refusals import BackupRefused
from vault import checkpoints

PATTERN = "*.jsonl"


def packed() -> Iterator[bytes]:
    """The folder of checkpoints as a tar. Its files only grow, so a copy of a moment is whole up to a line."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for path in sorted(checkpoints.folder().glob(PATTERN)):
            tar.add(path, arcname=path.name, recursive=False)
    yield out.getvalue()


def newest_purge() -> int:
    """The number of the newest line of exported purges; 0 where there is none."""
    line = checkpoints.last(checkpoints.PURGED)
    return line.number if line else 0


def unpacked(tar: bytes) -> dict[str, bytes]:
    """Contents by name; nothing of a path is believed."""
    with tarfile.open(fileobj=io.BytesIO(tar)) as files:
        found = {Path(each.name).name: files.extractfile(each) for each in files if each.isfile()}
        return {name: file.read() for name, file in found.items() if file and Path(name).match(PATTERN)}


def bring_back(found: dict[str, bytes]) -> list[str]:
    """Write the ledgers, unless the folder holds longer ones: purges after the backup stand there and nowhere else.

    Returns: the names of those that were kept as they lay there.
    Raises: BackupRefused where one lies there that does not go on from the backup's.
    """
    folder, kept = checkpoints.folder(), []
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in found.items():
        path = folder / name
        lies = path.read_bytes() if path.exists() else b""
        if lies.startswith(_whole(content)) and lies:
            kept.append(name)
        elif content.startswith(_whole(lies)):
            path.write_bytes(content)
            path.chmod(0o600)
        else:
            raise BackupRefused(
                f"{path} is of another installation: it does not go on from the backup's. Name an empty folder in "
                "CHECKPOINTS, or the one that belongs to this backup."
            )
    return kept


def _whole(content: bytes) -> bytes:
    """Up to the last line break: what stands behind it was cut short."""
    return content[: content.rfind(b"\n") + 1]
