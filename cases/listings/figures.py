"""Figures on listings: recorded, reported, removed, days to removal, reappeared; by platform and by species. Pure.

Removed: gone after a report, as an officer saw or the platform says. Days run from the first report to the first day on
which it was gone. What reappeared stays counted as removed: both happened.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

NONE = "–"
COLUMNS = (
    "platform__name", "platform_words", "taxon__scientific_name", "reported_on", "removed_on", "reappeared_on",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line. days: the median, whole or half; None where none was removed."""

    name: str
    recorded: int = 0
    reported: int = 0
    removed: int = 0
    days: float | None = None
    reappeared: int = 0

    @property
    def share(self) -> int | None:
        """Of the reported those removed, per cent, whole; None where none was reported."""
        return round(100 * self.removed / self.reported) if self.reported else None


@dataclass(frozen=True)
class Figures:
    total: Row
    by_platform: list[Row]
    by_species: list[Row]


@dataclass(frozen=True)
class Life:
    """The days of one listing."""

    reported_on: date | None = None
    removed_on: date | None = None
    reappeared_on: date | None = None

    @property
    def days(self) -> int | None:
        return (self.removed_on - self.reported_on).days if self.reported_on and self.removed_on else None


def of(listings: Any) -> Figures:
    """The figures of a queryset of listings. One query."""
    rows = list(listings.order_by().values_list(*COLUMNS))
    lives = [(name or words or NONE, taxon or NONE, Life(*days)) for name, words, taxon, *days in rows]
    return Figures(
        counted("", (life for _platform, _taxon, life in lives)),
        _grouped((platform, life) for platform, _taxon, life in lives),
        _grouped((taxon, life) for _platform, taxon, life in lives),
    )


def _grouped(lives: Iterable[tuple[str, Life]]) -> list[Row]:
    """By name, those with the most first; without a name last."""
    groups: dict[str, list[Life]] = defaultdict(list)
    for name, life in lives:
        groups[name].append(life)
    rows = [counted(name, found) for name, found in groups.items()]
    return sorted(rows, key=lambda row: (row.name == NONE, -row.recorded, row.name))


def counted(name: str, lives: Iterable[Life]) -> Row:
    found = list(lives)
    days = [life.days for life in found if life.days is not None]
    return Row(
        name, len(found), sum(life.reported_on is not None for life in found), len(days),
        float(median(days)) if days else None, sum(life.reappeared_on is not None for life in found),
    )  # fmt: skip
