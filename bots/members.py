"""A registered member's chat: what goes to the duty desk, what to a tip's questions, what is answered. Pure."""

from dataclasses import replace

from django.utils import translation

from bots import commands, prompts, wording
from bots.speech import Interview, Kind, Reply, Said

SAID = (Kind.TEXT, Kind.FILE, Kind.PIN, Kind.EDIT)


def is_for_desk(interview: Interview, said: Said) -> bool:
    """Whether a member says this to the duty desk: not into an open report, nor to a tip of theirs."""
    if said.about or interview.is_open or interview.answering:
        return False
    return said.kind in SAID or (said.kind == Kind.COMMAND and said.text not in commands.COMMANDS)


def is_greeting(interview: Interview, said: Said) -> bool:
    """A member who begins anew is told where their words go, and asked nothing."""
    return said.kind == Kind.COMMAND and said.text == "start" and not interview.is_open


def words(said: Said) -> str:
    """What is kept of it, as words."""
    if said.kind == Kind.PIN:
        return f"[location] {said.text}"
    return f"/{said.text} {said.rest}".strip() if said.kind == Kind.COMMAND else said.text


def kept(language: str, said: Said) -> Reply:
    """That it arrived; a file that the channel does not hand over did not."""
    with translation.override(language or "en"):
        is_too_big = bool(said.file and said.file.is_too_big)
        text = wording.MEMBER_TOO_BIG if is_too_big else wording.MEMBER_KEPT
        return Reply(str(text), replaces="ack", once="" if is_too_big else prompts.album(said))


def corrected(language: str) -> Reply:
    with translation.override(language or "en"):
        return Reply(str(wording.CORRECTED), replaces="ack")


def greeting(language: str) -> Reply:
    with translation.override(language or "en"):
        return Reply(str(wording.MEMBER_LINKED))


def linked(language: str | None) -> Reply:
    """What `/member` with a code came to; None where the code opened nothing."""
    with translation.override(language or "en"):
        return Reply(str(wording.CHAT_NOT_LINKED if language is None else wording.MEMBER_LINKED))


def after(before: Interview, now: Interview, said: Said) -> Interview:
    """Where a member's conversation stands after a step of the questions: nothing opens but by `/report`.

    An answer to a tip's question is one message; the next one goes to the duty desk again.
    """
    if said.kind == Kind.TAP and now.is_open and not before.is_open and not now.holds_something:
        return prompts.emptied(now)
    return replace(now, answering="") if said.kind in SAID and not now.is_open else now
