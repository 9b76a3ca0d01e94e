"""A Telegram chat without Telegram: updates are stored and stepped, the outbox is read, for tests."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from bots import gateway
from bots.models import OutgoingMessage
from bots.telegram import ingest, outbox, stepping
from tests.bots import updates


@dataclass
class Talk:
    """One person's side of a chat. Buttons are pressed by a part of their label, the newest first."""

    chat: int = updates.CHAT
    seen: list[dict[str, Any]] = field(default_factory=list)

    def hear(self, *new: dict[str, Any]) -> list[dict[str, Any]]:
        """Store updates, step them; returns what was queued for this since."""
        last = OutgoingMessage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        ingest.store(new)
        stepping.step_some()
        queued = self.outbox(after=last)
        self.seen.extend(queued)
        return queued

    def say(self, words: str, **more: Any) -> list[dict[str, Any]]:
        return self.hear(updates.text(words, self.chat, **more))

    def data(self, label: str) -> str:
        """Callback data of the newest button with such a label."""
        for payload in reversed(self.seen):
            for row in payload.get("rows", []):
                for shown, pressed in row:
                    if label in shown:
                        return str(pressed)
        raise AssertionError(f"no button {label!r}")

    def tap(self, label: str) -> list[dict[str, Any]]:
        return self.hear(updates.tap(self.data(label), self.chat))

    @staticmethod
    def outbox(after: int = 0) -> list[dict[str, Any]]:
        rows = OutgoingMessage.objects.filter(pk__gt=after).order_by("pk")
        return [gateway.unseal(row.payload, outbox.place(row.dedupe_key)) for row in rows if row.payload]

    def begin(self, language: str = "English") -> None:
        self.say("/start")
        self.tap(language)

    def file(self, words: str = "A tiger is sold at the market") -> list[dict[str, Any]]:
        """A whole journey to a filed tip, every question skipped."""
        self.begin()
        self.say(words)
        self.tap("Done")
        for _ in range(6):
            self.tap("Skip")
        return self.tap("Send")


def sent(number: int, message_id: int) -> None:
    """Note an outgoing row as sent, as the sender would."""
    OutgoingMessage.objects.filter(pk=number).update(state="sent", sent_id=message_id, sent_at=timezone.now())


def token_in(said: str) -> str:
    """The token of the upload link in what the bot said."""
    found = re.search(r"/[a-z]{2}/files/([\w-]{43})/$", said)
    assert found, said
    return found[1]
