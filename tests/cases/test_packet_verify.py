"""Whoever changes a packet is found out, and the first break is named."""

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.packets import bag as bagging
from cases.packets import chain
from cases.packets.verify import verify
from tests.cases.packing import (
    EXHIBITS,
    NOTE,
    PHOTO,
    REFERENCE,
    Row,
    bag,
    custody,
    custody_csv,
    flipped,
    packed,
    payload,
    repacked,
    spans,
)  # fmt: skip

WHOLE = b"".join(bag().stream())
TAGS = ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
MEMBERS = [f"data/{name}" for name, body in payload().items() if body] + TAGS
CUSTODY = "data/07_custody.csv"


@pytest.fixture
def packet(tmp_path: Path) -> Path:
    packed(tmp_path / f"{REFERENCE}.zip")
    return tmp_path / f"{REFERENCE}.zip"


def test_a_whole_packet_holds(packet: Path) -> None:
    verdict = verify(packet)
    assert (verdict.ok, verdict.reference, verdict.where, verdict.why) == (True, REFERENCE, "", "")
    assert (verdict.files, verdict.custody_rows) == (len(payload()), 4)


def test_a_streamed_packet_holds(packet: Path) -> None:
    packet.write_bytes(WHOLE)
    assert verify(packet).ok


def test_a_streamed_packet_that_is_listed_in_another_order_is_refused(
    packet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bagging, "in_order", lambda packet: packet.filelist.reverse())
    packet.write_bytes(b"".join(bag().stream()))
    monkeypatch.undo()
    verdict = verify(packet)
    assert (verdict.ok, verdict.where) == (False, "zip")


def test_a_packet_packed_again_by_another_tool_holds(packet: Path) -> None:
    repacked(packet, lambda members: {f"{REFERENCE}/data/": b"", **members})
    assert verify(packet).ok


@pytest.mark.parametrize("name", MEMBERS)
def test_one_flipped_byte_in_a_file_is_named(packet: Path, name: str) -> None:
    start, end = spans(packet)[name]
    flipped(packet, (start + end) // 2)
    verdict = verify(packet)
    assert (verdict.ok, verdict.where) == (False, name)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_flipped_bit_of_any_file_is_named(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "p.zip")
        path.write_bytes(WHOLE)
        name = data.draw(st.sampled_from(MEMBERS))
        start, end = spans(path)[name]
        flipped(path, data.draw(st.integers(start, end - 1)), data.draw(st.integers(0, 7)))
        verdict = verify(path)
    assert (verdict.ok, verdict.where) == (False, name)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 7))
def test_no_flipped_bit_anywhere_in_a_packet_passes(offset: int, bit: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "p.zip")
        path.write_bytes(WHOLE)
        flipped(path, offset, bit)
        verdict = verify(path)
    assert not verdict.ok
    assert verdict.where


def test_a_changed_date_of_one_member_is_named(packet: Path) -> None:
    packet.write_bytes(WHOLE)
    start, _end = spans(packet)[f"data/{PHOTO}"]
    place = WHOLE.rfind(b"PK\3\4", 0, start) + 10  # the time in its local header
    flipped(packet, place, 3)
    assert (verify(packet).ok, verify(packet).where) == (False, f"data/{PHOTO}")


@pytest.mark.parametrize("name", MEMBERS)
def test_a_file_forged_with_right_checksums_of_the_zip_is_named(packet: Path, name: str) -> None:
    repacked(packet, lambda members: members | {f"{REFERENCE}/{name}": members[f"{REFERENCE}/{name}"] + b"\n"})
    assert verify(packet).where == name


@pytest.mark.parametrize("name", [*MEMBERS, "data/03_timeline.csv"])
def test_a_removed_file_is_named(packet: Path, name: str) -> None:
    repacked(packet, lambda members: {kept: body for kept, body in members.items() if kept != f"{REFERENCE}/{name}"})
    assert (verify(packet).where, verify(packet).why) == (name, "is missing")


@pytest.mark.parametrize(
    ("added", "named"),
    [
        ("data/10_stix.json", "data/10_stix.json"),
        ("data/evil.exe", "data/evil.exe"),
        ("fetch.txt", "fetch.txt"),
        ("data/../../evil", "data/../../evil"),
    ],
)
def test_an_added_file_is_named(packet: Path, added: str, named: str) -> None:
    repacked(packet, lambda members: members | {f"{REFERENCE}/{added}": b"x"})
    assert verify(packet).where == named


def test_a_file_outside_the_folder_is_refused(packet: Path) -> None:
    repacked(packet, lambda members: members | {"beside.txt": b"x"})
    assert (verify(packet).ok, verify(packet).where) == (False, "zip")


@pytest.mark.parametrize("change", [lambda raw: raw + b"x", lambda raw: b"x" + raw], ids=["after", "before"])
def test_bytes_hidden_around_the_zip_are_refused(packet: Path, change: Callable[[bytes], bytes]) -> None:
    packet.write_bytes(change(packet.read_bytes()))
    assert (verify(packet).ok, verify(packet).where) == (False, "zip")


@pytest.mark.parametrize("length", [0, 10, 4000, len(WHOLE) - 1])
def test_a_cut_off_packet_is_no_whole_zip(packet: Path, length: int) -> None:
    packet.write_bytes(WHOLE[:length])
    assert not verify(packet).ok


def swapped(rows: list[Row]) -> list[Row]:
    return [rows[2], rows[1], rows[0], rows[3]]


def edited(rows: list[Row]) -> list[Row]:
    return [*rows[:3], rows[3] | {"to_who": "someone else"}]


def dropped(rows: list[Row]) -> list[Row]:
    return rows[1:]


def rewritten(rows: list[Row]) -> list[Row]:
    fresh = {name: rows[2][name] for name in chain.HASHED} | {"prev_hash": chain.FIRST}
    return [*rows[:2], fresh | {"entry_hash": chain.custody_hash(fresh)}, rows[3]]


@pytest.mark.parametrize(("change", "row"), [(swapped, 1), (edited, 4), (dropped, 2), (rewritten, 3)])
def test_a_custody_row_out_of_the_chain_is_named(
    tmp_path: Path, change: Callable[[list[Row]], list[Row]], row: int
) -> None:
    packed(tmp_path / "p.zip", payload(change(custody())))
    assert verify(tmp_path / "p.zip").where == f"{CUSTODY} row {row}"


def test_an_exhibit_that_custody_describes_otherwise_is_named(tmp_path: Path) -> None:
    packed(tmp_path / "p.zip", payload() | {NOTE: b"another note"})
    assert verify(tmp_path / "p.zip").where == f"data/{NOTE}"


def test_an_exhibit_without_custody_is_named(tmp_path: Path) -> None:
    rows = [row for row in custody() if row["exhibit"] == "EXH-2026-000001"]
    packed(tmp_path / "p.zip", payload(rows))
    assert verify(tmp_path / "p.zip").where == f"data/{NOTE}"


def test_exhibits_without_any_custody_record_are_refused(tmp_path: Path) -> None:
    packed(tmp_path / "p.zip", dict(EXHIBITS))
    assert verify(tmp_path / "p.zip").where == CUSTODY


@pytest.mark.parametrize("table", [b"no table", custody_csv([]).replace(b"seq", b"sec"), custody_csv([]) + b"1,2\r\n"])
def test_a_custody_record_of_another_shape_is_named(tmp_path: Path, table: bytes) -> None:
    packed(tmp_path / "p.zip", payload() | {"07_custody.csv": table})
    assert verify(tmp_path / "p.zip").where.startswith(CUSTODY)


def test_the_command_counts_what_holds(packet: Path) -> None:
    out = io.StringIO()
    call_command("verify_packet", str(packet), stdout=out)
    assert out.getvalue().startswith(f"{REFERENCE}: {len(payload())} files and 4 custody events hold")


def test_the_command_names_the_break_and_fails(packet: Path) -> None:
    flipped(packet, spans(packet)[f"data/{PHOTO}"][0])
    with pytest.raises(CommandError, match=f"^data/{PHOTO} "):
        call_command("verify_packet", str(packet))


def test_the_command_says_when_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot read"):
        call_command("verify_packet", str(tmp_path / "absent.zip"))
