"""`python -m config.wording compile|check`: translations made ready, and their gaps told."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import to_locale

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
PACKAGES = ("bots", "cases", "config", "hotline", "intel", "reference", "staff", "vault")
# Where words stand that a source may read. A language that the desk does not speak has these and, as far as somebody
# wrote them, those of agencies' pages: what such a language lacks there stands in English.
TO_SOURCES = (
    "bots", "cases/indicators/public_page.py", "cases/indicators/public_words.py", "cases/templates/hotline",
    "config/emergency.py", "config/refusals.py", "config/templates",
    "hotline/asking.py", "hotline/attachments.py", "hotline/correspondence.py", "hotline/drafts.py",
    "hotline/fitting.py", "hotline/intake.py", "hotline/public", "hotline/public_status.py", "hotline/receipts.py",
    "hotline/story.py",
    "hotline/templates/hotline/public", "hotline/unfinished.py", "hotline/upload_tickets.py",
    "hotline/warnings/sentences.py", "staff/refusals.py",
)  # fmt: skip


def compile_all() -> int:
    """Write a .mo beside each .po. Returns: how many."""
    files = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
    for file in files:
        polib.pofile(str(file)).save_as_mofile(str(file.with_suffix(".mo")))
    return len(files)


def gaps() -> Iterator[str]:
    """Every wording that some language lacks, a line each."""
    for language in _languages():
        file = LOCALE / to_locale(language) / "LC_MESSAGES" / "django.po"
        if not file.is_file():
            yield f"{language}: there is no {file.relative_to(ROOT)}"
            continue
        entries = polib.pofile(str(file))
        unfinished = [*entries.untranslated_entries(), *entries.fuzzy_entries()]
        yield from (f"{language}: not translated: {entry.msgid[:100]!r}" for entry in unfinished)
        yield from _not_extracted(language, {(entry.msgctxt, entry.msgid) for entry in entries if not entry.obsolete})


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def _not_extracted(language: str, known: set[tuple[str | None, str]]) -> Iterator[str]:
    """Wordings in the code that the language's file does not list. Needs xgettext; without it nothing is said."""
    if shutil.which("xgettext") is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        _lay_out(Path(folder), PACKAGES if language in settings.DESK_LANGUAGES else TO_SOURCES)
        Path(folder, "locale").mkdir()
        name = to_locale(language)
        command = [sys.executable, "-m", "django", "makemessages", "-l", name, "--no-location", "-v", "0"]
        # Part of a package only is laid out there: no settings are read.
        bare = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=folder, check=True, env=bare)
        found = polib.pofile(str(Path(folder, "locale", name, "LC_MESSAGES", "django.po")))
    for entry in found:
        if (entry.msgctxt, entry.msgid) not in known:
            yield f"{language}: not in the file yet: {entry.msgid[:100]!r}"


def _lay_out(folder: Path, wanted: Iterable[str]) -> None:
    """Copy these packages and modules, so that gettext's tool looks at no others."""
    for name in wanted:
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            skipped = shutil.ignore_patterns("static", "data", "__pycache__", "migrations")
            shutil.copytree(ROOT / name, copy, ignore=skipped)
        else:
            shutil.copyfile(ROOT / name, copy)


def main(order: str) -> int:
    if order == "compile":
        compile_all()
        return 0
    found = list(gaps())
    print("\n".join(found) or "every wording stands in every language")
    return 1 if found else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    raise SystemExit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
