"""Where each node of a picture stands. The same picture gives the same places. No database.

networkx and numpy are fetched by whoever draws: a process that never does is spared 20 MB and half a second.
"""

import math
from typing import Any, NamedTuple

from intel.network.picture import Picture

# Units of the drawing: a node's box, and the room that it keeps around itself.
WIDTH, HEIGHT = 160.0, 42.0
# Beside each other: with room for a link's words between them, or without.
ROOM_FOR_WORDS, ROOM_ACROSS, ROOM_DOWN = 138.0, 56.0, 62.0
MARGIN = 24.0
SEED = 20
ROUNDS = 120  # of pushing boxes apart
ASPECT = 1.5  # of the whole, wide to high

Places = dict[str, tuple[float, float]]


class Plan(NamedTuple):
    """`places`: the middle of each node's box by its key; the drawing is `width` by `height` units."""

    places: Places
    width: float
    height: float


def plan(picture: Picture, *, room: float = ROOM_ACROSS) -> Plan:
    """Place the nodes: what is linked near each other, no box over another, unlinked parts side by side.

    Args:
        room: units to keep free beside each box.
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.key for node in picture.nodes)
    graph.add_edges_from((tie.source, tie.target) for tie in picture.ties)
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    order = {node.key: at for at, node in enumerate(picture.nodes)}
    linked = [sorted(part, key=order.__getitem__) for part in parts if len(part) > 1]
    alone = sorted((key for part in parts if len(part) == 1 for key in part), key=order.__getitem__)
    boxes = [_spread(graph.subgraph(part), part, room) for part in linked]
    return _packed([*boxes, *([_in_rows(alone)] if alone else [])])


def kept(picture: Picture, places: Places) -> Plan:
    """The nodes where somebody put them, widened until no box lies over another; those without a place stand below."""
    import numpy as np

    order = [node.key for node in picture.nodes]
    put = [key for key in order if key in places]
    boxes = []
    if put:
        found = np.array([places[key] for key in put], dtype=float)
        span = np.maximum(found.max(axis=0) - found.min(axis=0), 1e-6)
        size = math.sqrt(len(put))
        wanted = max(size * (WIDTH + ROOM_ACROSS), size * (HEIGHT + ROOM_DOWN))
        boxes.append((put, _apart((found - found.min(axis=0)) / span.max() * wanted, WIDTH + ROOM_ACROSS, HEIGHT + 30)))
    alone = [key for key in order if key not in places]
    return _packed([*boxes, *([_in_rows(alone)] if alone else [])])


def _spread(graph: Any, keys: list[str], room: float) -> tuple[list[str], Any]:
    """One connected part: places from springs, then boxes pushed apart. Returns: keys, their places (n, 2) from 0."""
    import networkx as nx
    import numpy as np

    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(keys)
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.edges))
    if len(keys) <= 60:
        found = nx.kamada_kawai_layout(ordered, pos=nx.circular_layout(ordered))
    else:
        found = nx.spring_layout(ordered, seed=SEED, iterations=60)
    places = np.array([found[key] for key in keys], dtype=float)
    size = math.sqrt(len(keys))
    span = np.maximum(places.max(axis=0) - places.min(axis=0), 1e-6)
    wanted = np.array([size * (WIDTH + room) * 1.1, size * (HEIGHT + ROOM_DOWN) * 1.3])
    return keys, _apart((places - places.min(axis=0)) / span * wanted, WIDTH + room, HEIGHT + ROOM_DOWN)


def _apart(places: Any, across: float, down: float) -> Any:
    """Boxes of (across, down) units pushed apart along the way on which they overlap least, until none does."""
    import numpy as np

    # Two in one spot have no way to part: each is moved a little first, by its number.
    places = places + np.outer(np.arange(len(places)), (0.013, 0.007))
    for _round in range(ROUNDS):
        gap = places[:, None, :] - places[None, :, :]
        over_x, over_y = across - np.abs(gap[..., 0]), down - np.abs(gap[..., 1])
        meets = (over_x > 1e-6) & (over_y > 1e-6)
        np.fill_diagonal(meets, False)
        if not meets.any():
            break
        sideways = meets & (over_x / across < over_y / down)
        places[:, 0] += np.where(sideways, np.sign(gap[..., 0]) * over_x / 2, 0).sum(axis=1)
        places[:, 1] += np.where(meets & ~sideways, np.sign(gap[..., 1]) * over_y / 2, 0).sum(axis=1)
    return places - places.min(axis=0)


def _in_rows(keys: list[str]) -> tuple[list[str], Any]:
    """Nodes without a link, in rows."""
    import numpy as np

    a_row = max(1, math.ceil(math.sqrt(len(keys) * (HEIGHT + ROOM_DOWN) * ASPECT / (WIDTH + ROOM_ACROSS))))
    cells = [(at % a_row, at // a_row) for at in range(len(keys))]
    return keys, np.array(cells, dtype=float) * (WIDTH + ROOM_ACROSS / 2, HEIGHT + ROOM_DOWN / 2)


def _packed(boxes: list[tuple[list[str], Any]]) -> Plan:
    """Parts side by side, the next row below when a row is as wide as the whole should be."""
    sizes = [tuple(float(each) for each in places.max(axis=0)) for _keys, places in boxes]
    sizes = [(width + WIDTH, height + HEIGHT) for width, height in sizes]
    area = sum((width + ROOM_ACROSS) * (height + ROOM_DOWN) for width, height in sizes)
    limit = max([math.sqrt(area * ASPECT), *(width for width, _height in sizes)])
    found: Places = {}
    left = top = MARGIN
    row = right = 0.0
    for (keys, places), (width, height) in zip(boxes, sizes, strict=True):
        if left > MARGIN and left + width > limit + MARGIN:
            left, top, row = MARGIN, top + row + ROOM_DOWN, 0.0
        for key, (x, y) in zip(keys, places, strict=True):
            found[key] = (round(left + x + WIDTH / 2, 1), round(top + y + HEIGHT / 2, 1))
        right, row = max(right, left + width), max(row, height)
        left += width + ROOM_ACROSS
    return Plan(found, round(right + MARGIN, 1), round(top + row + MARGIN, 1))
