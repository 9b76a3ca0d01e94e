"""The conversation of a tip as its page shows it: codes in the officer's words, translations, what waits."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from hotline import asking, correspondence, translating
from hotline.admin.opened import Opened, Said
from hotline.asking import Made
from hotline.models import Message, Tip
from vault import text


@dataclass
class Entry:
    """One entry of the conversation.

    Args:
        asked: a ready question, in the officer's language; "" for free words.
        answer: the answer that was tapped, in the officer's language.
        translation: {"words", "pair"} in the officer's language, where there is one.
        is_unanswered: a question after which the source has said nothing.
    """

    said: Said
    made: Made
    asked: str = ""
    answer: str = ""
    translation: dict[str, str] | None = None
    is_unanswered: bool = False


@dataclass
class Thread:
    """All entries in order; the narrative's translation; whether a service could make more."""

    entries: list[Entry] = field(default_factory=list)
    narrative: dict[str, str] | None = None
    may_translate: bool = False

    @property
    def unanswered(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_unanswered]

    @property
    def waits_since(self) -> datetime | None:
        return next((entry.said.message.at for entry in self.unanswered), None)


def of(tip: Tip, raw: Opened | None) -> Thread:
    """The thread of a tip that was opened for this page; an empty one where it was not. One query."""
    if raw is None or raw.is_shredded:
        return Thread()
    language, key = get_language() or "en", raw.key
    made = _translations(tip, key, language)
    entries = [_entry(said, key, language, made) for said in raw.said]
    _mark_unanswered(entries)
    return Thread(entries, made.get(None), translating.is_on())


def _entry(said: Said, key: bytes, language: str, translated: dict[UUID | None, dict[str, str]]) -> Entry:
    made = correspondence.made_of(said.message, key=key)
    newest = said.versions[-1] if said.versions else said
    known = made.code in asking.BY_CODE
    return Entry(
        said, made,
        asked=asking.question(made.code, language) if known else "",
        answer=asking.label(made.code, made.answer, language) if known and made.answer else "",
        translation=translated.get(newest.message.pk),
    )  # fmt: skip


def _mark_unanswered(entries: list[Entry]) -> None:
    """A question waits until its button is taken or the source writes anything after it."""
    taken = {entry.said.message.answer_to_id for entry in entries}
    for entry in reversed(entries):
        if entry.said.message.direction == Message.Direction.FROM_SOURCE:
            return
        entry.is_unanswered = entry.said.message.pk not in taken


def _translations(tip: Tip, key: bytes, language: str) -> dict[UUID | None, dict[str, Any]]:
    rows = list(tip.translations.filter(target=language))
    return {row.message_id: text.read(row, "made", key=key) for row in rows}
