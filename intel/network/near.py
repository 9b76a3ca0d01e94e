"""What lies around a node: everything within some hops, as one officer sees it and as far as a chart has room."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, Min

from intel.models import Fact
from intel.network import walk
from intel.network.narrowing import Narrowing
from intel.network.oneness import Nodes

MOST_HOPS = 3
ROOM = 250  # nodes of a chart, unless more are asked for
MOST_ROOM = 1_000
HUB = 40  # neighbours beyond which a node on the way is not opened
HUB_LINKS = 2 * HUB  # of a row in one direction: where there are more, not all its neighbours are known
MOST_LINKS = 5_000  # of a row in each direction that are looked at where a chart begins


@dataclass
class Found:
    """Nodes by their keys (`oneness.Nodes`), in the order in which they were reached.

    `left_out`: how many of those with which the chart begins found no room. `more`: how many further neighbours of an
    opened node found none. `hubs`: nodes on the way with more than 40 neighbours, or too many links to know all of
    them; not opened. `cut`: nodes that it begins with of which not all links were followed. `closed`: nodes at the
    rim, of whose neighbours nothing is known.
    """

    nodes: Nodes
    start: list[UUID] = field(default_factory=list)
    drawn: list[UUID] = field(default_factory=list)
    more: dict[UUID, int] = field(default_factory=dict)
    hubs: set[UUID] = field(default_factory=set)
    cut: set[UUID] = field(default_factory=set)
    left_out: int = 0
    closed: set[UUID] = field(default_factory=set)


def around(
    start: Collection[UUID], officer: Any, *, hops: int = 1, room: int = ROOM, narrowing: Narrowing | None = None,
    beside: Collection[UUID] = (),
) -> Found:  # fmt: skip
    """Everything within so many hops of these rows; of rows that the officer does not see, nothing.

    A node on the way that has more than 40 neighbours, or too many links to know all of them, is not opened, and said
    to be a hub: it would fill the chart.

    Args:
        beside: rows that are drawn as well and not opened.
    """
    narrowing = narrowing or Narrowing()
    found = Found(Nodes(officer))
    found.start = found.nodes.take(found.nodes.keys(start).values())
    found.left_out, found.start = len(found.start[room:]), found.start[:room]
    others = found.nodes.take(found.nodes.keys(beside).values())
    drawn = dict.fromkeys([*found.start, *others][:room])
    rim = list(found.start)
    for hop in range(min(hops, MOST_HOPS)):
        neighbours, crowded = _neighbours(rim, found.nodes, narrowing, HUB_LINKS + 1 if hop else MOST_LINKS)
        if not hop:
            found.cut = crowded
        else:
            found.hubs |= crowded | {node for node, keys in neighbours.items() if len(keys) > HUB}
        rim = _spread(found, drawn, neighbours, room)
        if not rim:
            break
    found.drawn, found.closed = list(drawn), {*rim, *others} - (set(found.start) if hops else set())
    return found


def _neighbours(
    rim: list[UUID], nodes: Nodes, narrowing: Narrowing, most: int
) -> tuple[dict[UUID, list[UUID]], set[UUID]]:
    """By node of the rim its neighbours' keys, those with the most links between them first; and the nodes with as
    many links in one direction as were looked at, which may have further neighbours."""
    steps = walk.steps(nodes.ids_of(rim), nodes.officer, narrowing, most=most)
    links = Counter((step.near, step.is_out) for step in steps)
    crowded = set(nodes.keys(near for (near, _is_out), number in links.items() if number >= most).values())
    if narrowing.has_time:
        spans = seen({step.far for step in steps}, nodes.officer)
        steps = [step for step in steps if narrowing.has_seen(*spans.get(step.far, (None, None)))]
    keys = nodes.keys({each for step in steps for each in step[:2]})
    counted: dict[UUID, Counter[UUID]] = defaultdict(Counter)
    for near, far, _is_out in steps:
        if keys[near] != keys[far]:
            counted[keys[near]][keys[far]] += 1
    return {node: sorted(counted[node], key=lambda key: (-counted[node][key], key)) for node in rim}, crowded


def _spread(found: Found, drawn: dict[UUID, None], neighbours: dict[UUID, list[UUID]], room: int) -> list[UUID]:
    """Draw what is new as long as there is room. Returns: the new ones."""
    new: list[UUID] = []
    for node, keys in neighbours.items():
        if node in found.hubs:
            continue
        fresh = [key for key in keys if key not in drawn]
        taken = fresh[: max(0, room - len(drawn))]
        drawn.update(dict.fromkeys(taken))
        new += taken
        if len(fresh) > len(taken):
            found.more[node] = len(fresh) - len(taken)
    kept = found.nodes.take(new)
    for key in set(new) - set(kept):
        del drawn[key]
    return kept


def seen(ids: Collection[UUID], officer: Any) -> dict[UUID, tuple[date | None, date | None]]:
    """When rows were seen first and last, by the facts that the officer may know. One query."""
    told = Fact.objects.standing().cited_before(officer).filter(entity__in=walk.among(ids)).order_by()
    rows = told.values_list("entity").annotate(Min("first_seen"), Max("last_seen"))
    return {pk: (first, last) for pk, first, last in rows}
