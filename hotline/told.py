"""All that a source told in a tip, opened for the index and for checking a find; no person sees it, no log holds it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from hotline.models import Attachment, Message, Tip
from vault import keys, text
from vault.keys import VaultClosed

# Answers in the source's own words; the others are codes, which the queue's filters find.
FREE_ANSWERS = ("species", "quantity", "price", "place", "pin", "link", "subjects")


@dataclass(frozen=True)
class Told:
    """The narrative, and all else: free answers, messages in their latest version, names of files.

    Args:
        beside: each by where it stands: 'answer place', 'message <id>', 'file <id>'.
        answers: all of them by name, codes included.
        key: the tip's data key, for sealing what is made of this.
    """

    narrative: str = ""
    beside: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    key: bytes = field(default=b"", repr=False)

    @property
    def pieces(self) -> list[str]:
        return [self.narrative, *self.beside.values()]


def told(tips: Iterable[Tip]) -> dict[UUID, Told]:
    """What each tip tells, by its id, in three queries. A tip that does not open (withdrawn, purged) is left out."""
    tips = list(tips)
    opened = keys.data_keys_found({tip.key_id for tip in tips})
    ids = [tip.pk for tip in tips if tip.key_id in opened]
    said, names = _latest_messages(ids), _files(ids)
    found = {}
    for tip in tips:
        if key := opened.get(tip.key_id):
            try:
                found[tip.pk] = _read(tip, key, said[tip.pk], names[tip.pk])
            except VaultClosed:
                continue
    return found


def _read(tip: Tip, key: bytes, said: list[Message], files: list[Attachment]) -> Told:
    answers: dict[str, Any] = text.read(tip, "answers", key=key) or {}
    beside = dict(_free(answers))
    beside |= {f"message {message.pk}": text.read(message, "body", key=key) for message in said}
    beside |= {f"file {file.pk}": text.read(file, "name", key=key) for file in files}
    narrative = text.read(tip, "narrative", key=key)
    return Told(narrative, {where: piece for where, piece in beside.items() if piece}, answers, key)


def _free(answers: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in FREE_ANSWERS:
        given = answers.get(name, [])
        for number, one in enumerate(given if isinstance(given, list) else [given]):
            yield f"answer {name}" + (f" {number}" if isinstance(given, list) else ""), str(one)


def _latest_messages(ids: list[UUID]) -> dict[UUID, list[Message]]:
    """The source's messages by tip, without those that a later version replaces."""
    rows = Message.objects.filter(tip__in=ids, direction=Message.Direction.FROM_SOURCE).order_by("at", "pk")
    first_of: dict[UUID, UUID] = {}
    latest: dict[UUID, Message] = {}
    for row in rows:
        first = first_of.get(row.replaces_id, row.replaces_id) if row.replaces_id else row.pk
        first_of[row.pk] = first
        latest[first] = row
    by_tip = defaultdict(list)
    for row in latest.values():
        by_tip[row.tip_id].append(row)
    return by_tip


def _files(ids: list[UUID]) -> dict[UUID, list[Attachment]]:
    by_tip = defaultdict(list)
    for row in Attachment.objects.filter(tip__in=ids).exclude(name=b"").only("name", "tip_id"):
        if row.tip_id:
            by_tip[row.tip_id].append(row)
    return by_tip
