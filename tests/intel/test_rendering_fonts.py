"""Fonts are cut once, whole, by however many processes."""

import subprocess
import sys
from pathlib import Path

import pytest

from intel.rendering import fonts, setting

CUT = "import sys, pathlib; from intel.rendering import fonts; print(fonts.ready(pathlib.Path(sys.argv[1])))"


def test_two_processes_that_cut_at_once_leave_whole_fonts(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CUT, str(tmp_path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    folders = {process.communicate(timeout=100)[0].strip() for process in both}
    assert [process.returncode for process in both] == [0, 0]
    folder = Path(folders.pop())
    assert not folders
    assert list(folder.glob("*.draft")) == []
    known = fonts.ready()
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == {
        each.name: each.read_bytes() for each in known.iterdir()
    }


def test_every_face_has_one_static_weight_and_no_axis() -> None:
    loaded = setting.loaded(str(fonts.ready())).fonts()
    faces = [(font.family, font.style, font.weight) for font in loaded]
    assert len(faces) == len(set(faces))
    assert {weight for family, _, weight in faces if family == "Noto Sans SC"} == {400, 700}


def test_the_named_folder_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HORNBILL_FONTS", str(tmp_path / "named"))
    assert fonts._default_cache.__wrapped__() == tmp_path / "named"


def test_a_folder_that_cannot_be_made_gives_way_to_a_temporary_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("HORNBILL_FONTS", str(tmp_path / "file" / "below"))
    folder = fonts._default_cache.__wrapped__()
    assert folder.is_dir()
    assert tmp_path not in folder.parents
