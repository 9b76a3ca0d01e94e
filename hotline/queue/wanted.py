"""What an address asks the queue for, as statuses and conditions on columns that an index orders."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from hotline.models import Tip
from hotline.models.tip import TipSet
from hotline.queue.filters import ANY, BY_NAME, Filter
from staff.models import Officer

# First looks are due of tips that nobody has read yet.
LOOKED_AT = "look"


@dataclass(frozen=True)
class Wanted:
    """Tips of these statuses that meet all conditions; with `ids` only those, which a search has found.

    No status: none.
    """

    statuses: tuple[str, ...]
    condition: Q = field(default_factory=Q)
    ids: tuple[UUID, ...] | None = None

    def among(self, rows: TipSet) -> TipSet:
        """Those of the rows that are wanted, in no order."""
        rows = rows.filter(self.condition, status__in=self.statuses)
        return rows if self.ids is None else rows.filter(pk__in=self.ids)

    def by_status(self, rows: TipSet) -> list[TipSet]:
        """The same in parts, each of which an index has in order; the few of a search need no index."""
        if self.ids is not None:
            return [self.among(rows)]
        return [rows.filter(self.condition, status=status) for status in self.statuses]


def read(said: Mapping[str, str], officer: Officer, *, everything: bool = False) -> Wanted:
    """What the parameters of an address mean to this officer. A value that means nothing narrows nothing.

    Args:
        everything: closed tips too where no status is chosen, as a search wants it.
    """
    statuses = _statuses(said.get("status", ""), everything=everything)
    condition = Q()
    for name, one in BY_NAME.items():
        meant = _meant(one, said.get(name, ""), officer)
        if meant is None:
            continue
        condition &= meant
        if name == LOOKED_AT:
            statuses = tuple(status for status in statuses if status == Tip.Status.RECEIVED)
    return Wanted(statuses, condition)


def _statuses(chosen: str, *, everything: bool) -> tuple[str, ...]:
    if chosen in Tip.Status.values:
        return (chosen,)
    if chosen == ANY or everything:
        return tuple(Tip.Status.values)
    return tuple(status.value for status in Tip.OPEN)


def _meant(one: Filter, value: str, officer: Officer) -> Q | None:
    return one.condition(value, officer) if value else None
