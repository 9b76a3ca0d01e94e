"""Words, files and places that a person sends: each is kept, wherever the conversation stands. Pure."""

from dataclasses import replace

from bots import prompts, questions, wording
from bots.prompts import ack, show
from bots.questions import QUESTIONS
from bots.speech import Add, Correct, Deed, Interview, Kind, Offer, Part, Reply, Said, Stage, Turn


def content(interview: Interview, said: Said) -> Turn:
    turn = _keep(interview, said)
    if said.file and said.file.is_too_big:
        # Not "kept": the one-time link that comes of the deed is the answer.
        is_asked = not turn.interview.language and turn.interview.choosing
        return replace(turn, replies=(prompts.languages(),) if is_asked else ())
    return turn


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
        return prompts.onward(retyped(interview, field, said.text.strip()))
    if said.kind == Kind.PIN:
        kept = _note(interview, said)
    else:
        kept = retyped(interview, "place", said.text.strip())
    return Turn(kept, (show(kept),))


def retyped(interview: Interview, field: str, text: str) -> Interview:
    """A typed answer in place of an earlier one, which goes to the narrative: nothing said is lost."""
    was = getattr(interview.story, field)
    if was and was != text:
        interview = interview.retell((*interview.parts, Part("", [f"[{field}] {was}"])))
    return replace(interview, story=questions.answered(interview.story, field, text))


def edit(interview: Interview, said: Said) -> Turn:
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


def unwanted(interview: Interview, said: Said) -> Turn:
    del said
    return Turn(interview, (Reply(str(wording.UNWANTED), replaces="unwanted"),))


def own_number(interview: Interview, said: Said) -> Turn:
    del said
    return Turn(interview, (Reply(str(wording.OWN_NUMBER), replaces="own number"),))
