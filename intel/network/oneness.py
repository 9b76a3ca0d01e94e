"""Rows that were judged the same are one node of a chart: it stands under the one that was recorded first."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from intel.models import Entity, Sameness
from intel.network import walk


class Nodes:
    """The nodes that were found so far, as one officer sees them: `rows` of a node by its key.

    A key is the row under which all of a node stand together, whether the officer sees that one or not: it is for
    counting here and is told nobody. What is told is the id of the first row that the officer sees.
    """

    def __init__(self, officer: Any) -> None:
        self.officer = officer
        self.rows: dict[UUID, list[Entity]] = {}
        self._keys: dict[UUID, UUID] = {}

    def keys(self, ids: Iterable[UUID]) -> dict[UUID, UUID]:
        """The keys of rows. One query for those that were not asked before."""
        asked = list(ids)
        missing = {each for each in asked if each not in self._keys}
        if missing:
            known = dict(Sameness.objects.filter(entity__in=walk.among(missing)).values_list("entity", "canonical"))
            self._keys.update((each, known.get(each, each)) for each in missing)
        return {each: self._keys[each] for each in asked}

    def take(self, keys: Iterable[UUID]) -> list[UUID]:
        """Fetch the rows of these nodes. Returns: the keys of those of which the officer sees a row, in their order."""
        asked = list(dict.fromkeys(keys))
        missing = [key for key in asked if key not in self.rows]
        if missing:
            together = Sameness.objects.filter(canonical__in=walk.among(missing)).values_list("entity", "canonical")
            self._keys.update(together)
            found: dict[UUID, list[Entity]] = {}
            for row in walk.standing({*missing, *(row for row, _key in together)}, self.officer):
                found.setdefault(self._keys.get(row.pk, row.pk), []).append(row)
            for key, rows in found.items():
                self.rows[key] = sorted(rows, key=lambda row: (row.recorded_at, row.pk))
        return [key for key in asked if key in self.rows]

    def ids_of(self, keys: Iterable[UUID]) -> list[UUID]:
        """The rows of nodes."""
        return [row.pk for key in keys for row in self.rows[key]]

    def rows_behind(self, keys: Iterable[UUID]) -> list[UUID]:
        """The same of nodes that a step led to, without fetching those that stand alone."""
        asked = set(keys)
        together = dict(Sameness.objects.filter(canonical__in=walk.among(asked)).values_list("entity", "canonical"))
        self._keys.update(together)
        alone = asked - set(together.values())
        grouped = walk.standing(together, self.officer).values_list("pk", flat=True) if together else ()
        return [*alone, *grouped]
