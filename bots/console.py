"""The bot's conversation in a terminal, on real intake. Buttons are numbers; `/file PATH` sends a file."""

import itertools
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import file_digest
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from bots import gateway
from bots.conversation import Answer, keep_all, open_all
from bots.models import Lane
from bots.speech import Button, FileOffer, Kind, Reply, Said

CHANNEL = "console"
CHUNK = 256 * 1024
# As in Telegram, so that its way for a larger file can be gone from here too.
MAX_FILE_BYTES = 20 * 1024 * 1024
Show = Callable[[str], None]


def lane_of(name: str) -> Lane:
    """The lane of a person at a terminal, made at the first word."""
    mark = gateway.mark("bot-lane", f"{CHANNEL}:{name}")
    known = Lane.objects.filter(mark=mark).first()
    if known:
        return known
    with transaction.atomic():
        source_id = gateway.source_at(CHANNEL, name)
        Lane.objects.bulk_create([Lane(channel=CHANNEL, mark=mark, source_id=source_id)], ignore_conflicts=True)
    return Lane.objects.get(mark=mark)


@dataclass
class Console:
    """One terminal's conversation.

    Args:
        name: who is talking: the same name goes on with the same draft. Random where empty.
        show: takes each line to be shown.
    """

    show: Show
    name: str = ""
    buttons: list[tuple[Button, int]] = field(default_factory=list)
    _refs: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.name = self.name or secrets.token_hex(8)
        self._session = secrets.token_hex(4)

    def hear(self, line: str) -> None:
        """Take one line as typed: words, a command, a button's number or `/file PATH`."""
        if line.startswith("/file "):
            self._hear_file(Path(line.removeprefix("/file ").strip()))
            return
        said = self._said(line)
        if said is not None:
            self._answer(said)

    def _said(self, line: str) -> Said | None:
        day, ref = timezone.now().date().isoformat(), f"{self._session}:{next(self._refs)}"
        if line.strip().isdecimal() and 0 < int(line) <= len(self.buttons):
            button, turn = self.buttons[int(line) - 1]
            return Said(Kind.TAP, action=button.action, turn=None if button.lasts else turn, day=day)
        if line.startswith("/"):
            name, _, rest = line[1:].partition(" ")
            return Said(Kind.COMMAND, text=name.lower(), rest=rest, ref=ref, day=day)
        return Said(Kind.TEXT, text=line, ref=ref, day=day) if line.strip() else None

    def _hear_file(self, path: Path) -> None:
        if not path.is_file():
            self.show(f"There is no file {path}.")
            return
        with path.open("rb") as handle:
            digest = file_digest(handle, "sha256").hexdigest()
        size = path.stat().st_size
        offer = FileOffer({"path": str(path)}, digest, path.name, size, is_too_big=size > MAX_FILE_BYTES)
        said = replace(self._said("a file") or Said(Kind.TEXT), kind=Kind.FILE, text="", file=offer)
        self._answer(said, path)

    def _answer(self, said: Said, path: Path | None = None) -> None:
        lane_id = lane_of(self.name).pk
        with transaction.atomic():
            lane = Lane.objects.select_for_update(no_key=True).get(pk=lane_id)
            (talk,) = open_all([lane])
            answer = talk.hear(said)
            keep_all([talk])
            if path and said.file and not said.file.is_too_big:
                _bring(path, said.file, lane)
        self._tell(answer, talk.interview.turn)

    def _tell(self, answer: Answer, turn: int) -> None:
        if answer.notice and not answer.replies:
            self.show(f"({answer.notice})")
        if answer.is_erasing:
            self.show("(A terminal has no chat to clear: close its window.)")
        for reply in answer.replies:
            self._show(reply, turn)

    def _show(self, reply: Reply, turn: int) -> None:
        self.show(reply.text)
        shown = [(button, turn) for row in reply.buttons for button in row]
        if shown:
            self.buttons = shown
            self.show("  ".join(f"[{number}] {button.label}" for number, (button, _) in enumerate(shown, 1)))


def _bring(path: Path, offer: FileOffer, lane: Lane) -> None:
    """The file is at hand, so it is fetched at once."""
    receiver = gateway.receiver()
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK):
            receiver.write(chunk)
    gateway.arrived_now(lane.draft_id, lane.tip_id, offer, receiver.finish())
