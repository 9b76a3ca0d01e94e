"""The six questions after the story: their words, their buttons, what an answer means. Pure."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.functional import Promise

from bots import wording
from bots.gateway.story import Basis, Offence, Sharing, Story, Urgency
from bots.speech import Button

MAX_TYPED = 300  # characters; a longer text is part of the narrative
ROW = 2  # buttons side by side, so that a label fits a narrow phone


@dataclass(frozen=True)
class Question:
    """One question.

    Args:
        field: of the story.
        choices: value and label of each button.
        takes_text: a typed line answers it too.
        is_several: may have several answers.
    """

    field: str
    name: "str | Promise"
    ask: "str | Promise"
    choices: tuple[tuple[str, Any], ...]
    takes_text: bool = False
    is_several: bool = False


QUESTIONS = (
    Question("urgency", wording.NAME_URGENCY, wording.ASK_URGENCY, tuple(Urgency.choices)),
    Question("offences", wording.NAME_OFFENCES, wording.ASK_OFFENCES, tuple(Offence.choices), is_several=True),
    Question("country", wording.NAME_PLACE, wording.ASK_PLACE, tuple(wording.COUNTRIES.items()), takes_text=True),
    Question(
        "when",
        wording.NAME_WHEN,
        wording.ASK_WHEN,
        (
            ("today", wording.TODAY),
            ("yesterday", wording.YESTERDAY),
            ("week", wording.THIS_WEEK),
            ("earlier", wording.EARLIER),
        ),
        takes_text=True,
    ),
    Question("basis", wording.NAME_BASIS, wording.ASK_BASIS, tuple(Basis.choices)),
    Question("sharing", wording.NAME_SHARING, wording.ASK_SHARING, tuple(Sharing.choices)),
)


def prompt(question: Question, story: Story) -> str:
    if question.field == "country" and (story.place or story.pin):
        return str(wording.ASK_PLACE_MORE)
    return str(question.ask)


def buttons(question: Question, story: Story) -> tuple[tuple[Button, ...], ...]:
    """The choices two in a row, then Back and Skip (or Continue once something is chosen)."""
    chosen = getattr(story, question.field)
    options = [Button(_label(label, is_on=_is_on(value, chosen)), f"a:{value}") for value, label in question.choices]
    rows = [tuple(options[start : start + ROW]) for start in range(0, len(options), ROW)]
    onward = Button(str(wording.NEXT), "n") if question.is_several and chosen else Button(str(wording.SKIP), "s")
    return (*rows, (Button(str(wording.BACK), "b"), onward))


def _is_on(value: str, chosen: Any) -> bool:
    return value in chosen if isinstance(chosen, list) else False


def _label(label: Any, *, is_on: bool) -> str:
    return f"✓ {label}" if is_on else str(label)


def choose(question: Question, story: Story, value: str, day: str) -> Story | None:
    """The story with a tapped choice; None where the choice does not exist."""
    if value not in dict(question.choices):
        return None
    if question.is_several:
        chosen: list[str] = getattr(story, question.field)
        kept = [each for each in chosen if each != value] if value in chosen else [*chosen, value]
        return answered(story, question.field, kept)
    return answered(story, question.field, _dated(value, day) if question.field == "when" else value)


def answered(story: Story, field: str, value: Any) -> Story:
    """The story with one field set."""
    return replace(story, **{field: value})


def _dated(value: str, day: str) -> str:
    """`today` and its like as a date: the words would mean another day to who reads them later."""
    try:
        said = date.fromisoformat(day)
    except ValueError:
        return value
    before = timedelta(days=7)
    return {
        "today": said.isoformat(),
        "yesterday": (said - timedelta(days=1)).isoformat(),
        "week": f"{(said - before).isoformat()}/{said.isoformat()}",
        "earlier": f"../{(said - before).isoformat()}",
    }[value]


def told(question: Question, story: Story) -> str:
    """The answer in words, for the summary; "" where there is none."""
    answer: Any = getattr(story, question.field)
    labels = {value: str(label) for value, label in question.choices}
    if question.field == "country":
        return ", ".join(each for each in (story.place, str(labels.get(answer, answer)), story.pin) if each)
    if isinstance(answer, list):
        return ", ".join(labels.get(item) or str(item) for item in answer)
    return labels.get(answer) or str(answer)
