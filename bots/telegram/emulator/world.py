"""Everything the emulated platform knows: chats, messages, updates, files, webhook, counters."""

import itertools
import secrets
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .courier import Courier, Pace
from .faults import FaultPlan
from .flood import FloodGate
from .keyboards import inline_rows, reply_rows
from .refusal import bad_request, forbidden
from .shelf import Shelf
from .update_queue import UpdateQueue


@dataclass
class Note:
    """One message in a chat with what happened to it.

    Attributes:
        message: the Bot API's Message object in its latest version.
        markup: the keyboard under it, of any type.
        edits: earlier versions as `{"date", "text"}`.
        revision: the chat's count of changes when this message last changed.
    """

    message: dict[str, Any]
    is_by_bot: bool
    markup: dict[str, Any] | None = None
    is_protected: bool = False
    is_preview_off: bool = False
    is_silent: bool = False
    is_deleted: bool = False
    edits: list[dict[str, Any]] = field(default_factory=list)
    revision: int = 0

    @property
    def text(self) -> str:
        """Text, or the caption of a file."""
        return str(self.message.get("text") or self.message.get("caption") or "")

    def view(self) -> dict[str, Any]:
        """What `/emulator/chats/<id>` shows of the message."""
        return {
            "message_id": self.message["message_id"],
            "by": "bot" if self.is_by_bot else "person",
            "date": self.message["date"],
            "text": self.text,
            "buttons": inline_rows(self.markup),
            "keyboard": reply_rows(self.markup),
            "edits": self.edits,
            "deleted": self.is_deleted,
            "protect_content": self.is_protected,
            "link_preview_disabled": self.is_preview_off,
            "silent": self.is_silent,
            "media_group_id": self.message.get("media_group_id"),
            "revision": self.revision,
            "message": self.message,
        }


@dataclass
class Chat:
    """A private chat or a group with its whole history."""

    about: dict[str, Any]
    changed: threading.Condition
    user: dict[str, Any] | None = None
    is_blocked: bool = False
    is_left: bool = False
    revision: int = 0
    notes: dict[int, Note] = field(default_factory=dict)
    callback_answers: list[dict[str, Any]] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)

    @property
    def is_private(self) -> bool:
        """True of a person's own chat with the bot."""
        return bool(self.about["type"] == "private")

    def touch(self, note: Note | None = None) -> int:
        """Count a change, mark the message it concerns, wake who waits; returns the revision."""
        self.revision += 1
        if note is not None:
            note.revision = self.revision
        self.changed.notify_all()
        return self.revision

    def view(self) -> dict[str, Any]:
        """What `/emulator/chats/<id>` answers."""
        return {
            "chat": self.about,
            "blocked": self.is_blocked,
            "left": self.is_left,
            "revision": self.revision,
            "messages": [note.view() for note in self.notes.values()],
            "callback_answers": self.callback_answers,
            "actions": self.actions,
        }


@dataclass
class Webhook:
    """The webhook as set, and how its last failed delivery went."""

    url: str = ""
    max_connections: int = 40
    allowed: list[str] | None = None
    last_error_date: int | None = None
    last_error: str = ""
    drops: int = 0


class World:
    """The one state of an emulator; hold `lock` to read or change it.

    Args:
        token: the bot's token; the number before the colon is its user id.
        link_seconds: how long a file link lives.
        callback_seconds: how long a tap may be answered.
    """

    def __init__(
        self,
        token: str,
        *,
        is_strict: bool = False,
        link_seconds: float = 3600.0,
        callback_seconds: float = 60.0,
        pace: Pace | None = None,
    ) -> None:
        head = token.partition(":")[0]
        self.token = token
        self.bot = {
            "id": int(head) if head.isdigit() else 7_311_204_865,
            "is_bot": True,
            "first_name": "Hornbill",
            "username": "hornbill_emulated_bot",
        }
        self.lock = threading.RLock()
        self.pace = pace or Pace()
        self.callback_seconds = callback_seconds
        self.updates = UpdateQueue(self.lock)
        self.shelf = Shelf(self.now, link_seconds=link_seconds)
        self.flood = FloodGate(is_strict=is_strict)
        self.faults = FaultPlan()
        self.webhook = Webhook()
        self.courier: Courier | None = None
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.callbacks: dict[str, tuple[float, Chat, str]] = {}
        self.calls: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()
        self.chats: dict[int, Chat] = {}
        # Random starts: a database that outlives the emulator must not meet the same ids again.
        self._message_ids = itertools.count(1000 + secrets.randbelow(900_000))
        self._clock_offset = 0.0

    def now(self) -> float:
        """Unix time in seconds, moved by what `/emulator/clock` was told."""
        return time.time() + self._clock_offset

    def forward(self, seconds: float) -> None:
        """Move the clock, to age links and messages."""
        self._clock_offset += seconds

    def next_message_id(self) -> int:
        """Message ids rise over all chats, as they do for one bot account."""
        return next(self._message_ids)

    def open_chat(self, about: dict[str, Any], user: dict[str, Any] | None = None) -> Chat:
        """The chat of this id, made on its first use."""
        known = self.chats.get(about["id"])
        if known is None:
            known = Chat(about, threading.Condition(self.lock), user)
            self.chats[about["id"]] = known
        return known

    def chat_for_bot(self, number: int) -> Chat:
        """The chat a bot addresses; 400 when unknown, 403 when it was blocked or has left."""
        chat = self.chats.get(number)
        if chat is None:
            raise bad_request("chat not found")
        if chat.is_blocked:
            raise forbidden("bot was blocked by the user")
        if chat.is_left:
            raise forbidden(f"bot is not a member of the {chat.about['type']} chat")
        return chat

    def webhook_failed(self, reason: str) -> None:
        """Keep the last failed delivery for getWebhookInfo."""
        with self.lock:
            self.webhook.last_error_date = int(self.now())
            self.webhook.last_error = reason

    def webhook_took(self, number: int) -> None:
        """Forget an update that the webhook answered with 2xx."""
        with self.lock:
            self.updates.confirm(number)

    def state(self) -> dict[str, Any]:
        """What `/emulator/state` answers."""
        return {
            "pending": len(self.updates.pending),
            "calls": dict(self.calls),
            "refusals": dict(self.refusals),
            "strict": self.flood.is_strict,
            "violations": {
                "totals": dict(self.flood.totals),
                "last": list(self.flood.violations)[-50:],
            },
            "webhook": {"url": self.webhook.url, "last_error": self.webhook.last_error},
            "dropped_pending": self.webhook.drops,
            "faults": len(self.faults.planned),
            "chats": len(self.chats),
        }
