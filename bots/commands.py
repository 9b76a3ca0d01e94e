"""The bot's commands. Pure."""

from collections.abc import Callable
from dataclasses import replace

from bots import prompts, telling, wording
from bots.prompts import show
from bots.speech import Cancel, Erase, GiveCode, Interview, Kind, LookUp, Reply, Said, Turn

# "Report", as people of our languages write it in the letters that a command can have.
REPORT = ("report", "baocao", "lapor", "informar", "signaler", "denunciar", "ripoti")


def command(interview: Interview, said: Said) -> Turn:
    verb = COMMANDS.get(said.text)
    if verb is None:
        return telling.content(
            interview, replace(said, kind=Kind.TEXT, text=f"/{said.text} {said.rest}".strip(), rest="")
        )
    turn = verb(interview)
    if not said.rest.strip() or said.text in ("start", "cancel", "erase"):
        return turn
    # Words behind a command are words of the tip.
    more = telling.content(turn.interview, replace(said, kind=Kind.TEXT, text=said.rest, rest=""))
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


def cancel(interview: Interview) -> Turn:
    if interview.is_open:
        return Turn(prompts.emptied(interview), (Reply(str(wording.CANCELLED)),), (Cancel(),))
    if interview.answering:
        return Turn(replace(interview, answering=""), (Reply(prompts.nothing_open()),))
    return Turn(interview, (Reply(prompts.nothing_open()),))


def _help(interview: Interview) -> Turn:
    return Turn(interview, (Reply(f"{wording.HELP}\n{wording.WARNINGS_HELP}"),))


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
    "help": _help,
    "cancel": cancel,
    # In Telegram it is heard before it comes here.
    "warnings": _saying(wording.WARNINGS_ELSEWHERE),
    **dict.fromkeys(REPORT, _new),
}
