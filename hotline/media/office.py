"""A text, a table or slides before they are drawn: do they fit, what do they tell of their author. Runs shut in."""

import io
import re
import struct
import zipfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from hotline.media import record
from hotline.media.shut_in import Parts, Refusal
from hotline.media.walls import Limits

MAX_ENTRIES = 3000
MAX_OPEN_BYTES = 300 * 1024**2  # all entries together, as they say and as they are
MAX_FACTS_BYTES = 256 * 1024
LIMITS = Limits(memory_bytes=768 * 1024**2, cpu_seconds=20)
# LibreOffice needs room for its libraries and threads, and files of its own in the folder it is given.
PROGRAM_LIMITS = Limits(memory_bytes=4 * 1024**3, cpu_seconds=60, file_bytes=200 * 1024**2, open_files=512)
READS = (
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    "/etc",
    "/opt",
    "/var/lib/libreoffice",
    "/var/spool/libreoffice",
    "/dev/urandom",
    "/dev/random",
    "/dev/zero",
)

# Elements of docProps/core.xml and app.xml (ECMA-376) and of meta.xml (OASIS ODF).
ELEMENTS = {
    "author": (b"dc:creator", b"meta:initial-creator"), "owner": (b"cp:lastModifiedBy",), "title": (b"dc:title",),
    "description": (b"dc:description", b"dc:subject"), "created_at": (b"dcterms:created", b"meta:creation-date"),
    "changed_at": (b"dcterms:modified", b"dc:date"), "software": (b"Application", b"meta:generator"),
    "company": (b"Company",),
}  # fmt: skip
# \x05SummaryInformation of older files (MS-OLEPS): property number of each fact.
SUMMARY = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
PROPERTIES = {
    2: "title", 3: "description", 4: "author", 6: "description", 8: "owner", 12: "created_at", 13: "changed_at",
    18: "software",
}  # fmt: skip
TEXT_PROPERTY, TIME_PROPERTY = 30, 64


def load() -> None:
    import zlib  # noqa: F401 - loaded before the doors shut


def make(original: bytes, media_type: str, parts: Parts) -> None:
    """Says what there is to say; the drawing is another process's. Raises: Refusal."""
    if original.startswith(b"PK"):
        _look_into(original, parts)
        return
    with suppress(Exception):
        parts.record(_of_summary(original))
    if "_VBA_PROJECT".encode("utf-16-le") in original:
        parts.remark("had_macros")


def _look_into(original: bytes, parts: Parts) -> None:
    try:
        package = zipfile.ZipFile(io.BytesIO(original))
    except zipfile.BadZipFile as failure:
        raise Refusal("broken") from failure
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES or sum(each.file_size for each in entries) > MAX_OPEN_BYTES:
        raise Refusal("too_large")
    if any(each.flag_bits & 1 for each in entries):
        raise Refusal("locked")
    _measure(package, entries)
    with suppress(Exception):
        parts.record(_of_package(package))
    names = {each.filename.lower() for each in entries}
    if any(name.endswith("vbaproject.bin") or name.startswith("basic/") for name in names):
        parts.remark("had_macros")
    if any("/embeddings/" in name or name.startswith("object ") for name in names):
        parts.remark("had_enclosures")


def _measure(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Open every entry, to nowhere: what it says of its size may be a lie."""
    total = 0
    for entry in entries:
        try:
            with package.open(entry) as content:
                while piece := content.read(1024 * 1024):
                    total += len(piece)
                    if total > MAX_OPEN_BYTES:
                        raise Refusal("too_large")
        except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as failure:
            raise Refusal("broken") from failure


def _of_package(package: zipfile.ZipFile) -> dict[str, Any]:
    said = b""
    for name in ("docProps/core.xml", "docProps/app.xml", "meta.xml"):
        with suppress(KeyError), package.open(name) as content:
            said += content.read(MAX_FACTS_BYTES)
    found = {name: next(filter(None, (_element(said, key) for key in keys)), "") for name, keys in ELEMENTS.items()}
    return record.facts(**found)


def _element(said: bytes, key: bytes) -> bytes:
    # Read as text, never as XML: an entity has nothing to expand.
    hit = re.search(rb"<" + key + rb"(?:\s[^>]{0,200})?>([^<]{1,1000})</", said)
    return hit[1] if hit else b""


def _of_summary(original: bytes) -> dict[str, Any]:
    """The property set of an older file, where it lies in one piece."""
    head = original.find(b"\xfe\xff\x00\x00")
    while head >= 0 and original[head + 28 : head + 44] != SUMMARY:
        head = original.find(b"\xfe\xff\x00\x00", head + 1)
    if head < 0:
        return {}
    start = head + struct.unpack_from("<I", original, head + 44)[0]
    count = min(struct.unpack_from("<I", original, start + 4)[0], 64)
    found: dict[str, Any] = {}
    for number in range(count):
        name, at = struct.unpack_from("<II", original, start + 8 + 8 * number)
        if name in PROPERTIES:
            found[PROPERTIES[name]] = _property(original, start + at)
    return record.facts(**found)


def _property(original: bytes, at: int) -> Any:
    kind = struct.unpack_from("<I", original, at)[0]
    if kind == TEXT_PROPERTY:
        length = min(struct.unpack_from("<I", original, at + 4)[0], 1000)
        said = original[at + 8 : at + 8 + length].split(b"\0")[0]
        try:
            return said.decode()
        except UnicodeDecodeError:
            return said.decode("cp1252", "replace")
    if kind == TIME_PROPERTY:
        ticks = struct.unpack_from("<Q", original, at + 4)[0]  # 100 ns since 1601
        return (datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)).isoformat() if ticks else ""
    return ""
