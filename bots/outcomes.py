"""What the bot says about what came of a deed. Pure."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils import translation

from bots import prompts, wording
from bots.asked import Answered, Question, Questions, Unanswerable
from bots.gateway.story import PublicStatus, grouped, in_chat, rows
from bots.speech import (
    Button,
    CodeGiven,
    Corrected,
    Filed,
    Interview,
    LinkGiven,
    NothingToSend,
    Outcome,
    Reply,
    Stage,
    Standing,
    Standings,
    Turn,
)  # fmt: skip


def told(interview: Interview, outcome: Outcome) -> Turn:
    """The next state and the words, after a deed was done."""
    with translation.override(interview.language or "en"):
        return TOLD[type(outcome)](interview, outcome)


def linked(is_linked: bool) -> Reply:
    """What an officer is told who sent a code of the desk. English, which every desk reads."""
    with translation.override("en"):
        return Reply(str(wording.CHAT_LINKED if is_linked else wording.CHAT_NOT_LINKED))


def _filed(interview: Interview, filed: Filed) -> Turn:
    closed = replace(prompts.emptied(interview), tip=filed.tip)
    keep = wording.KEEP_CODE % {"url": prompts.status_page()}
    return Turn(
        closed,
        (
            Reply(wording.THANKS % {"hours": filed.hours}, about=filed.tip),
            Reply(grouped(filed.code), about=filed.tip),
            Reply(keep, about=filed.tip),
        ),
    )


def _nothing(interview: Interview, refusal: NothingToSend) -> Turn:
    back = prompts.begun(interview)
    return Turn(back, (Reply(refusal.reason or str(wording.TELL_FIRST), (prompts.done(),)),))


def _standings(interview: Interview, standings: Standings) -> Turn:
    if not standings.tips:
        text = wording.NO_TIP_OPEN if interview.is_open else wording.NO_TIP
        return Turn(interview, (Reply(str(text)),))
    lines = [_line(each) for each in standings.tips]
    rows = tuple(
        (Button(f"{wording.READ} · {each.reference}", f"r:{each.tip}", lasts=True),)
        for each in standings.tips
        if each.unread
    )
    return Turn(interview, (Reply("\n".join(lines), rows),))


def _line(standing: Standing) -> str:
    label = PublicStatus(standing.status).label
    line = wording.STATUS_LINE % {"reference": standing.reference, "status": label}
    return f"{line} {wording.STATUS_UNREAD % {'count': standing.unread}}" if standing.unread else line


def _code(interview: Interview, given: CodeGiven) -> Turn:
    if not given.code:
        return Turn(interview, (Reply(str(wording.NO_TIP)),))
    return Turn(interview, (Reply(str(wording.ANOTHER_CODE)), Reply(grouped(given.code))))


def _questions(interview: Interview, asked: Questions) -> Turn:
    if not asked.asked:
        return Turn(interview, notice=str(wording.NOTHING_UNREAD))
    row = ((Button(str(wording.GO_ON), "go", lasts=True),),) if interview.is_open else ()
    replies = [_asked(each, asked.tip) for each in asked.asked]
    replies.append(Reply(str(wording.GUIDE), row, about=asked.tip))
    return Turn(interview, tuple(replies))


def _asked(asked: Question, tip: str) -> Reply:
    number = {code: place for place, (code, _label) in enumerate(asked.answers)}
    buttons = tuple(
        tuple(Button(label, f"q:{asked.message}:{number[code]}", lasts=True) for code, label in row)
        for row in rows(asked.answers)
    )
    words = in_chat(asked.words, asked.language, has_answers=bool(buttons))
    return Reply(words, buttons, is_guarded=True, about=tip)


def _answered(interview: Interview, answered: Answered) -> Turn:
    """The answer takes the buttons' place; a second tap shows the first one's answer."""
    shown = f"{answered.question.words}\n\n✓ {answered.question.taken}"
    notice = wording.KEPT_ADDED if answered.is_new else wording.SHOWN_ALREADY
    reply = Reply(shown, in_place=True, is_guarded=True, about=answered.tip)
    return Turn(interview, (reply,), notice=str(notice))


def _unanswerable(interview: Interview, gone: Unanswerable) -> Turn:
    del gone
    return Turn(interview, notice=str(wording.STALE))


def _corrected(interview: Interview, outcome: Corrected) -> Turn:
    del outcome
    return Turn(interview, (Reply(str(wording.CORRECTED), replaces="ack"),))


def _link(interview: Interview, given: LinkGiven) -> Turn:
    # Without "Done" a person whose first word is a large file would see no way on.
    rows = (prompts.done(),) if interview.stage == Stage.TELLING and not given.tip else ()
    return Turn(interview, (replace(upload_link(interview.language, given.token, given.tip), buttons=rows),))


def upload_link(language: str, token: str, tip: str = "") -> Reply:
    """The one-time link for a file that the channel does not hand over."""
    with translation.override(language or "en"):
        return Reply(str(wording.TOO_BIG % {"url": prompts.files_page(token)}), about=tip)


def push(language: str, tip: str) -> Reply:
    """The neutral line that a message waits: nothing of the case, the content comes after a tap."""
    with translation.override(language or "en"):
        return Reply(
            str(wording.PUSH), ((Button(str(wording.READ), f"r:{tip}", lasts=True),),), is_guarded=True, about=tip
        )


def slowed(language: str) -> Reply:
    """Said once an hour to a chat that sends very many messages."""
    with translation.override(language or "en"):
        return Reply(str(wording.SLOWED))


def erased(language: str) -> tuple[str, str]:
    """What `/erase` says: with `{count}` to fill in, and where the channel refused."""
    with translation.override(language or "en"):
        return str(wording.ERASED % {"count": -1}).replace("-1", "{count}"), str(wording.ERASE_FAILED)


TOLD: dict[type, Callable[[Interview, Any], Turn]] = {
    Filed: _filed,
    NothingToSend: _nothing,
    Standings: _standings,
    CodeGiven: _code,
    Questions: _questions,
    Answered: _answered,
    Unanswerable: _unanswerable,
    Corrected: _corrected,
    LinkGiven: _link,
}
