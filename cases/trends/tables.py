"""The table that chart and file are made of."""

from dataclasses import dataclass

from cases.trends.counting import Dimension
from cases.trends.ground import Ground


@dataclass(frozen=True)
class Row:
    """A value in words, and how many rows of each kind have it."""

    value: str
    label: str
    numbers: dict[str, int]

    @property
    def number(self) -> int:
        return sum(self.numbers.values())


def of(ground: Ground, dimension: Dimension) -> list[Row]:
    """The largest first; months in their order. A row of several species counts under each of them."""
    rows = [Row(value, dimension.told(value), numbers) for value, numbers in dimension.counts(ground).items()]
    if dimension.in_order:
        return sorted(rows, key=lambda row: (not row.value, row.value))
    return sorted(rows, key=lambda row: (not row.value, -row.number, row.label))
