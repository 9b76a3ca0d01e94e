"""How two nodes are connected: the shortest ways between them, by links that one officer sees."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from intel.network import walk
from intel.network.narrowing import Narrowing
from intel.network.near import Found
from intel.network.oneness import Nodes

MOST_STEPS = 8  # links of a way
MOST_LOOKED_AT = 40_000  # nodes, from both ends together
MOST_WAYS = 20
MOST_LINKS = 20_000  # of a row in each direction

Layers = list[dict[UUID, list[UUID]]]


@dataclass
class Ways:
    """Each way as the keys of its nodes, from one end to the other; all are of one length.

    `gave_up`: whether there may be one that was not found, because it is too long or the net around too dense.
    """

    found: Found
    ways: list[list[UUID]] = field(default_factory=list)
    gave_up: bool = False


def between(one: UUID, other: UUID, officer: Any, narrowing: Narrowing | None = None) -> Ways:
    """The shortest ways between two rows, at most twenty; none where the officer does not see both."""
    nodes = Nodes(officer)
    ends = nodes.take(nodes.keys([one, other]).values())
    found = Ways(Found(nodes, start=ends, drawn=ends))
    if len(ends) == 2:
        _Search(found, narrowing or Narrowing()).run(*ends)
    return found


class _Search:
    """From both ends at once, the smaller rim first: each side keeps from where it reached each node."""

    def __init__(self, ways: Ways, narrowing: Narrowing) -> None:
        self.ways, self.nodes, self.narrowing = ways, ways.found.nodes, narrowing

    def run(self, one: UUID, other: UUID) -> None:
        sides: tuple[Layers, Layers] = ([{one: []}], [{other: []}])
        reached = [{one}, {other}]
        for _step in range(MOST_STEPS):
            at = 0 if len(sides[0][-1]) <= len(sides[1][-1]) else 1
            rim = self._layer(sides[at][-1], reached[at])
            sides[at].append(rim)
            reached[at] |= rim.keys()
            if not rim:
                return
            if met := rim.keys() & reached[1 - at]:
                self._keep(sides, met)
                return
            if sum(map(len, reached)) > MOST_LOOKED_AT:
                break
        self.ways.gave_up = True

    def _layer(self, rim: Collection[UUID], reached: set[UUID]) -> dict[UUID, list[UUID]]:
        """What lies one link beyond the rim, each with those of the rim that lead there."""
        ids = self.nodes.rows_behind(rim)
        steps = walk.steps(ids, self.nodes.officer, self.narrowing, most=MOST_LINKS)
        keys = self.nodes.keys({each for step in steps for each in step[:2]})
        found: dict[UUID, list[UUID]] = {}
        for near, far, _is_out in steps:
            before = found.setdefault(keys[far], []) if keys[far] not in reached else None
            if before is not None and keys[near] not in before:
                before.append(keys[near])
        return found

    def _keep(self, sides: tuple[Layers, Layers], met: Collection[UUID]) -> None:
        for middle in sorted(met):
            for start in _back(sides[0], middle):
                for end in _back(sides[1], middle):
                    if len(self.ways.ways) == MOST_WAYS:
                        break
                    self.ways.ways.append([*start, *reversed(end[:-1])])
        drawn = dict.fromkeys(key for way in self.ways.ways for key in way)
        self.ways.found.drawn = self.nodes.take([*self.ways.found.start, *drawn])


def _back(layers: Layers, key: UUID) -> list[list[UUID]]:
    """Ways from the end where a side began to a node that it reached, both with them; at most twenty."""
    depth = next(at for at, layer in enumerate(layers) if key in layer)
    found = [[key]]
    for at in range(depth, 0, -1):
        found = [[before, *way] for way in found for before in layers[at][way[0]]][:MOST_WAYS]
    return found
