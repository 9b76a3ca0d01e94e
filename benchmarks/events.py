"""Events that several people tell in several languages, and others that only look alike: a labelled set of our own.

Texts of one event share no sentence; those whose event has one text share animals and a country, a town or a kind of
number with another event, and are none of it.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.table import Line

if TYPE_CHECKING:
    from hotline.models import Tip

TOLD = Path(__file__).resolve().parent.parent / "tests/hotline/events.jsonl"


@dataclass(frozen=True)
class Telling:
    """One text of an event; `lang` is ISO 639-1."""

    event: str
    lang: str
    text: str


@dataclass
class Tally:
    """Pairs of tips, each seen from both sides: found rightly, missed and wrong, the last two by event and language."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.missed))

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.wrong))


def tellings() -> list[Telling]:
    return [Telling(**json.loads(line)) for line in TOLD.read_text(encoding="utf-8").splitlines()]


def tally(file: Callable[[Telling], "Tip"]) -> Tally:
    """How well the database finds again what is told twice. `file`: takes a text in as a tip of a person of its own."""
    from hotline import search, similarity

    told = {filed.pk: (each, filed) for each in tellings() if (filed := file(each))}
    search.mark_waiting()
    done = Tally()
    for pk, (each, tip) in told.items():
        shown = {one.tip.pk for one in similarity.like(tip)} & told.keys()
        for other, (theirs, _tip) in told.items():
            if other == pk:
                continue
            pair = f"{each.event} {each.lang} - {theirs.event} {theirs.lang}"
            if theirs.event != each.event:
                done.wrong += [pair] if other in shown else []
            elif other in shown:
                done.right += 1
            else:
                done.missed.append(pair)
    return done


def measure() -> Line:
    """The line of the table: the set filed through intake into the database at hand."""
    done = tally(_filed)
    return Line(
        f"events told in {len({each.lang for each in tellings()})} languages: recall / precision", "",
        f"{done.recall:.3f} / {done.precision:.3f}", "", ">= 0.9 / 0.9", done.recall >= 0.9 and done.precision >= 0.9,
    )  # fmt: skip


def _filed(each: Telling) -> "Tip":
    from hotline import intake
    from hotline.intake import Delivery
    from hotline.story import Story

    delivery = Delivery(channel="web", secret=secrets.token_bytes(16), language=each.lang)
    return intake.file(Story(narrative=each.text), delivery).tip


def common_facts(amount: int) -> list[int]:
    """Marks of so many animals at places, for synthetic tips to share."""
    from hotline import fact_marks
    from hotline.facts import Fact, Kind

    return fact_marks.of((Fact(Kind.EVENT, str(number)) for number in range(amount)), ())
