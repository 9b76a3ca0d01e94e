"""Packets made of plain bytes, and ways to spoil them."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from cases.packets import chain, guide, layout
from cases.packets.bag import Bag, Entry, Receipt
from intel.rendering.tables import csv_bytes

AT = datetime(2026, 11, 22, 3, 36, 5, tzinfo=UTC)
REFERENCE = "PKT-2026-000001"
INFO = {"Source-Organization": "Example Wildlife Desk", "Contact-Name": "Duty desk"}
PHOTO = layout.exhibit_file("EXH-2026-000001", "jpg")
NOTE = layout.exhibit_file("EXH-2026-000002", "txt")
EXHIBITS = {PHOTO: bytes(range(256)) * 20, NOTE: b"seen at the market"}
Row = dict[str, str]


def custody() -> list[Row]:
    """Two events for each exhibit, chained, the exhibits' lines mixed."""
    rows: list[Row] = []
    last = dict.fromkeys(EXHIBITS, chain.FIRST)
    for seq, kind in ((1, "receive"), (2, "seal")):
        for name, body in EXHIBITS.items():
            row = event(name, body, seq=seq, kind=kind, prev_hash=last[name])
            last[name] = row["entry_hash"]
            rows.append(row)
    return rows


def event(name: str, body: bytes, *, seq: int, kind: str, prev_hash: str) -> Row:
    digest = hashlib.sha256(body).hexdigest()
    said = dict.fromkeys(chain.HASHED, "") | {"exhibit": layout.exhibit_of(name) or "", "seq": str(seq), "kind": kind}
    said |= {"at": chain.moment(AT), "purpose": "=kept, as received", "place": "-2 floor", "to_who": "114"}
    said |= {"sha256_before": digest if seq > 1 else "", "sha256_after": digest, "prev_hash": prev_hash}
    return said | {"entry_hash": chain.custody_hash(said)}


def custody_csv(rows: Sequence[Row]) -> bytes:
    return csv_bytes(chain.COLUMNS, [[row[name] for name in chain.COLUMNS] for row in rows])


def payload(rows: Sequence[Row] | None = None) -> dict[str, bytes]:
    files = {layout.COVER: b"%PDF-1.7 cover", layout.TIMELINE: b"", **EXHIBITS}
    files[layout.CUSTODY_CSV] = custody_csv(custody() if rows is None else rows)
    return files | {layout.VERIFY: guide.verify_text(REFERENCE, list(files))}


def bag(files: dict[str, bytes] | None = None) -> Bag:
    said = payload() if files is None else files
    return Bag(REFERENCE, [Entry(name, [body], len(body)) for name, body in said.items()], AT, INFO)


def packed(path: Path, files: dict[str, bytes] | None = None) -> Receipt:
    with path.open("wb") as out:
        return bag(files).write(out)


def unpacked(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as packet:
        packet.extractall(folder)
    return folder / REFERENCE


def repacked(path: Path, change: Callable[[dict[str, bytes]], dict[str, bytes]]) -> None:
    """Unpack, change the members (named with the top folder) and pack again with right checksums, as a forger would."""
    with zipfile.ZipFile(path) as packet:
        members = {name: packet.read(name) for name in packet.namelist()}
    fresh = io.BytesIO()
    with zipfile.ZipFile(fresh, "w") as packet:
        for name, body in change(members).items():
            packet.writestr(name, body)
    path.write_bytes(fresh.getvalue())


def spans(path: Path) -> dict[str, tuple[int, int]]:
    """Where each member's stored bytes stand in the zip: [start, end)."""
    found = {}
    with zipfile.ZipFile(path) as packet:
        raw = path.read_bytes()
        for info in packet.infolist():
            at = info.header_offset
            start = (
                at
                + 30
                + int.from_bytes(raw[at + 26 : at + 28], "little")
                + int.from_bytes(raw[at + 28 : at + 30], "little")
            )
            found[info.filename.removeprefix(f"{REFERENCE}/")] = (start, start + info.compress_size)
    return found


def flipped(path: Path, offset: int, bit: int = 0) -> None:
    raw = bytearray(path.read_bytes())
    raw[offset] ^= 1 << bit
    path.write_bytes(raw)
