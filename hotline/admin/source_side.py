"""The source's side of the promote page: what was said, in order, with the words that a report repeats marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotline import echoes, named_again
from hotline.admin.opened import LABELS, Opened
from hotline.models import Message, Tip
from hotline.named_again import Named

KINDS: dict[str, Any] = {
    "name": gettext_lazy("name"), "phone": gettext_lazy("telephone"), "plate": gettext_lazy("number plate"),
    "handle": gettext_lazy("account"), "email": gettext_lazy("e-mail"), "url": gettext_lazy("web address"),
    "passport": gettext_lazy("passport"), "wallet": gettext_lazy("wallet"),
}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """One thing said. `parts`: the text in pieces, each with whether the report repeats it."""

    head: str
    text: str
    parts: list[tuple[str, bool]]
    is_source: bool = True
    at: Any = None


@dataclass(frozen=True)
class Looked:
    """What was found in a report beside its source.

    Args:
        echoes: stretches of the report, as written there.
        named: (kind in words, what the source wrote) that the report names too.
    """

    echoes: list[str]
    named: list[tuple[str, str]]


def named(tip: Tip, opened: Opened) -> list[Named]:
    """Whom and what the source named."""
    pieces = [opened.narrative, *opened.messages]
    return named_again.named(
        pieces, subjects=opened.own_answers.get("subjects", []), found=opened.found, country=tip.country
    )


def look(report: str, words: list[str], things: list[Named]) -> Looked:
    """Compare a report with what its sources wrote."""
    again = named_again.repeated(report, things)
    return Looked(echoes.echoes(report, words), [(str(KINDS[one.kind]), one.said) for one in again])


def for_script(things: list[Named]) -> list[dict[str, Any]]:
    """The same things for the page's script, which looks while the officer types."""
    return [
        {"kind": str(KINDS[one.kind]), "said": one.said, "words": one.words, "numbers": one.numbers} for one in things
    ]


def pieces(opened: Opened, report: str = "") -> list[Piece]:
    """All that was said, the source's words marked where `report` repeats them."""
    return list(_pieces(opened, report))


def _pieces(opened: Opened, report: str) -> Iterator[Piece]:
    yield _piece("", opened.narrative, report)
    own = opened.own_answers
    for name, given in own.items():
        yield _piece(str(LABELS.get(name, name)), "; ".join(given), report)
    for said in opened.said:
        is_source = said.message.direction == Message.Direction.FROM_SOURCE
        head = _("Source") if is_source else _("We asked")
        for entry in (said, *said.versions):
            yield _piece(head, entry.body, report if is_source else "", is_source=is_source, at=entry.message.at)


def _piece(head: str, text: str, report: str, **more: Any) -> Piece:
    spans = echoes.stretches(text, [report]) if report else []
    return Piece(head, text, echoes.parted(text, spans), **more)
