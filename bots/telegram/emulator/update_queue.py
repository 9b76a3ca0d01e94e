"""Updates that the bot has not confirmed yet, and the long poll that hands them out."""

import itertools
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Any

from .refusal import bad_request, conflict

MAX_BATCH = 100
MAX_WAIT_SECONDS = 50
KEPT_FOR_REPEAT = 50_000
# Bot API, getUpdates: left out unless asked for by name.
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"

Update = dict[str, Any]


class UpdateQueue:
    """The bot's inbox; every method expects the world's lock to be held."""

    def __init__(self, lock: threading.RLock) -> None:
        self.pending: dict[int, Update] = {}
        self.subscriber: Callable[[Update], None] | None = None
        self._arrived = threading.Condition(lock)
        self._repeats: deque[Update] = deque()
        self._sent: OrderedDict[int, Update] = OrderedDict()
        self._allowed: set[str] = set()
        # A random start: an emulator started anew must not use the ids of the last one again.
        self._ids = itertools.count(100_000_000 + secrets.randbelow(800_000_000))
        self._turn = 0
        self._interruption = OTHER_POLL

    def allow(self, kinds: Any) -> None:
        """Remember `allowed_updates`; None keeps the earlier choice, an empty list is the default."""
        if kinds is None:
            return
        if not isinstance(kinds, list):
            raise bad_request("can't parse allowed updates: expected an Array of String")
        self._allowed = {str(kind) for kind in kinds}

    def add(self, kind: str, content: dict[str, Any]) -> int | None:
        """Queue one update and return its id; None when the bot does not want this kind."""
        wanted = kind in self._allowed if self._allowed else kind not in NOT_BY_DEFAULT
        return self.add_raw({kind: content}) if wanted else None

    def add_raw(self, update: Update) -> int:
        """Queue an update as given, with a fresh id where it has none."""
        number = int(update.get("update_id") or next(self._ids))
        whole = {"update_id": number} | update
        self.pending[number] = whole
        self._remember(whole)
        self._announce(whole)
        return number

    def repeat(self, number: int) -> None:
        """Deliver an update again, whether it was confirmed or not.

        In polling it comes once more, whatever the offset says.
        """
        if number not in self._sent:
            raise bad_request(f"no update {number}")
        if self.subscriber is None:
            self._repeats.append(self._sent[number])
        self._announce(self._sent[number])

    def take(self, *, offset: int, limit: int, wait_seconds: float) -> list[Update]:
        """Confirm what lies below `offset`, then wait for updates and return up to `limit`.

        A negative offset counts from the end and forgets what lies before.
        Raises: ApiRefusal 409 when another poll or a webhook takes over while this one waits.
        """
        self.interrupt(OTHER_POLL)
        mine = self._turn
        self._confirm_below(offset)
        deadline = time.monotonic() + min(wait_seconds, MAX_WAIT_SECONDS)
        while True:
            batch = self._batch(min(max(limit, 1), MAX_BATCH))
            left = deadline - time.monotonic()
            if batch or left <= 0:
                return batch
            self._arrived.wait(left)
            if self._turn != mine:
                raise conflict(self._interruption)

    def confirm(self, number: int) -> None:
        """Forget one update that a webhook took."""
        self.pending.pop(number, None)

    def interrupt(self, reason: str) -> None:
        """End the poll that is waiting with a 409."""
        self._turn += 1
        self._interruption = reason
        self._arrived.notify_all()

    def drop(self) -> None:
        """Throw away everything that waits (`drop_pending_updates`)."""
        self.pending.clear()
        self._repeats.clear()

    def _confirm_below(self, offset: int) -> None:
        if offset < 0:
            offset = next(itertools.islice(reversed(self.pending), -offset - 1, None), 0)
        for number in [each for each in self.pending if each < offset]:
            del self.pending[number]

    def _batch(self, limit: int) -> list[Update]:
        again = [self._repeats.popleft() for _ in range(min(limit, len(self._repeats)))]
        return again + list(itertools.islice(self.pending.values(), limit - len(again)))

    def _remember(self, update: Update) -> None:
        self._sent[update["update_id"]] = update
        if len(self._sent) > KEPT_FOR_REPEAT:
            self._sent.popitem(last=False)

    def _announce(self, update: Update) -> None:
        if self.subscriber is not None:
            self.subscriber(update)
        self._arrived.notify_all()


def chat_of(update: Update) -> int | None:
    """The chat an update belongs to; None when it names none."""
    for part in update.values():
        if not isinstance(part, dict):
            continue
        holder = part if "chat" in part else part.get("message") or {}
        chat = holder.get("chat") if isinstance(holder, dict) else None
        if isinstance(chat, dict):
            return chat.get("id")
    return None
