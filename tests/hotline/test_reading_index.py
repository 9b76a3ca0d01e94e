"""The index of reading: built once, kept on disk, built again where it must be."""

import shutil

import pytest

from benchmarks import reading as figures
from hotline.reading import index
from hotline.reading.index import DATA, ready
from hotline.reading.read import read

opened = ready.__wrapped__  # past the memory of the process


@pytest.fixture
def edition(tmp_path):
    """A small edition: units and terms only."""
    folder = tmp_path / "edition"
    folder.mkdir()
    for name in ("unit_words.csv", "commodity_terms.csv"):
        shutil.copy(DATA / name, folder)
    return folder


def test_a_kept_index_is_opened_without_building(edition, tmp_path, monkeypatch):
    built = opened(edition, tmp_path / "kept")
    monkeypatch.setattr(index, "build", lambda _data: pytest.fail("built again"))
    again = opened(edition, tmp_path / "kept")
    assert again.version == built.version
    assert read("ivory 2 kg", again) == read("ivory 2 kg", built)


def test_another_edition_is_another_version_and_the_old_one_goes(edition, tmp_path):
    first = opened(edition, tmp_path / "kept")
    (edition / "unit_words.csv").unlink()
    second = opened(edition, tmp_path / "kept")
    assert first.version != second.version
    assert len(list((tmp_path / "kept").glob("*.json"))) == 1


def test_a_damaged_cache_is_built_again(edition, tmp_path):
    opened(edition, tmp_path / "kept")
    (kept,) = (tmp_path / "kept").glob("*.json")
    kept.write_text('{"taxa": {')
    assert opened(edition, tmp_path / "kept").terms.spaced["ivory"]


def test_a_folder_that_cannot_be_written_is_done_without(edition, tmp_path):
    (tmp_path / "kept").write_text("a file where the folder should be")
    assert opened(edition, tmp_path / "kept").terms.spaced["ivory"]


@pytest.mark.parametrize(("name", "least"), figures.TARGETS.items())
def test_the_tips_kept_back_are_read_as_well_as_promised(name, least):
    assert figures.overall(figures.score("test"), name).f1 >= least


@pytest.mark.parametrize("half", ["fresh", "kept", "last"])
@pytest.mark.parametrize(("name", "least"), figures.TARGETS.items())
def test_tips_written_after_the_rules_are_read_as_well_as_promised(half, name, least):
    assert figures.overall(figures.score(half), name).f1 >= least


@pytest.mark.parametrize("half", ["test", "kept", "last"])
def test_every_language_has_its_taxa_read_as_well_as_promised(half):
    short = {
        lang: each.f1
        for (name, lang), each in figures.score(half).items()
        if name == "taxa" and each.f1 < figures.LEAST_TAXA.get(lang, 0.80)
    }
    assert not short


def test_no_false_friend_among_the_labelled_tips_is_taken_for_an_animal():
    assert figures.false_friends("") == []
