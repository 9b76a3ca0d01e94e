"""Texts, tables and slides drawn by LibreOffice, in a folder that is memory and lives as long as the drawing."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hotline.media import kinds, workshop
from hotline.media.workshop import Clock, Made, NoCopy

# The one place on a Linux machine that is memory for certain; LibreOffice can work on files only.
MEMORY = Path("/dev/shm")  # noqa: S108 - a private folder is made in it
PREFIX = "hornbill-drawing-"
# Longer than any drawing takes (copying.MAX_SECONDS).
LEFT_BEHIND_SECONDS = 10 * 60
PROGRAMS = ("soffice", "libreoffice")
ENDINGS = {kind: endings[0] for kind, (craft, endings) in kinds.ALLOWED.items() if craft == "office"}
# No macro runs, nothing that a file points at is fetched, no other program is asked.
SETTINGS = {
    "org.openoffice.Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true", "MacroSecurityLevel": "3", "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
    },
    "org.openoffice.Office.Calc/Content/Update": {"Link": "1"},
    "org.openoffice.Office.Writer/Content/Update": {"Link": "0"},
    "org.openoffice.Office.Common/Misc": {"UseSystemFileDialog": "false"},
}  # fmt: skip


def program() -> str:
    """LibreOffice's path; "" where it is not installed."""
    return next(filter(None, map(shutil.which, PROGRAMS)), "") or ""


def make(media_type: str, chunks: Iterable[bytes], made: Made, clock: Clock) -> None:
    """Draw an office file: looked into, turned into pages, the pages into pixels; each step in a process of its own.

    Raises: NoCopy; VaultClosed where the original does not open.
    """
    pieces = list(chunks)
    workshop.make("office", media_type, pieces, made, clock)
    told = made.record
    made.record = {}
    workshop.make("pages", "application/pdf", [_as_pages(media_type, pieces, clock)], made, clock)
    # The pages' own record is LibreOffice's; the file's is the source's.
    made.record = told | {name: value for name, value in made.record.items() if name == "pages"}


def _as_pages(media_type: str, pieces: list[bytes], clock: Clock) -> bytes:
    """The file as a PDF of LibreOffice's making. Raises: NoCopy."""
    office_program = program()
    if not office_program:
        raise NoCopy("no_office")
    with _folder() as folder:
        original = Path(folder, f"in.{ENDINGS[media_type]}")
        try:
            original.write_bytes(b"".join(pieces))
            _write_profile(Path(folder, "profile/user"))
        except OSError as full:
            raise NoCopy("no_memory_folder") from full
        words = workshop.command("run", office_program, folder, *_words(folder, original.name))
        with workshop.started(words, clock, env=_environment(folder)) as process:
            process.communicate()
            workshop.finish(process)
        drawn = Path(folder, "in.pdf")
        if not drawn.is_file():
            raise NoCopy("broken")
        return drawn.read_bytes()


@contextmanager
def _folder() -> Iterator[str]:
    if not MEMORY.is_dir():
        raise NoCopy("no_memory_folder")
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=MEMORY, ignore_cleanup_errors=True) as folder:
        yield folder


def sweep() -> int:
    """Remove folders whose worker died before it could: clear content waits for no restart. Returns: how many."""
    before, found = time.time() - LEFT_BEHIND_SECONDS, 0
    for folder in MEMORY.glob(f"{PREFIX}*"):
        with suppress(FileNotFoundError):
            if folder.stat().st_mtime < before and folder.stat().st_uid == os.getuid():
                shutil.rmtree(folder, ignore_errors=True)
                found += 1
    return found


def _words(folder: str, name: str) -> list[str]:
    return [
        "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to", "pdf", "--outdir", folder, name,
    ]  # fmt: skip


def _environment(folder: str) -> dict[str, str]:
    return {"HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp", "PATH": "/usr/bin:/bin"}


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in SETTINGS.items()
        for name, value in values.items()
    )
    folder.mkdir(parents=True)
    Path(folder, "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>'
    )
