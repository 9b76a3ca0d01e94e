"""`/<lang>/figures/`: what was released, for anybody to read. Nothing here is counted while it is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.indicators import publishing
from cases.indicators.suppression import FEWEST
from cases.models import FigureRelease, PublicFigure
from hotline.public import pages

NOTHING: Mapping[tuple[str, bool], int] = MappingProxyType({})
Quarters = Sequence[tuple[FigureRelease, list[PublicFigure]]]


@dataclass(frozen=True)
class Line:
    """A number as the page tells it. is_part: of the line above. length: of its bar, 0 to 100, None without a bar."""

    name: Any
    told: str
    is_part: bool
    length: int | None


@pages.in_language
def figures(request: HttpRequest, lang: str) -> HttpResponse:
    published = publishing.published()
    most = _most(published)
    quarters = [(release, lines(rows, most)) for release, rows in published]
    return pages.small(request, lang, pages.words(lang, "figures", {"quarters": quarters, "fewest": FEWEST}))


def _most(published: Quarters) -> dict[tuple[str, bool], int]:
    """What a bar is measured by: the largest number of its kind over the quarters, parts among each other."""
    most: dict[tuple[str, bool], int] = {}
    for _release, rows in published:
        for row in rows:
            if row.number is not None:
                most[row.key, bool(row.part)] = max(row.number, most.get((row.key, bool(row.part)), 0))
    # Of a single quarter a total has nothing to be measured by.
    return {key: number for key, number in most.items() if key[1] or len(published) > 1}


def lines(rows: Iterable[PublicFigure], most: Mapping[tuple[str, bool], int] = NOTHING) -> list[Line]:
    """Numbers as they are told; with a bar each where `most` says what it is measured by."""
    return [
        Line(
            publishing.PARTS.get(row.part, row.part) if row.part else publishing.TITLES.get(row.key, row.key),
            told(row), bool(row.part), _length(row, most.get((row.key, bool(row.part)), 0)),
        )
        for row in rows
    ]  # fmt: skip


def _length(row: PublicFigure, most: int) -> int | None:
    return None if row.number is None or not most else round(100 * row.number / most)


def told(row: PublicFigure) -> str:
    if row.shown == PublicFigure.Shown.FEW:
        return f"<{FEWEST}"
    return _("not shown") if row.number is None else str(row.number)
