"""Months with more or fewer rows than those before them let expect. Pure, and explainable in a sentence.

A month is laid beside the twelve before it and, where there are three, beside the same month of the five years before:
whatever grows from year to year, or comes each December, is not unusual for it. Beside each, two questions must both
say so: how likely is such a number, if months are as they were (a Poisson rate that is itself known only as well as
those months tell it: the Gamma-Poisson predictive, Jeffreys' prior); and how far does it lie from the median in the
measure of the months' own scatter (robust z), since what scatters anyhow is no news. And none of them had as many, or
as few.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, fsum, lgamma, log, log1p, sqrt
from statistics import median

FEWEST_ROWS = 5  # in the month, or expected of it: below, chance alone does anything
FEWEST_YEARS, YEARS = 3, 5  # of the same month
FEWEST_MONTHS, MONTHS = 6, 12  # right before
RARE = 0.005  # one month in two hundred
FAR = 3.0  # robust z


@dataclass(frozen=True)
class Unusual:
    """A month out of the ordinary.

    expected: rows a month, the mean of `base`: (month, rows) of what it is measured by. chance: that a month has so
    many (so few) or more (fewer), were all as before.
    """

    month: date
    number: int
    expected: float
    base: tuple[tuple[date, int], ...]
    is_by_years: bool
    chance: float

    @property
    def is_more(self) -> bool:
        return self.number > self.expected


def find(counts: Mapping[date, int], window: Sequence[date]) -> list[Unusual]:
    """The unusual months of a window, in order.

    Args:
        counts: rows by month; a month that is missing has none.
        window: months in a row, each of them over. The first ones only measure those after them.
    """
    found = (look(counts, window, at) for at in range(len(window)))
    return [each for each in found if each]


def look(counts: Mapping[date, int], window: Sequence[date], at: int) -> Unusual | None:
    """The month at that place of the window, if all that it can be laid beside says so, and the same way."""
    found = [_beside(counts, window[at], base, is_by_years) for base, is_by_years in _bases(window, at)]
    told = [each for each in found if each]
    if not told or len(told) < len(found) or len({each.is_more for each in told}) > 1:
        return None
    return told[0]


def _beside(counts: Mapping[date, int], month: date, base: Sequence[date], is_by_years: bool) -> Unusual | None:
    before, number = [counts.get(each, 0) for each in base], counts.get(month, 0)
    expected = sum(before) / len(before)
    is_known = min(before) <= number <= max(before)
    if is_known or max(number, expected) < FEWEST_ROWS or abs(robust_z(number, before)) < FAR:
        return None
    chance = tail(number, before, is_more=number > expected)
    rows = tuple(zip(base, before, strict=True))
    return Unusual(month, number, expected, rows, is_by_years, chance) if chance <= RARE else None


def _bases(window: Sequence[date], at: int) -> list[tuple[Sequence[date], bool]]:
    """What a month is laid beside, the same month of earlier years first."""
    earlier = window[:at]
    years = [month for month in earlier if month.month == window[at].month][-YEARS:]
    found: list[tuple[Sequence[date], bool]] = [(years, True)] if len(years) >= FEWEST_YEARS else []
    return [*found, (earlier[-MONTHS:], False)] if len(earlier) >= FEWEST_MONTHS else found


def robust_z(number: int, before: Sequence[int]) -> float:
    """How far from the median, in units of the scatter: 1.4826 times the median deviation, at least that of chance."""
    middle = median(before)
    scatter = 1.4826 * median(abs(each - middle) for each in before)
    return (number - middle) / max(scatter, sqrt(max(middle, 1.0)))


def tail(number: int, before: Sequence[int], *, is_more: bool) -> float:
    """The chance of `number` rows or more (or fewer) in a month, by so many months before it. Between 0 and 1."""
    if is_more:
        below = fsum(_chance(each, before) for each in range(number))
        return max(0.0, 1.0 - below)
    return min(1.0, fsum(_chance(each, before) for each in range(number + 1)))


def _chance(number: int, before: Sequence[int]) -> float:
    """Of exactly so many: negative binomial with r = rows + 1/2 and p = months / (months + 1)."""
    r, months = sum(before) + 0.5, len(before)
    return exp(
        lgamma(number + r) - lgamma(r) - lgamma(number + 1) + r * log(months / (months + 1)) - number * log1p(months)
    )
