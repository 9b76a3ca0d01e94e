"""Offline checks of a packet, with the first break named."""

import hashlib
import re
import zipfile
import zlib
from dataclasses import dataclass
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO

from cases.packets import chain, framing, layout
from cases.packets.bag import BAG_INFO, DECLARATION, MANIFEST, TAG_MANIFEST
from intel.rendering import tables

_TAGS = {DECLARATION, BAG_INFO, MANIFEST, TAG_MANIFEST}
_FOLDERS = {"", "data/", f"data/{layout.EXHIBITS}", f"data/{layout.STATEMENTS}", "data/09_species/"}
_LINE = re.compile(r"([0-9a-f]{64})  ([!-~]+)")
_END_RECORD = 22  # bytes, without a comment
_PIECE = 1 << 20
_MAX_READ_WHOLE = 64 * _PIECE  # tag files and custody are tables of lines; more is an attack on memory
_TORN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


@dataclass(frozen=True)
class Verdict:
    """What the checks found.

    ok: everything holds. reference: the packet's, "" if unknown. files: payload files whose digest was compared.
    custody_rows: events whose hash was compared. tag_manifest_sha256: what a stamp beside the packet must name.
    where, why: the first break, "" if none; where is a file of the packet, with `row N` for custody (rows counted
    without the header).
    """

    ok: bool
    reference: str = ""
    files: int = 0
    custody_rows: int = 0
    tag_manifest_sha256: bytes = b""
    where: str = ""
    why: str = ""


class _Broken(Exception):
    def __init__(self, where: str, why: str) -> None:
        super().__init__(where, why)
        self.where, self.why = where, why


def verify(path: Path | str) -> Verdict:
    """Check a packet zip offline: structure, every digest, custody chain, exhibits against custody.

    Args:
        path: the zip as it was handed over; it is only read, a piece at a time.
    Returns: a Verdict; a file that is no packet at all is a Verdict too.
    Raises: OSError if the file cannot be opened.
    """
    with Path(path).open("rb") as file:
        try:
            with zipfile.ZipFile(file) as packet:
                _nothing_around(packet, file)
                verdict = _checked(packet)
                framing.compare(packet, file)
                return verdict
        except framing.Differs as differs:
            return Verdict(ok=False, where=differs.where or "zip", why="has a frame in the zip that we did not write")
        except _Broken as broken:
            return Verdict(ok=False, where=broken.where, why=broken.why)
        except _TORN:
            return Verdict(ok=False, where=Path(path).name, why="is not a whole zip file")


def _checked(packet: zipfile.ZipFile) -> Verdict:
    reference = _reference(packet)
    names = _names(packet, reference)
    reader = _Reader(packet, reference)
    if reader.whole(DECLARATION) != b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n":
        raise _Broken(DECLARATION, "does not declare BagIt 1.0 in UTF-8")
    listed = _listed(reader, TAG_MANIFEST)
    if set(listed) != _TAGS - {TAG_MANIFEST}:
        raise _Broken(TAG_MANIFEST, "does not list exactly the tag files")
    _compare(reader, listed)
    payload = _listed(reader, MANIFEST)
    _same_files(payload, names)
    size = _compare(reader, payload)
    _info_agrees(reader, reference, f"{size}.{len(payload)}")
    rows = _custody(reader, payload)
    digest, _ = reader.digest(TAG_MANIFEST)
    return Verdict(
        ok=True, reference=reference, files=len(payload), custody_rows=rows,
        tag_manifest_sha256=bytes.fromhex(digest),
    )  # fmt: skip


class _Reader:
    """Members of one packet by their name below the top folder."""

    def __init__(self, packet: zipfile.ZipFile, reference: str) -> None:
        self._packet, self._reference = packet, reference

    def digest(self, name: str) -> tuple[str, int]:
        """SHA-256 and size in bytes, read a piece at a time."""
        digest, size = hashlib.sha256(), 0
        try:
            with self._packet.open(f"{self._reference}/{name}") as member:
                while piece := member.read(_PIECE):
                    digest.update(piece)
                    size += len(piece)
        except KeyError:
            raise _Broken(name, "is missing") from None
        except _TORN:
            raise _Broken(name, "was changed or cut off inside the zip") from None
        return digest.hexdigest(), size

    def whole(self, name: str) -> bytes:
        try:
            with self._packet.open(f"{self._reference}/{name}") as member:
                content = member.read(_MAX_READ_WHOLE + 1)
        except KeyError:
            raise _Broken(name, "is missing") from None
        except _TORN:
            raise _Broken(name, "was changed or cut off inside the zip") from None
        if len(content) > _MAX_READ_WHOLE:
            raise _Broken(name, "is larger than any packet's")
        return content


def _nothing_around(packet: zipfile.ZipFile, file: BinaryIO) -> None:
    # zipfile passes over bytes before the first member and after the end record: a second file could hide there.
    file.seek(-min(_END_RECORD, file.seek(0, SEEK_END)), SEEK_END)
    if not file.read(4) == b"PK\x05\x06" or packet.comment:
        raise _Broken("zip", "carries something after its end")
    if min((info.header_offset for info in packet.infolist()), default=0):
        raise _Broken("zip", "carries something before its beginning")


def _reference(packet: zipfile.ZipFile) -> str:
    tops = {info.filename.partition("/")[0] for info in packet.infolist()}
    if len(tops) != 1 or not layout.PACKET.fullmatch(top := tops.pop()):
        raise _Broken("zip", "does not hold exactly one folder named as a packet")
    return top


def _names(packet: zipfile.ZipFile, reference: str) -> set[str]:
    names: set[str] = set()
    for info in packet.infolist():
        name = info.filename.removeprefix(f"{reference}/")
        if info.is_dir() and name in _FOLDERS:
            continue  # some tools add folders when they pack again
        if name in names:
            raise _Broken(name, "stands twice in the zip")
        if name not in _TAGS and not (name.startswith("data/") and layout.is_allowed(name[5:])):
            raise _Broken(ascii(name).strip("'"), "does not belong in a packet")
        names.add(name)
    return names


def _listed(reader: _Reader, manifest: str) -> dict[str, str]:
    try:
        lines = reader.whole(manifest).decode("ascii").splitlines()
    except UnicodeDecodeError:
        raise _Broken(manifest, "holds a line that is no digest and name") from None
    listed: dict[str, str] = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if not match or match[2] in listed:
            raise _Broken(manifest, "holds a line that is no digest and name, or a name twice")
        listed[match[2]] = match[1]
    return listed


def _compare(reader: _Reader, listed: dict[str, str]) -> int:
    total = 0
    for name, expected in listed.items():
        found, size = reader.digest(name)
        if found != expected:
            raise _Broken(name, "differs from its digest in the manifest")
        total += size
    return total


def _same_files(payload: dict[str, str], names: set[str]) -> None:
    held = {name for name in names if name.startswith("data/")}
    for name in sorted(held - set(payload)):
        raise _Broken(name, "is not in the manifest")
    for name in sorted(set(payload) - held):
        raise _Broken(name, "is missing")


def _info_agrees(reader: _Reader, reference: str, oxum: str) -> None:
    lines = reader.whole(BAG_INFO).decode().splitlines()
    for expected in (f"Payload-Oxum: {oxum}", f"External-Identifier: {reference}"):
        if lines.count(expected) != 1:
            raise _Broken(BAG_INFO, f"does not say {expected}")


def _custody(reader: _Reader, payload: dict[str, str]) -> int:
    where = f"data/{layout.CUSTODY_CSV}"
    exhibits = {exhibit: name for name in payload if (exhibit := layout.exhibit_of(name[5:]))}
    if where not in payload:
        if exhibits:
            raise _Broken(where, "is missing, although exhibits are enclosed")
        return 0
    rows = _custody_rows(reader, where)
    if found := chain.first_break(rows):
        raise _Broken(f"{where} row {found[0]}", found[1])
    recorded = {row["exhibit"]: row["sha256_after"] for row in rows if row["sha256_after"]}
    for exhibit, name in exhibits.items():
        if recorded.get(exhibit) != payload[name]:
            raise _Broken(name, "is not the file that the custody record describes")
    return len(rows)


def _custody_rows(reader: _Reader, where: str) -> list[dict[str, str]]:
    try:
        headers, lines = tables.read_csv(reader.whole(where))
    except ValueError:
        raise _Broken(where, "is not a table") from None
    if tuple(headers) != chain.COLUMNS:
        raise _Broken(where, "has not the columns of a custody record")
    for number, line in enumerate(lines, start=1):
        if len(line) != len(headers):
            raise _Broken(f"{where} row {number}", "has too many or too few cells")
    return [dict(zip(headers, line, strict=True)) for line in lines]
