"""Where the tips of a view come from: a figure for each country, exact or estimated as all figures of the queue."""

from dataclasses import dataclass

from django.db.models import Q

from hotline.models.tip import TipSet
from hotline.public.countries import NAMES
from hotline.queue import counting
from hotline.queue.counting import Count
from hotline.queue.filters import NONE
from hotline.queue.wanted import Wanted

UNKNOWN = Q(country="")
# A country that was read in the words and is not on the form: no filter names it.
OTHER = ~Q(country__in=["", *NAMES])


@dataclass(frozen=True)
class Line:
    """A country's figure. `code`: the value of the filter; '' for countries that no filter names."""

    code: str
    count: Count


@dataclass(frozen=True)
class Figures:
    """`lines`: those that are not nought, the largest first; the countries of the form before the others."""

    whole: Count
    lines: list[Line]


def figures(view: Wanted, rows: TipSet) -> Figures:
    """How many tips of a view each country has. Two statements, whatever lies in the table.

    Args:
        view: narrowed to no country.
        rows: what the officer may see.
    """
    parts = {code: Q(country=code) for code in NAMES} | {NONE: UNKNOWN, "": OTHER}
    asked = [Wanted(view.statuses, view.condition & part, view.ids) for part in parts.values()]
    whole, *counts = counting.count([view, *asked], rows)
    lines = [Line(code, count) for code, count in zip(parts, counts, strict=True) if count]
    return Figures(whole, sorted(lines, key=lambda line: (line.code not in NAMES, -weight(line.count))))


def weight(count: Count) -> int:
    """The figure to sort and draw by."""
    return max(count.at_least, count.about)
