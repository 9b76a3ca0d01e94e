"""The map of trends: where rows lie, as exactly as may be told. Whatever rests on a source's word is blurred."""

import math
from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from cases import map_drawing
from cases.trends.counting import ByPlace
from cases.trends.ground import Ground
from reference import gazetteer
from reference.gazetteer import Point
from reference.sheet import HEIGHT, WIDTH, Mark, Sheet

MOST_PLACES = 400  # told ones that are looked up, the most told first
MOST_DRAWN = 200
APART = 26.0  # units: nearer to each other, dots are one
SMALLEST, LARGEST = 9.0, 19.0  # radii, units
A_SIGN = 3.4  # half of what a sign of a figure takes, units
FOCUS = 0.95  # of the rows are enough for a map that is half as wide as one of all
WORTH = 2.0
WIDE_KM = 3_000.0  # across: a map that is no wider shows all
MOST_WEIGHT = 50  # rows of one point, in finding the middle of all
GUARDED = frozenset({"report"})


@dataclass(frozen=True)
class Here:
    """A point, and how many rows of each kind lie there. value: what `SPOTS` knows it by."""

    point: Point
    value: str
    numbers: dict[str, int]

    @property
    def number(self) -> int:
        return sum(self.numbers.values())


class BySpot(ByPlace):
    """By the point of the map: exact where an authority took something, blurred where few live and a report tells."""

    def named(self, told: list[gazetteer.Told], kind: str) -> dict[gazetteer.Told, str]:
        at = points({kind: told})
        return {each: value_of(point) for (_kind, each), point in at.items()}


def points(told: dict[str, list[gazetteer.Told]]) -> dict[tuple[str, gazetteer.Told], Point]:
    """By kind and told place its point; of each kind the first places that are looked up. Four queries."""
    among = {kind: places[:MOST_PLACES] for kind, places in told.items()}
    found = gazetteer.locate(each for places in among.values() for each in places)
    at = {}
    for kind, places in among.items():
        for place, country in places:
            if one := found.get((place, country.upper())):
                at[kind, (place, country)] = one.blurred if kind in GUARDED else one.exact
    return at


SPOTS = BySpot("spot", "", ("report", "seizure"))


def value_of(point: Point) -> str:
    return f"{point.name}|{point.country}|{point.lat:g}|{point.lon:g}"


def here(ground: Ground) -> tuple[list[Here], int]:
    """The points with their numbers, most first; and how many rows lie nowhere that is known. Six queries."""
    told = {kind: ground.told_places(kind) for kind in SPOTS.kinds}
    at = points({kind: list(places) for kind, places in told.items()})
    placed = {value_of(point): point for point in at.values()}
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    for (kind, each), point in at.items():
        of_kind = numbers[value_of(point)]
        of_kind[kind] = of_kind.get(kind, 0) + told[kind][each]
    unknown = sum(map(sum, (places.values() for places in told.values()))) - sum(
        sum(each.values()) for each in numbers.values()
    )
    found = [Here(placed[value], value, each) for value, each in numbers.items()]
    return sorted(found, key=lambda one: (-one.number, one.value)), unknown


@dataclass(frozen=True)
class Dot:
    """Points that would hide each other, as one dot where the first of them lies. radius: of the circle around it."""

    number: int
    x: float
    y: float
    size: float
    radius: float
    here: list[Here]

    @property
    def label(self) -> str:
        """The number of rows, as a dot has room for it."""
        return short(sum(each.number for each in self.here))


@dataclass(frozen=True)
class Drawing:
    """A map as a template draws it, as `cases.map_drawing.Drawing`. outside: points too far off to be on it."""

    dots: list[Dot]
    towns: list[Mark]
    bar: float
    bar_km: float
    land: str
    land_stroke: float
    outside: list[Here]
    width: int = WIDTH
    height: int = HEIGHT


def drawn(found: list[Here]) -> Drawing | None:
    """The points, those with most rows first, on a sheet; None of none. One query, for the towns around."""
    shown, outside = focused(found[:MOST_DRAWN])
    if not shown:
        return None
    sheet = Sheet([each.point for each in shown])
    heaps: list[tuple[float, float, list[Here]]] = []
    for each in shown:
        x, y = sheet.at(each.point.lat, each.point.lon)
        near = next((heap for heap in heaps if math.dist(heap[:2], (x, y)) < APART), None)
        if near:
            near[2].append(each)
        else:
            heaps.append((x, y, [each]))
    most = max(sum(each.number for each in here) for _x, _y, here in heaps)
    dots = [_dot(number, heap, most, sheet.scale) for number, heap in enumerate(heaps, start=1)]
    bar = round(sheet.bar_km * sheet.scale, 1)
    return Drawing(dots, sheet.places(), bar, sheet.bar_km, *map_drawing.land(sheet), outside)


def focused(found: list[Here]) -> tuple[list[Here], list[Here]]:
    """What a map shows, and what it leaves out: a few rows at the other end of the world would make it too small."""
    if not found:
        return [], []
    weighed = [each.point for each in found for _row in range(min(each.number, MOST_WEIGHT))]
    lat, lon = median(point.lat for point in weighed), median(point.lon for point in weighed)
    order = sorted(found, key=lambda each: math.dist((each.point.lat, each.point.lon), (lat, lon)))
    most, held, number = sum(each.number for each in found) * FOCUS, 0, 0
    while held < most:
        held, number = held + order[number].number, number + 1
    near = {id(each) for each in order[:number]}
    inside = [each for each in found if id(each) in near]
    if _km(found) < max(WIDE_KM, _km(inside) * WORTH):
        return found, []
    return inside, [each for each in found if id(each) not in near]


def _km(found: list[Here]) -> float:
    return Sheet([each.point for each in found]).km_across


def short(number: int) -> str:
    """`940`, `1.2k`, `22k`."""
    if number < 1000:
        return str(number)
    return f"{number / 1000:.1f}k" if number < 10_000 else f"{number // 1000}k"


def _dot(number: int, heap: tuple[float, float, list[Here]], most: int, scale: float) -> Dot:
    x, y, here = heap
    size = SMALLEST + (LARGEST - SMALLEST) * math.sqrt(sum(each.number for each in here) / most)
    size = max(size, A_SIGN * len(short(sum(each.number for each in here))) + 3)
    return Dot(number, x, y, round(size, 1), round(here[0].point.km * scale, 1), here)
