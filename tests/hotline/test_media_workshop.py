"""What comes out of a shut-in process is taken with distrust: bounded in size, words and time."""

import json
import os
import struct
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pytest

from hotline.media import drawing_room, shut_in, workshop
from hotline.media.workshop import Clock, Made, NoCopy
from vault import blobs

# A store that is made anew asks the database whether files are known.
pytestmark = pytest.mark.django_db

MALLORY = "import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write(open({!r}, 'rb').read()); sys.exit({})"


def frame(letter: bytes, content: bytes) -> bytes:
    return letter + struct.pack(">I", len(content)) + content


def said_by_mallory(monkeypatch: pytest.MonkeyPatch, said: bytes, code: int = 0) -> Made:
    """What is taken in from a process that was taken over and says this."""
    made = Made()
    with NamedTemporaryFile() as script:
        script.write(said)
        script.flush()
        words = [sys.executable, "-I", "-c", MALLORY.format(script.name, code)]
        monkeypatch.setattr(workshop, "command", lambda *_: words)
        workshop.make("picture", "image/jpeg", [b"a picture"], made, Clock(20))
    return made


def left_behind() -> int:
    return sum(1 for _ in blobs.settled()) + sum(1 for _ in blobs.unfinished())


def test_words_and_facts_that_nobody_knows_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    told = json.dumps({"make": "m" * 5000, "evil": "x", "title": ["a"], "width": 10**30}).encode()
    said = frame(b"M", b"<script>") + frame(b"M", b"cut_short") * 9 + frame(b"R", told) + frame(b"Z", b"x")
    said += frame(b"C", b"ok")
    made = said_by_mallory(monkeypatch, said)
    assert made.remarks == ["cut_short"]
    assert set(made.record) == {"make", "title"}
    assert len(made.record["make"]) == 200


@pytest.mark.parametrize("told", [b"{", b"[]", b"7", b"[" * 60_000, b"{}" + b" " * 70_000])
def test_a_record_that_is_none_is_no_record(monkeypatch: pytest.MonkeyPatch, told: bytes) -> None:
    assert said_by_mallory(monkeypatch, frame(b"R", told) + frame(b"C", b"ok")).record == {}


@pytest.mark.parametrize("said", [b"C\xff\xff\xff\xff", frame(b"P", b"x" * 900_000) * 2])
def test_more_than_there_may_be_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path, said: bytes
) -> None:
    settings.FILE_STORE = str(tmp_path)  # its own: in the suite's, files of other tests settle meanwhile
    monkeypatch.setattr(workshop, "MAX_POSTER_BYTES", 1000)
    before = left_behind()
    with pytest.raises(NoCopy, match="broken"):
        said_by_mallory(monkeypatch, frame(b"C", b"half a copy") + said)
    assert left_behind() == before


def test_a_copy_larger_than_may_be_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "MAX_COPY_BYTES", 1000)
    with pytest.raises(NoCopy):
        said_by_mallory(monkeypatch, frame(b"C", bytes(2000)))


@pytest.mark.parametrize(("code", "reason"), [*shut_in.ENDINGS.items(), (1, "broken"), (99, "broken")])
def test_an_ending_has_its_word(monkeypatch: pytest.MonkeyPatch, code: int, reason: str) -> None:
    with pytest.raises(NoCopy, match=reason):
        said_by_mallory(monkeypatch, b"", code)


def test_a_process_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "command", lambda *_: ["/bin/sh", "-c", "sleep 60"])
    with pytest.raises(NoCopy, match="timed_out"):
        workshop.make("picture", "image/jpeg", [b"x" * 10_000_000], Made(), Clock(0.3))


def test_a_process_is_given_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANTED_SECRET", "here")
    monkeypatch.setattr(workshop, "command", lambda *_: ["/bin/sh", "-c", 'test -z "$PLANTED_SECRET" || exit 9'])
    workshop.make("picture", "image/jpeg", [b"x"], Made(), Clock(20))


def test_every_remark_and_reason_has_words_for_the_officer() -> None:
    from hotline.admin import enclosed

    known: set[Any] = set(shut_in.ENDINGS.values())
    assert known - {"too_long"} <= set(enclosed.REASONS)
    assert workshop.REMARKS | {"name_differs"} == set(enclosed.REMARKS)


def test_a_folder_that_a_dead_worker_left_is_swept_and_a_fresh_one_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(drawing_room, "MEMORY", tmp_path)
    old, fresh, foreign = (tmp_path / f"{name}1" for name in (drawing_room.PREFIX, f"{drawing_room.PREFIX}x", "other-"))
    for folder in (old, fresh, foreign):
        folder.mkdir()
        (folder / "in.docx").write_text("clear")
    for folder in (old, foreign):
        os.utime(folder, (0, 0))
    assert drawing_room.sweep() == 1
    assert sorted(tmp_path.iterdir()) == sorted([fresh, foreign])


def test_a_memory_folder_that_is_full_or_missing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(drawing_room, "program", lambda: "/bin/false")
    monkeypatch.setattr(drawing_room, "MEMORY", tmp_path / "nowhere")
    with pytest.raises(NoCopy, match="no_memory_folder"):
        drawing_room._as_pages("application/msword", [b"x"], Clock(5))
    monkeypatch.setattr(drawing_room, "MEMORY", tmp_path)
    monkeypatch.setattr(Path, "write_bytes", _full)
    with pytest.raises(NoCopy, match="no_memory_folder"):
        drawing_room._as_pages("application/msword", [b"x"], Clock(5))
    assert not list(tmp_path.iterdir())


def _full(*_: object) -> int:
    raise OSError(28, "No space left on device")
