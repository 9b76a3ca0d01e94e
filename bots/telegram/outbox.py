"""The outbox: what is to be sent, as sealed rows. Queued in the transaction of what it answers."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from bots import gateway
from bots.models import Lane, OutgoingMessage
from bots.speech import Reply
from bots.telegram import buttons

# An album comes as separate updates without a count: its answer waits for the last of them.
ALBUM_PAUSE = timedelta(seconds=2.5)
MAX_TEXT = 4096  # characters, Bot API, sendMessage
KEPT_FOR = timedelta(hours=48)  # deleteMessage works that long

GIVE_WAY = """
    DELETE FROM bots_outgoingmessage row USING unnest(%s::uuid[], %s::text[]) AS gone (lane_id, name)
    WHERE row.lane_id = gone.lane_id AND row.replaces = gone.name AND row.state = 'queued' AND NOT row.is_taken
"""


def place(key: str) -> str:
    return f"outgoing:{key}"


class Outbox:
    """What is queued in one transaction: collected, then written by two statements.

    Use: `say`, `answer_tap`, … any number of times, then `flush` once.
    """

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._rows: list[OutgoingMessage] = []
        self._gone: set[tuple[UUID, str]] = set()

    def put(self, lane: Lane | None, payload: dict[str, Any], key: str, **columns: Any) -> None:
        """Queue one thing to send, once for its key."""
        sealed = gateway.seal(payload, place(key))
        row = OutgoingMessage(lane=lane, payload=sealed, dedupe_key=key, **({"not_before": self.now} | columns))
        self._rows.append(row)

    def say(
        self, lane: Lane, reply: Reply, *, key: str, turn: int, tapped: int = 0, message: UUID | None = None,
        pause: timedelta = timedelta(0),
    ) -> None:  # fmt: skip
        """Queue a reply: a new message, or in place of the one whose button was tapped. `pause`: before it is sent."""
        at, in_place = self.now + pause, bool(reply.in_place and tapped)
        if reply.once:
            key, at = _once(lane, reply.once), at + ALBUM_PAUSE
            if OutgoingMessage.objects.filter(dedupe_key=key).exclude(state=OutgoingMessage.State.QUEUED).exists():
                return
        replaces = f"edit:{tapped}" if in_place else reply.replaces
        if replaces:
            self._give_way(lane, replaces)
        rows = [[(button.label, buttons.write(lane.pk, button, turn)) for button in row] for row in reply.buttons]
        payload = {"do": "say", "text": reply.text[:MAX_TEXT], "rows": rows, "guarded": reply.is_guarded}
        if in_place:
            payload |= {"do": "edit", "message": tapped}
        tip = UUID(reply.about) if reply.about else None
        self.put(
            lane, payload, key, not_before=at, is_paced=not in_place, replaces=replaces, tip_id=tip, message_id=message
        )

    def _give_way(self, lane: Lane, name: str) -> None:
        self._rows = [row for row in self._rows if row.lane_id != lane.pk or row.replaces != name]
        self._gone.add((lane.pk, name))

    def answer_tap(self, lane: Lane, query: str, text: str, *, key: str) -> None:
        """Every tap is answered, or the button shows a waiting sign for a minute."""
        self.put(lane, {"do": "answer", "query": query, "text": text[:200]}, key, is_paced=False)

    def erase(self, lane: Lane, heard: list[int], words: tuple[str, str], *, key: str) -> None:
        """Queue the deletion of both sides' messages of the last 48 hours, and what to say of it.

        Args:
            heard: ids of the person's messages.
            words: what to say after it, with `{count}`; what to say where it was refused.
        """
        ours = OutgoingMessage.objects.filter(lane=lane, state=OutgoingMessage.State.SENT, sent_id__isnull=False)
        sent = ours.filter(sent_at__gt=self.now - KEPT_FOR).values_list("sent_id", flat=True)
        ids = sorted({*heard, *(number for number in sent if number)})
        self.put(lane, {"do": "erase", "ids": ids, "done": words[0], "failed": words[1]}, key)

    def leave(self, chat: int, text: str, *, key: str) -> None:
        """Leave a group, with a word that tips are taken in private."""
        self.put(None, {"do": "leave", "chat": chat, "text": text}, key, is_paced=False)

    def drop(self, lane: Lane) -> None:
        """Forget what was queued for a chat that cannot be reached."""
        self._rows = [row for row in self._rows if row.lane_id != lane.pk]

    def flush(self) -> None:
        """Write it: what gives way goes, then what is new comes, in the order it was said."""
        if self._gone:
            with connection.cursor() as cursor:
                cursor.execute(GIVE_WAY, [[lane for lane, _ in self._gone], [name for _, name in self._gone]])
        OutgoingMessage.objects.bulk_create(self._rows, ignore_conflicts=True)
        self._rows, self._gone = [], set()


def _once(lane: Lane, name: str) -> str:
    return f"once:{gateway.mark('bot-lane', f'{lane.pk}:{name}').hex()[:32]}"


def tip_of(lane: Lane, sent_id: int) -> str:
    """The tip that one of our messages spoke of; "" where it spoke of none."""
    found = OutgoingMessage.objects.filter(lane=lane, sent_id=sent_id, state=OutgoingMessage.State.SENT)
    tip = found.exclude(tip_id=None).values_list("tip_id", flat=True).first()
    return str(tip) if tip else ""


def cut_off(lane: Lane) -> None:
    """The person blocked the bot: nothing more is sent, and what officers asked is marked undelivered."""
    Lane.objects.filter(pk=lane.pk).update(is_unreachable=True)
    queued = OutgoingMessage.objects.filter(lane=lane, state=OutgoingMessage.State.QUEUED)
    for message in queued.values_list("message_id", flat=True):
        if message:
            gateway.unreachable(message)
    queued.update(state=OutgoingMessage.State.DEAD, payload=b"", failure="blocked")
