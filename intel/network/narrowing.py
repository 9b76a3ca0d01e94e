"""What a chart is narrowed by: grade, kinds of links, kinds of persons and things, time."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from intel.network.picture import Strength, strength

EVERY_STRENGTH = frozenset(Strength.values)
_GRADES = [(source, information) for source in "ABCDEF" for information in "123456"]


@dataclass(frozen=True)
class Narrowing:
    """An empty set of kinds or schemas means all. `since`, `until`: days, both counted in. `is_dated`: only links that
    say when."""

    strengths: frozenset[str] = EVERY_STRENGTH
    kinds: frozenset[str] = field(default=frozenset())
    schemas: frozenset[str] = field(default=frozenset())
    since: date | None = None
    until: date | None = None
    is_dated: bool = False

    @property
    def has_time(self) -> bool:
        return bool(self.since or self.until)

    def of_links(self) -> Q:
        """Links that are shown; a link without a day stands for every time unless only dated ones are asked for."""
        asked = Q()
        if self.strengths != EVERY_STRENGTH:
            asked &= _graded(self.strengths)
        if self.kinds:
            asked &= Q(kind__in=self.kinds)
        if self.is_dated:
            asked &= Q(began__isnull=False) | Q(ended__isnull=False)
        if self.since:
            asked &= Q(ended=None) | Q(ended__gte=self.since)
        if self.until:
            asked &= Q(began=None) | Q(began__lte=self.until)
        return asked

    def has_seen(self, first: date | None, last: date | None) -> bool:
        """Whether what was seen from `first` to `last` falls into the time; what nobody dated does."""
        is_over = bool(self.since and last and last < self.since)
        is_to_come = bool(self.until and first and first > self.until)
        return not (is_over or is_to_come)


def _graded(strengths: frozenset[str]) -> Q:
    """Links whose report's grade carries that much. Source F and information 6 are grades that say nothing."""
    asked = Q(pk__in=[])
    for source in "ABCDEF":
        fits = [digit for letter, digit in _GRADES if letter == source and strength(letter + digit) in strengths]
        asked |= Q(report__reliability=source, report__credibility__in=fits) if fits else Q(pk__in=[])
    if Strength.OPEN in strengths:
        asked |= Q(report=None) | Q(report__reliability="")
    return asked
