"""What a tapped button does. Pure."""

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.utils import translation

from bots import commands, prompts, questions, telling, wording
from bots.asked import TakeAnswer
from bots.prompts import show
from bots.questions import QUESTIONS
from bots.speech import OPEN, Interview, Read, Reply, Said, Send, Stage, Turn

MAX_LABEL = 180  # a tap's notice holds 200 characters


def tap(interview: Interview, said: Said) -> Turn:
    name, _, value = said.action.partition(":")
    if name in LASTING:
        return LASTING[name](interview, value)
    if said.turn != interview.turn or (interview.stage, name) not in TAPS:
        return Turn(interview, notice=str(wording.STALE))
    return TAPS[(interview.stage, name)](interview, value, said.day)


def _language(interview: Interview, value: str) -> Turn:
    is_repeat = value == interview.language and not interview.choosing
    if is_repeat or value not in dict(settings.LANGUAGES):
        return Turn(interview, notice=str(wording.SHOWN_ALREADY if is_repeat else wording.STALE))
    begins = not interview.is_open and (interview.choosing == "start" or not interview.tip)
    spoken = replace(interview, language=value, choosing="")
    spoken = replace(prompts.begun(spoken), answering="") if begins else spoken
    with translation.override(value):
        return Turn(spoken, (prompts.welcome(spoken, is_first=not interview.language),))


def _read(interview: Interview, value: str) -> Turn:
    return Turn(replace(interview, answering=value), deeds=(Read(value),))


def _answer(interview: Interview, value: str) -> Turn:
    message, _, number = value.partition(":")
    return Turn(interview, deeds=(TakeAnswer(message, int(number)),))


def _go_on(interview: Interview, value: str) -> Turn:
    del value
    back = replace(interview, answering="")
    if not interview.is_open:
        return Turn(back, notice=str(wording.STALE))
    return Turn(back, (show(back, in_place=True),))


def _done(interview: Interview, value: str, day: str) -> Turn:
    del value, day
    if not interview.holds_something:
        return Turn(interview, (Reply(str(wording.TELL_FIRST)),), notice=str(wording.EMPTY_BEFORE_DONE))
    asking = prompts.moved(interview, Stage.ASKING, question=0)
    # A new message: what was told stands above it, and the button's message stays where it is.
    return Turn(asking, (show(asking),))


def _choose(interview: Interview, value: str, day: str) -> Turn:
    question = QUESTIONS[interview.question]
    was = interview.story
    story = questions.choose(question, was, value, day)
    if story is None:
        return Turn(interview, notice=str(wording.STALE))
    label = str(dict(question.choices)[value])[:MAX_LABEL]
    if question.field == "when":
        interview = telling.retyped(interview, "when", story.when)
        story = interview.story
    chosen = replace(interview, story=story)
    if question.is_several:
        chosen = replace(chosen, turn=chosen.turn + 1)
        return Turn(chosen, (show(chosen, in_place=True),), notice=label)
    turn = replace(prompts.onward(chosen, in_place=True), notice=label)
    call = prompts.emergency(story) if question.field in ("urgency", "country") else None
    # A message of its own: the question's message is written over by the next answer.
    return replace(turn, replies=(*turn.replies, call)) if call else turn


def _skip(interview: Interview, value: str, day: str) -> Turn:
    del value, day
    return prompts.onward(interview, in_place=True)


def _back(interview: Interview, value: str, day: str) -> Turn:
    del value, day
    if interview.stage == Stage.SUMMARY:
        ahead = prompts.moved(interview, Stage.ASKING, question=len(QUESTIONS) - 1)
    elif interview.stage == Stage.EDITING or interview.is_editing:
        ahead = replace(prompts.moved(interview, Stage.SUMMARY), is_editing=False)
    elif interview.question == 0:
        ahead = prompts.moved(interview, Stage.TELLING)
    else:
        ahead = prompts.moved(interview, Stage.ASKING, question=interview.question - 1)
    return Turn(ahead, (show(ahead, in_place=True),))


def _send(interview: Interview, value: str, day: str) -> Turn:
    del value, day
    return Turn(replace(interview, turn=interview.turn + 1), deeds=(Send(),))


def _change(interview: Interview, value: str, day: str) -> Turn:
    del value, day
    ahead = prompts.moved(interview, Stage.EDITING)
    return Turn(ahead, (show(ahead, in_place=True),))


def _change_one(interview: Interview, value: str, day: str) -> Turn:
    del day
    if not value.isdecimal() or int(value) >= len(QUESTIONS):
        return Turn(interview, notice=str(wording.STALE))
    ahead = replace(prompts.moved(interview, Stage.ASKING, question=int(value)), is_editing=True)
    return Turn(ahead, (show(ahead, in_place=True),))


def _drop(interview: Interview, value: str, day: str) -> Turn:
    del value, day
    return commands.cancel(interview)


LASTING: dict[str, Callable[[Interview, str], Turn]] = {"l": _language, "r": _read, "q": _answer, "go": _go_on}
Tapped = Callable[[Interview, str, str], Turn]
TAPS: dict[tuple[Stage, str], Tapped] = {
    (Stage.TELLING, "done"): _done,
    (Stage.ASKING, "a"): _choose,
    (Stage.ASKING, "s"): _skip,
    (Stage.ASKING, "n"): _skip,
    (Stage.ASKING, "b"): _back,
    (Stage.SUMMARY, "b"): _back,
    (Stage.SUMMARY, "send"): _send,
    (Stage.SUMMARY, "e"): _change,
    (Stage.EDITING, "e"): _change_one,
    (Stage.EDITING, "b"): _back,
}
for _stage in OPEN:
    TAPS[(_stage, "sendnow")] = _send
    TAPS[(_stage, "drop")] = _drop
