"""What the bot says about what came of a deed. Pure."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils import translation

from bots import prompts, wording
from bots.gateway.story import PublicStatus, grouped
from bots.speech import (
    Button,
    CodeGiven,
    Corrected,
    Filed,
    Interview,
    LinkGiven,
    NothingToSend,
    Outcome,
    Questions,
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
    if not asked.texts:
        return Turn(interview, notice=str(wording.NOTHING_UNREAD))
    row = ((Button(str(wording.GO_ON), "go", lasts=True),),) if interview.is_open else ()
    replies = [Reply(text, is_guarded=True, about=asked.tip) for text in asked.texts]
    replies.append(Reply(str(wording.QUESTION_GUIDE), row, about=asked.tip))
    return Turn(interview, tuple(replies))


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
    Corrected: _corrected,
    LinkGiven: _link,
}
