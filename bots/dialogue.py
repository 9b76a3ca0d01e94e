"""The conversation: a pure function from where it stands and what was said to where it stands then. No database."""

from collections.abc import Callable

from django.utils import translation

from bots import commands, taps, telling
from bots.speech import Interview, Kind, Said, Turn


def answer(interview: Interview, said: Said) -> Turn:
    """What follows from one thing that was said. Nothing said is dropped but by `/cancel` and a refused kind."""
    with translation.override(interview.language or "en"):
        return HEARD[said.kind](interview, said)


HEARD: dict[Kind, Callable[[Interview, Said], Turn]] = {
    Kind.TEXT: telling.content,
    Kind.FILE: telling.content,
    Kind.PIN: telling.content,
    Kind.COMMAND: commands.command,
    Kind.TAP: taps.tap,
    Kind.EDIT: telling.edit,
    Kind.UNWANTED: telling.unwanted,
    Kind.OWN_NUMBER: telling.own_number,
}
