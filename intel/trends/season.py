"""Month of the year against the mean of the years. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

FEWEST_MONTHS = 24  # two whole years: of one nothing can be told
FEWEST_ROWS = 24


@dataclass(frozen=True)
class Season:
    """A month of the year, 1 to 12.

    total: rows of that month in all years. years: in how many it was counted. mean: rows a year. index: the mean
    against the mean of the twelve; 1.0 is an ordinary month.
    """

    month: int
    total: int
    years: int
    mean: float
    index: float


def seasons(counts: Mapping[date, int], window: Sequence[date]) -> list[Season]:
    """The twelve months, in order; none where the window is shorter than two years or holds too few rows.

    Args:
        counts: rows by month; a month that is missing has none.
        window: months in a row, each of them over.
    """
    if len(window) < FEWEST_MONTHS or sum(counts.get(month, 0) for month in window) < FEWEST_ROWS:
        return []
    means = {number: _mean(counts, window, number) for number in range(1, 13)}
    ordinary = sum(mean for _total, _years, mean in means.values()) / 12
    return [
        Season(number, total, years, mean, mean / ordinary) for number, (total, years, mean) in means.items()
    ]  # fmt: skip


def _mean(counts: Mapping[date, int], window: Sequence[date], number: int) -> tuple[int, int, float]:
    of_month = [counts.get(month, 0) for month in window if month.month == number]
    return sum(of_month), len(of_month), sum(of_month) / len(of_month)
