"""A chat asks for the warnings of areas; and warnings on their way into the outbox, behind whatever else waits."""

from datetime import datetime

from django.db import transaction
from django.utils import translation

from bots import warned
from bots.gateway import warnings
from bots.models import OutgoingMessage
from bots.speech import Kind, Reply, Said
from bots.telegram import outbox


def is_asked(said: Said) -> bool:
    """Whether it is about warnings, and no word of a tip."""
    is_command = said.kind == Kind.COMMAND and said.text == warned.COMMAND
    return is_command or (said.kind == Kind.TAP and said.action.startswith(warned.TAPS))


def answer(said: Said, chat: int, language: str) -> tuple[Reply, str]:
    """Do what was asked. Returns: what to say, and a notice for the tap."""
    with translation.override(language):
        if said.kind == Kind.COMMAND:
            return warned.standing(warnings.of(chat, language)), ""
        return _tapped(said.action, chat, language)


def _tapped(action: str, chat: int, language: str) -> tuple[Reply, str]:
    if action == warned.ADD:
        return warned.countries(""), ""
    if action == warned.END_ALL:
        warnings.end_all(chat)
        return warned.ended(), ""
    country, _colon, province = action[len(warned.AREA) :].partition(":")
    if action.startswith(warned.COUNTRY):
        return warned.provinces(country, warnings.provinces(language, country)[country]), ""
    notice = ""
    if action.startswith(warned.AREA):
        notice = "" if warnings.ask(chat, language, country, province) else warned.too_many()
    elif action.startswith(warned.END):
        warnings.end(chat, country, province)
        if not warnings.of(chat, language):
            return warned.ended(), ""
    return warned.standing(warnings.of(chat, language), in_place=True), notice


def forward_warnings(now: datetime) -> int:
    """Queue the next messages of warnings that are on their way. Returns: how many."""
    return _forward(now) if warnings.is_any_on_its_way() else 0


@transaction.atomic
def _forward(now: datetime) -> int:
    queued = OutgoingMessage.objects.filter(state=OutgoingMessage.State.QUEUED, is_bulk=True).count()
    said, out = warnings.take(now, queued), outbox.Outbox(now)
    for each in said:
        payload = {"do": "say", "chat": each.chat, "text": each.text[: outbox.MAX_TEXT], "rows": []}
        out.put(None, payload | {"warning": each.copy}, each.key, is_paced=False, is_bulk=True)
    out.flush()
    return len(said)
