"""Where countries stand on the map of the queue, and circles of figures that leave each other room. No database."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# An equirectangular map, true at 30 degrees; it is cut where no country of the form lies.
WEST, EAST, SOUTH, NORTH = -128, 190, -46, 72
WIDTH = 1000  # units
SCALE = WIDTH / (EAST - WEST)
STRETCH = 1 / math.cos(math.radians(30))
HEIGHT = round((NORTH - SOUTH) * SCALE * STRETCH)

SMALLEST, LARGEST = 10.0, 28.0  # radii, units
A_SIGN = 3.7  # half of what a sign of a figure takes, units
ROUNDS = 80  # of pushing apart; thirty circles around one sea need some forty
HOMEWARD = 0.04  # of the way back, each round


@dataclass(frozen=True)
class Circle:
    """A figure on the map. `home`: the middle of its country; (x, y) is beside it where others are in the way."""

    code: str
    label: str
    x: float
    y: float
    radius: float
    home: tuple[float, float]

    @property
    def is_aside(self) -> bool:
        return math.dist((self.x, self.y), self.home) > self.radius


def place(lon: float, lat: float) -> tuple[float, float]:
    """(x, y) on the map, in units from its upper left; the point in degrees, WGS 84."""
    return (lon - WEST) * SCALE, (NORTH - lat) * SCALE * STRETCH


@cache
def centres() -> dict[str, tuple[float, float]]:
    """By ISO code the middle of each country of the form, on the map; `manage.py draw_world` works them out."""
    told = json.loads(Path(__file__).with_name("centres.json").read_text())
    return {code: (x, y) for code, (x, y) in told.items()}


def circles(figures: Mapping[str, tuple[int, str]]) -> list[Circle]:
    """A circle for each country that has a place on the map, its area by the figure, none over another.

    Args:
        figures: by ISO code the figure and what is written in the circle.
    """
    here = {code: figure for code, figure in figures.items() if code in centres()}
    most = max((number for number, _label in here.values()), default=1)
    sizes = {code: _radius(number / most, label) for code, (number, label) in here.items()}
    at = _apart({code: centres()[code] for code in here}, sizes)
    return [
        Circle(code, label, round(at[code][0], 1), round(at[code][1], 1), round(sizes[code], 1), centres()[code])
        for code, (_number, label) in here.items()
    ]


def _radius(part: float, label: str) -> float:
    """From the part of the largest figure; never so small that the figure has no room."""
    return max(SMALLEST, LARGEST * math.sqrt(part), len(label) * A_SIGN + 2)


def _apart(homes: Mapping[str, tuple[float, float]], sizes: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Where the circles come to rest that push each other aside and are drawn home. The same figures, the same map."""
    at = dict(homes)
    codes = sorted(at)
    for left in range(ROUNDS, 0, -1):
        # The last rounds only push, so that none is left over another.
        if left > ROUNDS // 4:
            at = {code: _towards(at[code], homes[code]) for code in codes}
        for number, one in enumerate(codes):
            for other in codes[number + 1 :]:
                at[one], at[other] = _pushed(at[one], at[other], sizes[one] + sizes[other] + 1)
        at = {code: _inside(at[code], sizes[code]) for code in codes}
    return at


def _towards(at: tuple[float, float], home: tuple[float, float]) -> tuple[float, float]:
    return at[0] + (home[0] - at[0]) * HOMEWARD, at[1] + (home[1] - at[1]) * HOMEWARD


def _pushed(
    one: tuple[float, float], other: tuple[float, float], room: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Both moved away from each other by half of what they lack."""
    right, down = other[0] - one[0], other[1] - one[1]
    apart = math.hypot(right, down) or 1.0
    if apart >= room:
        return one, other
    share = (room - apart) / apart / 2
    return (one[0] - right * share, one[1] - down * share), (other[0] + right * share, other[1] + down * share)


def _inside(at: tuple[float, float], radius: float) -> tuple[float, float]:
    return min(max(at[0], radius), WIDTH - radius), min(max(at[1], radius), HEIGHT - radius)
