"""The views above the queue: those that everyone has, one's own and the shared ones, each with its figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hotline import saved_views
from hotline.models import SavedView, Tip
from hotline.models.tip import TipSet
from hotline.queue import counting, wanted
from hotline.queue.counting import Count
from hotline.queue.wanted import Wanted
from hotline.story import Urgency
from staff.models import Officer

# For everyone: (label, query).
ALWAYS: tuple[tuple[Any, str], ...] = (
    (_("Open"), ""), (_("Mine"), "who=me"), (_("Overdue"), "look=overdue"),
)  # fmt: skip
# More stand in the list of views without a figure.
MOST_COUNTED = 20


@dataclass(frozen=True)
class Tab:
    """A view as a link. `kept`: the row where it is a kept one; `count` None: it was not counted."""

    label: Any
    query: str
    is_here: bool
    count: Count | None = None
    kept: SavedView | None = None
    is_mine: bool = False


@dataclass(frozen=True)
class Quarantined:
    """What waits in quarantine, and how much of it happens now."""

    count: Count
    urgent: int


@dataclass(frozen=True)
class Views:
    tabs: list[Tab]
    quarantine: Quarantined


def shown_views(said: QueryDict, rows: TipSet, officer: Officer) -> Views:
    """All views with their figures, in three statements. `said`: the address, which may be one of them."""
    kept = list(saved_views.of(officer))
    queries = [query for _label, query in ALWAYS] + [view.query for view in kept]
    counted = [wanted.read(dict(parse_qsl(query)), officer) for query in queries[:MOST_COUNTED]]
    aside, now, *figures = counting.count([*_quarantined(officer), *counted], rows)
    here = _same(said)
    found: list[Count | None] = [*figures, *([None] * (len(queries) - len(figures)))]
    tabs = [
        Tab(
            label,
            query,
            _same(dict(parse_qsl(query))) == here and not said.get("q"),
            figure,
            view,
            _is_of(view, officer),
        )
        for (label, query, view), figure in zip(_all(kept), found, strict=True)
    ]
    return Views(tabs, Quarantined(aside, now.at_least))


def _all(kept: list[SavedView]) -> list[tuple[Any, str, SavedView | None]]:
    return [*((label, query, None) for label, query in ALWAYS), *((view.name, view.query, view) for view in kept)]


def _quarantined(officer: Officer) -> tuple[Wanted, Wanted]:
    aside = {"status": Tip.Status.QUARANTINED.value}
    return wanted.read(aside, officer), wanted.read(aside | {"urgency": Urgency.NOW.value}, officer)


def _same(said: Mapping[str, Any]) -> str:
    """The filters of an address in one order."""
    return urlencode([(name, said[name]) for name in saved_views.KEPT if said.get(name)])


def _is_of(view: SavedView | None, officer: Officer) -> bool:
    return view is not None and view.officer_id == officer.pk
