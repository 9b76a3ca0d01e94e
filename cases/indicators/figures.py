"""Numbers from rows: each figure as page, file and report show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db.models import Count, F, QuerySet, Sum

from cases.indicators import table
from cases.indicators.ground import Ground
from cases.indicators.indicator import Indicator


@dataclass(frozen=True)
class Part:
    """The rows of one value. value: as it stands in an address. total: their sum, where amounts are summed."""

    value: str
    label: Any
    number: int
    total: Decimal | None = None


@dataclass(frozen=True)
class Figure:
    """What an indicator comes to.

    number: how many rows stand behind it. among: of these above the line. middle: the median. is_open: whether the
    officer may see such rows at all; if not, there is no number, which is not the same as none.
    """

    indicator: Indicator
    is_open: bool
    number: int = 0
    among: int | None = None
    middle: float | None = None
    parts: Sequence[Part] = field(default_factory=list)
    attribution: Sequence[tuple[str, int]] = field(default_factory=list)
    proof: Sequence[tuple[str, int]] = field(default_factory=list)

    @property
    def share(self) -> int | None:
        """Per cent, whole; None of nothing."""
        return round(100 * self.among / self.number) if self.among is not None and self.number else None

    @property
    def told(self) -> str:
        """The headline in a cell: `12`, `40 %`, `31.5`, `–`; sums have a line each and no headline of their own."""
        if not self.is_open:
            return "–"
        if self.indicator.amount:
            if not self.parts:
                return "0"
            return f"{self.parts[0].total.normalize():f}" if len(self.parts) == 1 and self.parts[0].total else ""
        if self.indicator.among is not None:
            return "–" if self.share is None else f"{self.share} %"
        if self.indicator.middle:
            return "–" if self.middle is None else f"{self.middle:g}"
        return str(self.number)


def of(indicator: Indicator, ground: Ground) -> Figure:
    """The figure of what one officer may see. One to three queries."""
    if not all(ground.may(right) for right in indicator.rights):
        return Figure(indicator, is_open=False)
    rows = indicator.rows(ground).order_by()
    attribution, proof = (_split(rows, each) for each in indicator.weighed or ("", ""))
    if indicator.by:
        parts = _parts(indicator, rows)
        return Figure(indicator, True, sum(part.number for part in parts), parts=parts, attribution=attribution,
                      proof=proof)  # fmt: skip
    if indicator.middle:
        values = in_units(indicator, rows.values_list(indicator.middle, flat=True))
        return Figure(indicator, True, len(values), middle=round(median(values), 1) if values else None)
    if indicator.among is not None:
        counted = rows.aggregate(all=Count("pk"), among=Count("pk", filter=indicator.among))
        return Figure(indicator, True, counted["all"], counted["among"], attribution=attribution, proof=proof)
    return Figure(indicator, True, rows.count(), attribution=attribution, proof=proof)


def in_units(indicator: Indicator, values: Iterable[timedelta]) -> list[float]:
    """Spans of time in the indicator's unit: hours or days."""
    unit = timedelta(days=1) if indicator.middle == "days" else timedelta(hours=1)
    return [value / unit for value in values]


def _parts(indicator: Indicator, rows: QuerySet[Any]) -> list[Part]:
    """By value, those with the most rows first. Amounts are never summed over different values."""
    assert indicator.by is not None  # asked of what is told apart only
    told = {"counted_rows": Count("pk")}
    if indicator.amount:
        told["counted_sum"] = Sum(indicator.amount)  # type: ignore[assignment]
    # Columns under names of their own: a path may clash with one of the model's.
    named = {f"by_{at}": F(path) for at, path in enumerate(indicator.by.path)}
    found = rows.values(**named).annotate(**told).order_by("-counted_rows", *named)
    return [
        Part(
            "|".join("-" if row[name] is None else str(row[name]) for name in named),
            indicator.by.told(tuple(row[name] for name in named)), row["counted_rows"], _exact(row.get("counted_sum")),
        )
        for row in found
    ]  # fmt: skip


def _exact(total: Decimal | int | None) -> Decimal | None:
    return None if total is None else Decimal(total)


def _split(rows: QuerySet[Any], column: str) -> list[tuple[str, int]]:
    if not column:
        return []
    return list(rows.values_list(column).annotate(counted_rows=Count("pk")).order_by("-counted_rows", column))


def board(ground: Ground) -> dict[str, Figure]:
    """Every figure of the table, by its key."""
    return {key: of(indicator, ground) for key, indicator in table.ALL.items()}


def rows_behind(
    indicator: Indicator, ground: Ground, *, part: str | None = None, is_among: bool = False
) -> QuerySet[Any] | None:
    """The rows of a number, of one of its parts, or above the line of a share; None where a value fits no column."""
    try:
        found = indicator.part(ground, value=part, is_among=is_among)
        str(found.query)  # a value that is no date, number or id is refused here, before the database is asked
    except EmptyResultSet:
        return found.none()
    except (ValueError, ValidationError):
        return None
    return found


def cost_per_accepted(board: dict[str, Figure]) -> list[tuple[str, Decimal]]:
    """By currency, the costs over the referrals accepted, of the same period; nothing where none was accepted."""
    accepted = board["referrals_accepted"].number
    costs = board["costs"].parts if accepted else []
    return [(part.value, (part.total / accepted).quantize(Decimal("0.01"))) for part in costs if part.total]
