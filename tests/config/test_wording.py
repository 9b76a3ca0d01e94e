"""tests config/wording.py and what it compiles"""

import re
from collections import Counter

import polib
import pytest

from config import wording

FILES = sorted(wording.LOCALE.glob("*/LC_MESSAGES/*.po"))
HOLES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+[^>]*>")


def _translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.parent.name)
def test_a_translation_keeps_every_placeholder_and_tag(file):
    for entry in polib.pofile(str(file)):
        wanted = Counter(HOLES.findall(entry.msgid_plural or entry.msgid))
        for said in _translations(entry):
            assert Counter(HOLES.findall(said)) == wanted, entry.msgid


def _locale(folder, text):
    file = folder / "vi" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + text)


@pytest.fixture
def folder(tmp_path, monkeypatch, settings):
    settings.LANGUAGES = [("en", "English"), ("vi", "Tiếng Việt")]
    monkeypatch.setattr(wording, "LOCALE", tmp_path)
    monkeypatch.setattr(wording, "ROOT", tmp_path)
    monkeypatch.setattr(wording, "_not_extracted", lambda language, known: iter(()))
    return tmp_path


def test_a_missing_and_a_guessed_translation_are_told(folder):
    _locale(folder, 'msgid "Keep"\nmsgstr ""\n\n#, fuzzy\nmsgid "Drop"\nmsgstr "Giữ"\n\nmsgid "Send"\nmsgstr "Gửi"\n')
    assert list(wording.gaps()) == ["vi: not translated: 'Keep'", "vi: not translated: 'Drop'"]


def test_a_language_without_a_file_is_told(folder):
    assert list(wording.gaps()) == ["vi: there is no vi/LC_MESSAGES/django.po"]


def test_compiling_writes_what_django_reads(folder):
    _locale(folder, 'msgid "Send"\nmsgstr "Gửi"\n')
    assert wording.compile_all() == 1
    assert polib.mofile(str(folder / "vi/LC_MESSAGES/django.mo")).find("Send").msgstr == "Gửi"
