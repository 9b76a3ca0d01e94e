"""Unusual months: in all, in a country, of a group of species; each with the words of why."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from cases.trends.counting import ByField
from cases.trends.dimensions import COUNTRIES, GROUPS, MONTHS
from cases.trends.ground import Ground
from intel.trends import months, unusual
from intel.trends.unusual import Unusual

KINDS = ("report", "seizure")
MOST = 60
Series = dict[date, int]


@dataclass(frozen=True)
class Told:
    """An unusual month of a series. by, value: what the series is of; '' of all rows."""

    kind: str
    by: str
    value: str
    name: str
    month: Unusual

    @property
    def why(self) -> str:
        return in_words(self.month)


def by_month(ground: Ground, kind: str) -> Series:
    """Rows of a kind by month; what is in no month is left out."""
    return _read(MONTHS.of_kind(ground, kind))


def _read(counts: dict[str, int]) -> Series:
    return {month: number for value, number in counts.items() if (month := months.read(value))}


def found(ground: Ground) -> list[Told]:
    """The unusual months of the filter's period, of the last twelve months without one; the latest first. Six queries.

    They are measured by all months before, whatever the period.
    """
    today = timezone.localdate()
    since = ground.asked.since or months.back(months.first_of(today), 12)
    told = []
    for kind in KINDS:
        whole = by_month(ground.always, kind)
        window = months.window(whole, today)
        told += [Told(kind, "", "", _("All"), each) for each in unusual.find(whole, window)]
        for dimension in (COUNTRIES, GROUPS):
            for value, series in _series(ground.always, kind, dimension).items():
                name = dimension.told(value)
                told += [Told(kind, dimension.code, value, name, each) for each in unusual.find(series, window)]
    shown = [each for each in told if each.month.month >= months.first_of(since) and _is_before(each, ground)]
    shown.sort(key=lambda each: (each.month.month, -each.month.chance, each.month.number), reverse=True)
    return shown[:MOST]


def _is_before(each: Told, ground: Ground) -> bool:
    return ground.asked.until is None or each.month.month <= ground.asked.until


def _series(ground: Ground, kind: str, dimension: ByField) -> dict[str, Series]:
    """By value the rows by month. What tells no value makes no series."""
    in_month: Any = MONTHS.says[kind]
    rows = dimension.said(ground.of(kind), kind).annotate(month=in_month(""))
    counted = dimension.tally(rows, "said", "month")
    series: dict[str, Series] = defaultdict(dict)
    for value, written, number in counted:
        if value and written and (month := months.read(written)):
            series[value][month] = number
    return series


def in_words(month: Unusual) -> str:
    """Why a month is unusual, with the numbers it is measured by."""
    numbers = ", ".join(f"{months.written(each)}: {number}" for each, number in month.base)
    told = {
        "number": month.number, "expected": number_format(month.expected, 1), "numbers": numbers,
        "chance": _chance(month.chance), "month": date_format(month.month, "F Y"),
    }  # fmt: skip
    if month.is_by_years:
        return _(
            "%(number)s, where %(expected)s were to be expected by the same month of the years before (%(numbers)s). "
            "Were all as before, the chance of it would be %(chance)s; the months right before say the same."
        ) % told  # fmt: skip
    return _(
        "%(number)s, where %(expected)s were to be expected by the months before (%(numbers)s). "
        "Were all as before, the chance of it would be %(chance)s."
    ) % told  # fmt: skip


def _chance(chance: float) -> str:
    """`1 in 400`, in round numbers."""
    if chance < 0.0001:
        return _("below 1 in 10,000")
    ratio = round(1 / chance, -2)
    return _("about 1 in %(number)s") % {"number": number_format(ratio, 0, force_grouping=True)}
