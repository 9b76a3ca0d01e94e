"""Where the lines of a picture run, and where their words find room. No database."""

import math
from collections import defaultdict
from typing import NamedTuple

from intel.network.layout import HEIGHT, WIDTH, Plan
from intel.network.picture import Picture, Tie

APART = 34.0  # units between lines that connect the same two
Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


class Way(NamedTuple):
    """A line from box to box: it bends toward `bend`; `middle` is where it passes half its way."""

    start: Point
    bend: Point
    end: Point

    @property
    def middle(self) -> Point:
        x, y = ((a + 2 * b + c) / 4 for a, b, c in zip(self.start, self.bend, self.end, strict=True))
        return x, y


def ways(picture: Picture, placed: Plan) -> list[tuple[Tie, Way]]:
    """Every tie a line of its own; those between the same two bow apart."""
    between: dict[frozenset[str], list[Tie]] = defaultdict(list)
    for tie in picture.ties:
        between[frozenset((tie.source, tie.target))].append(tie)
    found = []
    for ties in between.values():
        for at, tie in enumerate(ties):
            bow = (at - (len(ties) - 1) / 2) * APART
            bow = bow if tie.source < tie.target else -bow
            found.append((tie, _way(placed.places[tie.source], placed.places[tie.target], bow)))
    return found


def _way(one: Point, other: Point, bow: float) -> Way:
    (x1, y1), (x2, y2) = one, other
    length = math.dist(one, other) or 1.0
    bend = ((x1 + x2) / 2 - (y2 - y1) / length * bow * 2, (y1 + y2) / 2 + (x2 - x1) / length * bow * 2)
    return Way(_edge_of_box(one, bend), bend, _edge_of_box(other, bend))


def _edge_of_box(middle: Point, toward: Point) -> Point:
    """Where the way from a box's middle toward a point leaves the box."""
    x, y = toward[0] - middle[0], toward[1] - middle[1]
    if not x and not y:
        return middle
    reach = min(
        (WIDTH / 2 + 2) / abs(x) if x else math.inf, (HEIGHT / 2 + 2) / abs(y) if y else math.inf, 1.0
    )  # fmt: skip
    return middle[0] + x * reach, middle[1] + y * reach


def arrow(way: Way) -> list[Point]:
    """The three corners of an arrow's head at the end of a way."""
    (x, y), (from_x, from_y) = way.end, way.bend
    angle = math.atan2(y - from_y, x - from_x)
    return [(x, y), *((x - 11 * math.cos(angle + turn), y - 11 * math.sin(angle + turn)) for turn in (0.42, -0.42))]


class Room:
    """What is taken on the paper: boxes of nodes, then words. Words that find no room stand in the table only."""

    def __init__(self, placed: Plan) -> None:
        across, down = WIDTH / 2, HEIGHT / 2
        self._taken: list[Box] = [(x - across, y - down, x + across, y + down) for x, y in placed.places.values()]

    def takes(self, box: Box) -> bool:
        """Whether a box is free; it is taken from now on."""
        left, top, right, bottom = box
        if any(left < r and x < right and top < b and y < bottom for x, y, r, b in self._taken):
            return False
        self._taken.append(box)
        return True
