"""A packet is a bag that other people's tools accept, written in one pass."""

import hashlib
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import bagit
import pytest

from cases.packets import chain, guide, layout
from cases.packets.bag import Bag, BagRefused, Entry
from tests.cases.packing import AT, EXHIBITS, INFO, PHOTO, REFERENCE, bag, custody, packed, payload, unpacked


def written(**changes: object) -> bytes:
    out = io.BytesIO()
    said = {"reference": REFERENCE, "entries": [Entry(PHOTO, [b"x"])], "at": AT, "info": INFO} | changes
    Bag(**said).write(out)  # type: ignore[arg-type]
    return out.getvalue()


def test_the_library_of_congress_tool_accepts_it(tmp_path: Path) -> None:
    packed(tmp_path / "p.zip")
    opened = bagit.Bag(str(unpacked(tmp_path / "p.zip", tmp_path)))
    opened.validate()
    assert opened.version_info == (1, 0)
    assert opened.info["External-Identifier"] == REFERENCE
    assert opened.info["Bagging-Date"] == "2026-11-22"
    assert set(opened.payload_files()) == {f"data/{name}" for name in payload()}


@pytest.mark.parametrize("manifest", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_sha256sum_accepts_its_manifests(tmp_path: Path, manifest: str) -> None:
    packed(tmp_path / "p.zip")
    folder = unpacked(tmp_path / "p.zip", tmp_path)
    subprocess.run(["sha256sum", "--strict", "-c", manifest], cwd=folder, check=True, capture_output=True)


def test_the_streamed_zip_holds_the_same_files(tmp_path: Path) -> None:
    streamed = bag()
    (tmp_path / "s.zip").write_bytes(b"".join(streamed.stream()))
    receipt = packed(tmp_path / "w.zip")
    assert streamed.receipt == receipt
    with zipfile.ZipFile(tmp_path / "s.zip") as one, zipfile.ZipFile(tmp_path / "w.zip") as two:
        assert one.namelist() == two.namelist()
        assert all(one.read(name) == two.read(name) for name in one.namelist())
    bagit.Bag(str(unpacked(tmp_path / "s.zip", tmp_path))).validate()


def test_the_same_input_and_time_give_the_same_bytes() -> None:
    assert b"".join(bag().stream()) == b"".join(bag().stream())
    assert written() == written()
    assert written() != written(at=AT + timedelta(days=1))


def test_members_are_listed_by_the_alphabet_however_they_came(tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(written(entries=[Entry(PHOTO, [b"x"]), Entry(layout.COVER, [b"c"])]))
    with zipfile.ZipFile(tmp_path / "p.zip") as held:
        assert held.namelist() == sorted(held.namelist())
        where = {each.filename: each.header_offset for each in held.infolist()}
    assert where[f"{REFERENCE}/data/{PHOTO}"] < where[f"{REFERENCE}/data/{layout.COVER}"]


def test_the_receipt_says_what_was_written(tmp_path: Path) -> None:
    receipt = packed(tmp_path / "p.zip")
    folder = unpacked(tmp_path / "p.zip", tmp_path)
    assert receipt.payload_bytes == sum(len(body) for body in payload().values())
    assert receipt.digests[PHOTO] == hashlib.sha256(EXHIBITS[PHOTO]).hexdigest()
    tag_manifest = (folder / "tagmanifest-sha256.txt").read_bytes()
    assert receipt.tag_manifest_sha256 == hashlib.sha256(tag_manifest).hexdigest()


def test_a_file_of_unknown_size_is_packed(tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(written(entries=[Entry(PHOTO, iter([b"a", b"b"]))]))
    assert (unpacked(tmp_path / "p.zip", tmp_path) / "data" / PHOTO).read_bytes() == b"ab"


def test_progress_counts_payload_bytes() -> None:
    told: list[int] = []
    written(entries=[Entry(PHOTO, [b"abc", b"de"]), Entry(layout.COVER, [b"f"])], on_progress=told.append)
    assert told == [3, 5, 6]


@pytest.mark.parametrize(
    "name",
    [
        "../evil.pdf",
        "/etc/passwd",
        "06_exhibits/../00_cover.pdf",
        "06_exhibits/EXH-2026-000001.JPG",
        "06_exhibits/EXH-2026-000001",
        "06_exhibits/EXH-2026-000001.jpg\n",
        "06_exhibits/EXH-२०२६-000001.jpg",
        "06_exhibits\\EXH-2026-000001.jpg",
        "notes.txt",
        "",
    ],
)
def test_a_name_outside_the_layout_is_refused(name: str) -> None:
    with pytest.raises(BagRefused):
        written(entries=[Entry(name, [b"x"])])


@pytest.mark.parametrize(
    "changes",
    [
        {"reference": "CAS-2026-000001"},
        {"reference": "PKT-2026-000001/.."},
        {"at": AT.replace(tzinfo=None)},
        {"info": {}},
        {"info": INFO | {"Payload-Oxum": "1.1"}},
        {"info": INFO | {"Contact-Name": "two\nlines"}},
        {"info": INFO | {"Contact: Name": "x"}},
        {"info": INFO | {"Contact-Name": ""}},
        {"entries": [Entry(PHOTO, [b"x"]), Entry(PHOTO, [b"y"])]},
        {"entries": [Entry(PHOTO, [b"x"], size=2)]},
        {"entries": [Entry(PHOTO, [b"x"], sha256="0" * 64)]},
    ],
)
def test_what_would_be_no_sound_packet_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(BagRefused):
        written(**changes)


def test_a_bag_is_written_once() -> None:
    once = bag()
    once.write(io.BytesIO())
    with pytest.raises(BagRefused):
        once.write(io.BytesIO())


def test_a_source_that_breaks_off_leaves_no_receipt() -> None:
    def broken() -> Iterator[bytes]:
        yield b"x"
        raise OSError

    half = Bag(REFERENCE, [Entry(PHOTO, broken())], AT, INFO)
    with pytest.raises(OSError):
        list(half.stream())
    assert half.receipt is None


def test_the_guide_explains_every_file_and_each_way_to_check() -> None:
    said = guide.verify_text(REFERENCE, list(payload())).decode()
    for word in ("sha256sum -c manifest-sha256.txt", "bagit.py --validate", f"unzip {REFERENCE}.zip", *payload()):
        assert word in said


MEASURE = """
import resource, sys
from datetime import UTC, datetime
from cases.packets.bag import Bag, Entry
piece = bytes(1 << 20)
entry = Entry("06_exhibits/EXH-2026-000001.bin", (piece for _ in range(int(sys.argv[1]))))
bag = Bag("PKT-2026-000001", [entry], datetime(2026, 1, 1, tzinfo=UTC), {"Source-Organization": "x"})
written = sum(len(each) for each in bag.stream())
print(written, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_stays_flat_for_a_payload_of_300_megabytes() -> None:
    small, large = (_measured(megabytes) for megabytes in (10, 300))
    assert large[0] > 300 << 20
    assert large[1] - small[1] < 10 << 10  # KiB


def _measured(megabytes: int) -> tuple[int, int]:
    command = [sys.executable, "-c", MEASURE, str(megabytes)]
    written, resident = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return int(written), int(resident)


def test_a_custody_hash_is_the_plain_recipe_of_the_guide() -> None:
    row = custody()[0]
    said = ",".join(f'"{name}":"{row[name]}"' for name in sorted(chain.HASHED))
    assert row["entry_hash"] == hashlib.sha256(f"{{{said}}}".encode()).hexdigest()


def test_a_custody_hash_takes_exactly_its_fields() -> None:
    fields = dict.fromkeys(chain.HASHED, "x")
    assert chain.custody_hash(fields | {"seq": 1}) == chain.custody_hash(fields | {"seq": "1"})
    for wrong in ({**fields, "more": "x"}, {"seq": "1"}, {**fields, "seq": None}, {**fields, "seq": True}):
        with pytest.raises(ValueError, match="custody"):
            chain.custody_hash(wrong)
