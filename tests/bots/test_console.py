"""The conversation in a terminal."""

import io
import re

import pytest
from django.core.management import call_command

from bots.console import Console
from hotline import drafts, receipts, upload_tickets
from hotline.models import Attachment, Draft, Tip
from tests.bots.talk import token_in
from vault import files
from vault import text as sealed
from vault.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown() -> list[str]:
    return []


@pytest.fixture
def console(shown) -> Console:
    return Console(shown.append)


def press(console: Console, label: str) -> None:
    number = next(number for number, (button, _) in enumerate(console.buttons, 1) if label in button.label)
    console.hear(str(number))


def test_a_journey_in_the_terminal_files_a_tip(console, shown):
    console.hear("/start")
    press(console, "English")
    console.hear("Turtles in a truck")
    press(console, "Done")
    for _ in range(6):
        press(console, "Skip")
    press(console, "Send")
    tip = Tip.objects.get()
    code = next(line for line in shown if re.fullmatch(r"(\d{5} ){4}\d{5}", line))
    assert receipts.find(code).tip == tip
    assert (tip.channel, sealed.read(tip, "narrative")) == ("console", "Turtles in a truck")


def test_a_file_is_stored_at_once(console, tmp_path):
    path = tmp_path / "note.txt"
    path.write_bytes(b"what the note says")
    console.hear("/start")
    press(console, "English")
    console.hear(f"/file {path}")
    attachment = Attachment.objects.get()
    assert attachment.draft == Draft.objects.get()
    assert b"".join(files.read(StoredFile.objects.get(pk=attachment.file_id))) == b"what the note says"


def test_a_large_file_is_answered_with_a_link(console, shown, tmp_path):
    path = tmp_path / "long.mp4"
    with path.open("wb") as handle:
        handle.truncate(21 * 1024 * 1024)
    console.hear("/start")
    press(console, "English")
    console.hear(f"/file {path}")
    attachment = Attachment.objects.get()
    said = next(line for line in shown if "/en/files/" in line)
    assert (attachment.state, attachment.reason) == ("offered", "too_big")
    assert upload_tickets.find(token_in(said)).offered == attachment


def test_a_missing_file_is_named(console, shown):
    console.hear("/file /no/such/file")
    assert shown == ["There is no file /no/such/file."]


def test_the_same_name_goes_on_with_its_draft(shown):
    Console(shown.append, "lan").hear("First words")
    Console(shown.append, "lan").hear("Second words")
    assert drafts.interview(Draft.objects.get())["story"]["narrative"] == "First words\n\nSecond words"


def test_the_command_ends_with_its_input(monkeypatch):
    lines = iter(["1", "Ivory in a shop"])

    def typed(_: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", typed)
    out = io.StringIO()
    call_command("chat", stdout=out)
    assert "Kept. Send more" in out.getvalue()
    assert Draft.objects.count() == 1
