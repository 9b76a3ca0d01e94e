"""`/<lang>/figures/`: what was released, for anybody to read. Nothing here is counted while it is asked."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cases.indicators import publishing
from cases.indicators.suppression import FEWEST
from cases.models import PublicFigure
from hotline.public import pages


@pages.in_language
def figures(request: HttpRequest, lang: str) -> HttpResponse:
    quarters = [(release, lines(rows)) for release, rows in publishing.published()]
    return pages.small(request, lang, pages.words(lang, "figures", {"quarters": quarters, "fewest": FEWEST}))


def lines(rows: Iterable[PublicFigure]) -> list[tuple[Any, str, bool]]:
    """(name, number as it is told, whether it is a part of the one above)."""
    return [
        (publishing.PARTS.get(row.part, row.part) if row.part else publishing.TITLES.get(row.key, row.key), told(row),
         bool(row.part))
        for row in rows
    ]  # fmt: skip


def told(row: PublicFigure) -> str:
    if row.shown == PublicFigure.Shown.FEW:
        return f"<{FEWEST}"
    return _("not shown") if row.number is None else str(row.number)
