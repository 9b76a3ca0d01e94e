"""The conversation: a pure function from where it stands and what was said to where it stands then. No database."""

from collections.abc import Callable
from dataclasses import replace

from django.utils import translation

from bots import prompts, questions, wording
from bots.prompts import ack, show
from bots.questions import QUESTIONS
from bots.speech import (
    Add,
    Cancel,
    Correct,
    Deed,
    Erase,
    GiveCode,
    Interview,
    Kind,
    LookUp,
    Offer,
    Part,
    Read,
    Reply,
    Said,
    Send,
    Stage,
    Turn,
)  # fmt: skip

MAX_LABEL = 180  # a tap's notice holds 200 characters


def answer(interview: Interview, said: Said) -> Turn:
    """What follows from one thing that was said. Nothing said is dropped but by `/cancel` and a refused kind."""
    with translation.override(interview.language or "en"):
        return HEARD[said.kind](interview, said)


# --- Words and files ---------------------------------------------------------------------------------------------
def _content(interview: Interview, said: Said) -> Turn:
    if said.file and said.file.is_too_big:
        turn = _keep(interview, said)
        return replace(turn, replies=(Reply(prompts.too_big(), about=said.about),))
    return _keep(interview, said)


def _keep(interview: Interview, said: Said) -> Turn:
    tip = said.about or interview.answering or ("" if interview.is_open else interview.tip)
    if tip:
        return _add(interview, said, tip)
    if _is_answer(interview, said):
        return _typed(interview, said)
    fresh = not interview.is_open
    kept = _note(replace(interview, stage=Stage.TELLING) if fresh else interview, said)
    deeds: tuple[Deed, ...] = (Offer(said.file),) if said.file else ()
    is_hint = bool(said.file and said.file.is_lossy and not interview.was_hinted)
    kept = replace(kept, was_hinted=kept.was_hinted or is_hint, files=kept.files + bool(said.file))
    if fresh and not kept.language:
        kept = replace(kept, choosing="first")
    return Turn(kept, ack(kept, said, is_hint=is_hint), deeds)


def _add(interview: Interview, said: Said, tip: str) -> Turn:
    text = f"[location] {said.text}" if said.kind == Kind.PIN else said.text
    reply = Reply(str(wording.KEPT_ADDED), replaces="ack", once=prompts.album(said), about=tip)
    return Turn(interview, (reply,), (Add(tip, text, said.ref, said.file),))


def _note(interview: Interview, said: Said) -> Interview:
    if said.kind != Kind.PIN:
        return interview.retell((*interview.parts, Part(said.ref, [said.text]))) if said.text.strip() else interview
    if not interview.story.pin:
        interview = replace(interview, story=replace(interview.story, pin=said.text))
    return interview.retell((*interview.parts, Part(said.ref, [f"[location] {said.text}"])))


def _is_answer(interview: Interview, said: Said) -> bool:
    if interview.stage != Stage.ASKING or said.kind == Kind.FILE or said.album:
        return False
    question = QUESTIONS[interview.question]
    if said.kind == Kind.PIN:
        return question.field == "country"
    return question.takes_text and 0 < len(said.text.strip()) <= questions.MAX_TYPED


def _typed(interview: Interview, said: Said) -> Turn:
    field = QUESTIONS[interview.question].field
    if field != "country":
        return _onward(_retyped(interview, field, said.text.strip()))
    if said.kind == Kind.PIN:
        kept = _note(interview, said)
    else:
        kept = _retyped(interview, "place", said.text.strip())
    return Turn(kept, (show(kept),))


def _retyped(interview: Interview, field: str, text: str) -> Interview:
    """A typed answer in place of an earlier one, which goes to the narrative: nothing said is lost."""
    was = getattr(interview.story, field)
    if was and was != text:
        interview = interview.retell((*interview.parts, Part("", [f"[{field}] {was}"])))
    return replace(interview, story=replace(interview.story, **{field: text}))


def _edit(interview: Interview, said: Said) -> Turn:
    where = next((number for number, part in enumerate(interview.parts) if part.ref and part.ref == said.ref), None)
    if where is None:
        return _edit_elsewhere(interview, said)
    part = interview.parts[where]
    if part.versions[-1] == said.text:
        return Turn(interview)
    parts = list(interview.parts)
    parts[where] = Part(part.ref, [*part.versions, said.text])
    kept = interview.retell(tuple(parts))
    reply = Reply(f"{wording.CORRECTED} {wording.KEPT}", (prompts.done(),), replaces="ack")
    return Turn(kept, (reply,) if kept.stage == Stage.TELLING else (show(kept),))


def _edit_elsewhere(interview: Interview, said: Said) -> Turn:
    if not said.text.strip():
        return Turn(interview)
    if interview.tip:
        return Turn(interview, deeds=(Correct(interview.tip, said.text, said.ref),))
    # The message was an answer, or is older than this draft: the new wording is kept as said now.
    return _keep(interview, replace(said, kind=Kind.TEXT, about=""))


def _unwanted(interview: Interview, said: Said) -> Turn:
    del said
    return Turn(interview, (Reply(str(wording.UNWANTED), replaces="unwanted"),))


def _own_number(interview: Interview, said: Said) -> Turn:
    del said
    return Turn(interview, (Reply(str(wording.OWN_NUMBER), replaces="own number"),))


# --- Commands ----------------------------------------------------------------------------------------------------
def _command(interview: Interview, said: Said) -> Turn:
    verb = COMMANDS.get(said.text)
    if verb is None:
        return _content(interview, replace(said, kind=Kind.TEXT, text=f"/{said.text} {said.rest}".strip(), rest=""))
    turn = verb(interview)
    if not said.rest.strip() or said.text in ("start", "cancel", "erase"):
        return turn
    # Words behind a command are words of the tip.
    more = _content(turn.interview, replace(said, kind=Kind.TEXT, text=said.rest, rest=""))
    return Turn(more.interview, turn.replies + more.replies, turn.deeds + more.deeds)


def _start(interview: Interview) -> Turn:
    return Turn(replace(interview, choosing="start"), (prompts.languages(),))


def _other_language(interview: Interview) -> Turn:
    return Turn(replace(interview, choosing="language"), (prompts.languages(),))


def _new(interview: Interview) -> Turn:
    interview = replace(interview, answering="")
    if interview.is_open:
        return Turn(interview, (prompts.still_open(),))
    fresh = prompts.begun(interview)
    return Turn(fresh, (show(fresh),))


def _status(interview: Interview) -> Turn:
    return Turn(interview, deeds=(LookUp(),))


def _code(interview: Interview) -> Turn:
    if interview.tip:
        return Turn(interview, deeds=(GiveCode(interview.answering or interview.tip),))
    return Turn(interview, (Reply(str(wording.NO_TIP_OPEN if interview.is_open else wording.NO_TIP)),))


def _add_more(interview: Interview) -> Turn:
    if not interview.tip:
        return Turn(interview, (show(interview) if interview.is_open else Reply(str(wording.ADD_NEW)),))
    return Turn(replace(interview, answering=interview.tip), (prompts.add_what(interview),))


def _cancel(interview: Interview) -> Turn:
    if interview.is_open:
        return Turn(prompts.emptied(interview), (Reply(str(wording.CANCELLED)),), (Cancel(),))
    if interview.answering:
        return Turn(replace(interview, answering=""), (Reply(prompts.nothing_open()),))
    return Turn(interview, (Reply(prompts.nothing_open()),))


def _saying(text: object) -> Callable[[Interview], Turn]:
    return lambda interview: Turn(interview, (Reply(str(text)),))


def _erase(interview: Interview) -> Turn:
    return Turn(interview, deeds=(Erase(),))


COMMANDS: dict[str, Callable[[Interview], Turn]] = {
    "start": _start,
    "new": _new,
    "status": _status,
    "code": _code,
    "add": _add_more,
    "language": _other_language,
    "safety": _saying(wording.SAFETY),
    "erase": _erase,
    "help": _saying(wording.HELP),
    "cancel": _cancel,
}


# --- Taps --------------------------------------------------------------------------------------------------------
def _tap(interview: Interview, said: Said) -> Turn:
    name, _, value = said.action.partition(":")
    if name in LASTING:
        return LASTING[name](interview, value)
    if said.turn != interview.turn or (interview.stage, name) not in TAPS:
        return Turn(interview, notice=str(wording.STALE))
    return TAPS[(interview.stage, name)](interview, value, said.day)


def _language(interview: Interview, value: str) -> Turn:
    is_repeat = value == interview.language and not interview.choosing
    if is_repeat or value not in dict(wording.LANGUAGES):
        return Turn(interview, notice=str(wording.SHOWN_ALREADY if is_repeat else wording.STALE))
    begins = not interview.is_open and (interview.choosing == "start" or not interview.tip)
    spoken = replace(interview, language=value, choosing="")
    spoken = replace(prompts.begun(spoken), answering="") if begins else spoken
    with translation.override(value):
        return Turn(spoken, (prompts.welcome(spoken, is_first=not interview.language),))


def _read(interview: Interview, value: str) -> Turn:
    return Turn(replace(interview, answering=value), deeds=(Read(value),))


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
        interview = _retyped(interview, "when", story.when)
        story = interview.story
    chosen = replace(interview, story=story)
    if question.is_several:
        chosen = replace(chosen, turn=chosen.turn + 1)
        return Turn(chosen, (show(chosen, in_place=True),), notice=label)
    return replace(_onward(chosen, in_place=True), notice=label)


def _onward(interview: Interview, *, in_place: bool = False) -> Turn:
    following = interview.question + 1
    if interview.is_editing or following >= len(QUESTIONS):
        ahead = replace(prompts.moved(interview, Stage.SUMMARY), is_editing=False)
    else:
        ahead = prompts.moved(interview, Stage.ASKING, question=following)
    return Turn(ahead, (show(ahead, in_place=in_place),))


def _skip(interview: Interview, value: str, day: str) -> Turn:
    del value, day
    return _onward(interview, in_place=True)


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


def _send_open(interview: Interview, value: str) -> Turn:
    del value
    if not interview.is_open:
        return Turn(interview, notice=str(wording.STALE))
    return _send(interview, "", "")


def _drop_open(interview: Interview, value: str) -> Turn:
    del value
    return _cancel(interview) if interview.is_open else Turn(interview, notice=str(wording.STALE))


LASTING: dict[str, Callable[[Interview, str], Turn]] = {"l": _language, "r": _read, "go": _go_on}
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
for _stage in (Stage.TELLING, Stage.ASKING, Stage.SUMMARY, Stage.EDITING):
    TAPS[(_stage, "sendnow")] = lambda interview, value, day: _send_open(interview, value)
    TAPS[(_stage, "drop")] = lambda interview, value, day: _drop_open(interview, value)

HEARD: dict[Kind, Callable[[Interview, Said], Turn]] = {
    Kind.TEXT: _content,
    Kind.FILE: _content,
    Kind.PIN: _content,
    Kind.COMMAND: _command,
    Kind.TAP: _tap,
    Kind.EDIT: _edit,
    Kind.UNWANTED: _unwanted,
    Kind.OWN_NUMBER: _own_number,
}
