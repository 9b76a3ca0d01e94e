"""What an indicator is, and how its number comes from the rows behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from cases.indicators.ground import Ground

Rows = Callable[[Ground], QuerySet[Any]]


@dataclass(frozen=True)
class By:
    """What the rows are told apart by. told: from a value to its words."""

    path: tuple[str, ...]
    label: Any
    told: Callable[[tuple[Any, ...]], Any]


@dataclass(frozen=True)
class Indicator:
    """One figure. Its number is worked out of `rows`, and of nothing else.

    Args:
        key: in addresses, files and the audit. unit: in words.
        definition: the rule of counting, as it is printed.
        rows: the rows behind the number.
        rights: what an officer needs to see any of the rows; without them there is no number.
        among: of a share, which of the rows stand above the line; all rows stand below it.
        amount: a column that is summed, one sum for each value of `by`; None counts the rows.
        middle: a column (annotated in `rows`) of which the median is told.
        by: what the rows are told apart by.
        weighed: columns of attribution and proof, of rows that have them.
    """

    key: str
    title: Any
    definition: Any
    unit: Any
    rows: Rows
    rights: tuple[str, ...] = ()
    among: Q | None = None
    among_title: Any = ""
    amount: str = ""
    middle: str = ""
    by: By | None = None
    weighed: tuple[str, str] | None = None

    def part(self, ground: Ground, *, value: str | None = None, is_among: bool = False) -> QuerySet[Any]:
        """The rows behind a number: all of them, those of one value of `by`, or those above the line."""
        rows = self.rows(ground)
        if is_among and self.among is not None:
            rows = rows.filter(self.among)
        return self.of_value(rows, value) if value is not None and self.by else rows

    def of_value(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        assert self.by is not None  # asked of what is told apart only
        given = value.split("|")
        if len(given) != len(self.by.path):
            return rows.none()
        for path, each in zip(self.by.path, given, strict=True):
            rows = rows.filter(**({f"{path}__isnull": True} if each == "-" else {path: each}))
        return rows


@dataclass(frozen=True)
class Group:
    key: str
    title: Any
    indicators: tuple[Indicator, ...]
