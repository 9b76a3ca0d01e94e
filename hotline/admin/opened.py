"""A tip as an officer reads it: opened once, with one audit entry."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy

from hotline import judging, priority, triage
from hotline.admin.enclosed import Enclosed, enclosed
from hotline.consignments import filing as consignments
from hotline.judging import Judged
from hotline.models import Message, Tip, TipReading
from hotline.priority import Priority
from hotline.public.countries import NAMES
from hotline.reading.kept import Kept
from hotline.story import Basis, Condition, Exposure, Offence, Precision, Sharing, Story, Urgency
from staff.models import Officer
from vault import keys, text

LABELS: dict[str, Any] = {
    "urgency": gettext_lazy("When it happens"), "offences": gettext_lazy("What it is about"),
    "species": gettext_lazy("Species, as told"), "condition": gettext_lazy("Alive or dead"),
    "quantity": gettext_lazy("How many"), "price": gettext_lazy("Price"), "country": gettext_lazy("Country"),
    "place": gettext_lazy("Place"), "pin": gettext_lazy("Position"), "precision": gettext_lazy("How exact"),
    "place_kind": gettext_lazy("Kind of place"), "link": gettext_lazy("Link"), "when": gettext_lazy("When"),
    "repeated": gettext_lazy("Once or again"), "subjects": gettext_lazy("Who and what"),
    "basis": gettext_lazy("How they know"),
    "exposure": gettext_lazy("Would others know it was them"), "sharing": gettext_lazy("Who may be told"),
    "safe_time": gettext_lazy("Safe time to write"),
}  # fmt: skip
CHOICES: dict[str, dict[Any, Any]] = {
    "urgency": dict(Urgency.choices), "offences": dict(Offence.choices), "condition": dict(Condition.choices),
    "country": NAMES, "precision": dict(Precision.choices), "basis": dict(Basis.choices),
    "exposure": dict(Exposure.choices), "sharing": dict(Sharing.choices),
}  # fmt: skip


@dataclass
class Said:
    """One entry of the conversation; `versions` are later corrections of it, `shown` is the body with marks."""

    message: Message
    body: str
    versions: list["Said"] = field(default_factory=list)
    shown: str = ""


@dataclass
class Opened:
    """Everything of a tip in clear, for one page.

    Args:
        answers: label and answer in words; `given` are the same answers as they were kept, by name.
        found: what a worker read in it (`reading.kept`), empty where none has yet.
        judged: what officers made of that, by kind and key.
        shown, answers_shown: the words with marks of what was read, where a page has put them.
        is_shredded: nothing can be read any more.
        key: the tip's data key, for what else its page opens.
    """

    at: datetime
    narrative: str = ""
    answers: list[tuple[str, str]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    enclosed: list[Enclosed] = field(default_factory=list)
    note: str = ""
    parts: Priority | None = None
    found: Kept = field(default_factory=dict)
    judged: dict[tuple[str, str], Judged] = field(default_factory=dict)
    given: dict[str, Any] = field(default_factory=dict)
    shown: str = ""
    answers_shown: list[tuple[str, str]] = field(default_factory=list)
    is_shredded: bool = False
    key: bytes = field(default=b"", repr=False)

    @property
    def own_answers(self) -> dict[str, list[str]]:
        """Answers in the source's own words, by their names; the others are choices of ours."""
        told = {name: value for name, value in self.given.items() if name not in CHOICES}
        return {
            name: [str(one) for one in (value if isinstance(value, list) else [value])] for name, value in told.items()
        }

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """The other answers: choices of ours, with their labels."""
        return _labelled({name: value for name, value in self.given.items() if name in CHOICES})

    @property
    def messages(self) -> list[str]:
        """What the source wrote later, corrections included."""
        return [
            entry.body
            for first in self.said
            if first.message.direction == Message.Direction.FROM_SOURCE
            for entry in (first, *first.versions)
        ]

    @property
    def words(self) -> list[str]:
        """All that the source wrote, for comparing a report with it."""
        answers = [one for given in self.own_answers.values() for one in given]
        return [words for words in (self.narrative, *answers, *self.messages) if words]


def open_tip(tip: Tip, *, by: Officer) -> Opened:
    """Read a tip with its conversation and files; the audit entry comes first.

    Raises: NotAllowed.
    """
    key = keys.data_keys_found({tip.key_id}).get(tip.key_id)
    if key is None:
        return Opened(tip.received_at, is_shredded=True)
    narrative = triage.read(tip, by=by, key=key)
    answers: dict[str, Any] = text.read(tip, "answers", key=key) or {}
    found, age = _reading(tip, key)
    story, red = Story.from_answers(narrative, answers), consignments.points_of(tip, found or {})
    weighed = priority.assess(story, files=tip.files, found=found, age=age, flags=red)
    return Opened(
        tip.received_at, narrative, _labelled(answers), _conversation(tip, key), enclosed(tip, key, by=by),
        text.read(tip, "note", key=key), weighed, found,
        judging.judged(tip, key=key), answers, key=key,
    )  # fmt: skip


def open_reading(tip: Tip) -> tuple[Kept, dict[tuple[str, str], Judged]]:
    """What was read in a tip and what officers made of it, for whoever judges it: the judgement is the audit entry."""
    key = keys.data_key(tip.key_id)
    return _reading(tip, key)[0], judging.judged(tip, key=key)


def _reading(tip: Tip, key: bytes) -> tuple[Kept, timedelta]:
    """What a worker read in the tip, and how old the tip was then; nothing where none has yet."""
    row = TipReading.objects.filter(tip=tip).first()
    return (text.read(row, "found", key=key) or {}, row.read_at - tip.received_at) if row else ({}, timedelta(0))


def _labelled(answers: dict[str, Any]) -> list[tuple[str, str]]:
    return [(str(LABELS.get(name, name)), _in_words(name, value)) for name, value in answers.items()]


def _in_words(name: str, value: Any) -> str:
    known = CHOICES.get(name, {})
    return "; ".join(str(known.get(one, one)) for one in (value if isinstance(value, list) else [value]))


def _conversation(tip: Tip, key: bytes) -> list[Said]:
    rows = list(tip.messages.select_related("author").order_by("at", "pk"))
    for row in rows:
        row.tip = tip
    entries = {row.pk: Said(row, text.read(row, "body", key=key)) for row in rows}
    first: list[Said] = []
    for entry in entries.values():
        original = entry.message.replaces_id
        replaced = entries.get(original) if original else None
        (replaced.versions if replaced else first).append(entry)
    return first
