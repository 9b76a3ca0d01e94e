"""The file store's share of a backup: sealed files never change, so only new ones are copied."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from config.backup.pieces import BLOCK, Piece, digest_of, generations, read_manifest, write
from vault import blobs

FOLDER = "files"


def copy_new(to: Path, stamp: str) -> tuple[Piece, int]:
    """Copy what the backup lacks, and list all that the store holds. Returns: (the listing's piece, files copied)."""
    known, copied, lines = _known(to), 0, []
    for name, _touched in sorted(blobs.settled()):
        path = to / FOLDER / name[:2] / name
        if name not in known or not path.exists():
            try:
                known[name] = write(path, _blocks(name)).sha256
            except FileNotFoundError:
                continue  # purged while we were on our way
            copied += 1
        lines.append(f"{known[name]}  {name[:2]}/{name}\n")
    return write(to / f"files-{stamp}.sha256", (line.encode() for line in lines)), copied


def _blocks(name: str) -> Iterator[bytes]:
    with blobs.open_blob(name) as blob:
        while block := blob.read(BLOCK):
            yield block


def _known(to: Path) -> dict[str, str]:
    """SHA-256 by name, as the newest backup wrote them."""
    newest = generations(to)[-1:]
    return dict(listed(to, read_manifest(newest[0]).piece("files"))) if newest else {}


def listed(folder: Path, listing: Piece) -> Iterator[tuple[str, str]]:
    """Name and SHA-256 of each file of a listing."""
    with (folder / listing.name).open(encoding="ascii") as lines:
        for line in lines:
            digest, _, path = line.rstrip("\n").partition("  ")
            yield path.rpartition("/")[2], digest


def forget(to: Path) -> int:
    """Remove copies that no listing names any more. Returns: how many."""
    named = {name for path in generations(to) for name, _ in listed(to, read_manifest(path).piece("files"))}
    gone = [path for path in (to / FOLDER).glob("[0-9a-f][0-9a-f]/*") if path.name not in named]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def faults(folder: Path, listing: Piece) -> Iterator[str]:
    """What is wrong with the copies, a sentence each."""
    for name, expected in listed(folder, listing):
        path = folder / FOLDER / name[:2] / name
        try:
            if digest_of(path)[1] != expected:
                yield f"{FOLDER}/{name[:2]}/{name} was altered: its SHA-256 is not the one in {listing.name}."
        except FileNotFoundError:
            yield f"{FOLDER}/{name[:2]}/{name} is missing."


def bring_back(folder: Path, listing: Piece) -> int:
    """Copy every listed file into the empty store. Returns: how many."""
    count = 0
    for name, expected in listed(folder, listing):
        digest = hashlib.sha256()
        with (folder / FOLDER / name[:2] / name).open("rb") as source:
            blobs.bring_back(name, _counted(iter(lambda: source.read(BLOCK), b""), digest))
        if digest.hexdigest() != expected:
            blobs.remove(name)
            raise OSError(f"{name} changed while it was read")
        count += 1
    return count


def _counted(blocks: Iterator[bytes], digest: "hashlib._Hash") -> Iterator[bytes]:
    for block in blocks:
        digest.update(block)
        yield block


def is_empty() -> bool:
    return next(blobs.settled(), None) is None
