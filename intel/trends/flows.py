"""Ways of goods put together: which countries lead to which, how often, and a picture of it. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Way = tuple[str, ...]

WIDTH, HEIGHT, TOP, NODE, SIDE = 860.0, 340.0, 34.0, 12.0, 170.0  # units of the picture; SIDE: room for names
GAP, THINNEST = 16.0, 2.0
MOST_COLUMNS = 5
MOST_NODES = 9  # of a column; the rest stand together
REST = "…"


def tidy(codes: Iterable[str]) -> Way:
    """Countries in order, one that follows itself once."""
    way: list[str] = []
    for code in codes:
        if code and way[-1:] != [code]:
            way.append(code)
    return tuple(way)


def legs(ways: Mapping[Key, Way]) -> dict[tuple[str, str], list[Key]]:
    """Which ways take each step from one country to the next; a way counts once in a step, the busiest step first."""
    found: dict[tuple[str, str], dict[Key, None]] = defaultdict(dict)
    for key, way in ways.items():
        for leg in pairwise(way):
            found[leg][key] = None
    return {leg: list(keys) for leg, keys in sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))}


def whole(ways: Mapping[Key, Way]) -> dict[Way, list[Key]]:
    """The ways from end to end, the most trodden first; what names one country only is no way."""
    found: dict[Way, list[Key]] = defaultdict(list)
    for key, way in ways.items():
        if len(way) > 1:
            found[way].append(key)
    return dict(sorted(found.items(), key=lambda each: (-len(each[1]), each[0])))


@dataclass(frozen=True)
class Node:
    code: str
    column: int
    number: int
    x: float
    y: float
    height: float
    is_last: bool = False


@dataclass(frozen=True)
class Ribbon:
    source: str
    target: str
    number: int
    path: str
    width: float


@dataclass(frozen=True)
class Picture:
    nodes: list[Node]
    ribbons: list[Ribbon]
    columns: int
    height: float
    width: float = WIDTH
    node_width: float = NODE


At = tuple[int, str]  # column and country


def draw(ways: Mapping[Key, Way]) -> Picture | None:
    """Where goods come from on the left, where they go on the right, transit between; None of no way.

    A way of more than five countries is drawn without those that find no column of their own.
    """
    led = [way for way in ways.values() if len(way) > 1]
    if not led:
        return None
    columns = min(max(map(len, led)), MOST_COLUMNS)
    placed = _gathered([_placed(way, columns) for way in led])
    nodes = _nodes(placed, columns)
    ribbons = _ribbons(placed, nodes)
    listed = sorted(nodes.values(), key=lambda node: (node.column, node.y))
    return Picture(listed, ribbons, columns, max(node.y + node.height for node in listed) + TOP / 2)


def _placed(way: Way, columns: int) -> tuple[At, ...]:
    between = [(number, code) for number, code in enumerate(way[1:-1], start=1) if number < columns - 1]
    return ((0, way[0]), *between, (columns - 1, way[-1]))


def _gathered(placed: list[tuple[At, ...]]) -> list[tuple[At, ...]]:
    """The rarest of a crowded column as one."""
    numbers: dict[At, int] = defaultdict(int)
    for way in placed:
        for at in way:
            numbers[at] += 1
    kept: set[At] = set()
    for column in {column for column, _code in numbers}:
        here = sorted((at for at in numbers if at[0] == column), key=lambda at: (-numbers[at], at[1]))
        kept |= set(here if len(here) <= MOST_NODES else here[: MOST_NODES - 1])
    return [tuple(at if at in kept else (at[0], REST) for at in way) for way in placed]


def _nodes(placed: list[tuple[At, ...]], columns: int) -> dict[At, Node]:
    numbers: dict[At, int] = defaultdict(int)
    for way in placed:
        for at in way:
            numbers[at] += 1
    scale = HEIGHT / max(len(placed), 1) * 0.75
    found = {}
    for column in range(columns):
        y = TOP
        here = sorted((at for at in numbers if at[0] == column), key=lambda at: (-numbers[at], at[1]))
        for at in here:
            height = max(numbers[at] * scale, NODE)
            x = SIDE + (WIDTH - 2 * SIDE - NODE) * column / (columns - 1)
            found[at] = Node(at[1], column, numbers[at], round(x, 1), round(y, 1), round(height, 1),
                             column == columns - 1)  # fmt: skip
            y += height + GAP
    return found


def _ribbons(placed: list[tuple[At, ...]], nodes: dict[At, Node]) -> list[Ribbon]:
    numbers: dict[tuple[At, At], int] = defaultdict(int)
    for way in placed:
        for step in pairwise(way):
            numbers[step] += 1
    left: dict[At, float] = defaultdict(float)
    entered: dict[At, float] = defaultdict(float)
    found = []
    order = sorted(numbers, key=lambda step: (nodes[step[0]].column, nodes[step[0]].y, nodes[step[1]].y))
    for source, target in order:
        one, other, number = nodes[source], nodes[target], numbers[source, target]
        thick, wide = one.height * number / one.number, other.height * number / other.number
        y1, y2 = one.y + left[source] + thick / 2, other.y + entered[target] + wide / 2
        left[source] += thick
        entered[target] += wide
        x1, x2 = one.x + NODE, other.x
        bend = (x1 + x2) / 2
        path = f"M{x1:.1f} {y1:.1f}C{bend:.1f} {y1:.1f} {bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
        found.append(Ribbon(source[1], target[1], number, path, round(max(min(thick, wide), THINNEST), 1)))
    return found
