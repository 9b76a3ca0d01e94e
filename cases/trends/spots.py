"""The map of trends: where rows lie, as exactly as may be told. Whatever rests on a source's word is blurred."""

from collections import defaultdict
from dataclasses import dataclass

from cases import map_drawing
from cases.case_map import Spot
from cases.trends.dimensions import ByPlace
from cases.trends.ground import Ground
from reference import gazetteer
from reference.gazetteer import Point

MOST_PLACES = 400  # told ones that are looked up, the most told first
MOST_DRAWN = 60
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

    def points(self, told: list[gazetteer.Told], kind: str) -> dict[gazetteer.Told, Point]:
        found = gazetteer.locate(told[:MOST_PLACES])
        at = {}
        for place, country in told[:MOST_PLACES]:
            if one := found.get((place, country.upper())):
                at[place, country] = one.blurred if kind in GUARDED else one.exact
        return at

    def named(self, told: list[gazetteer.Told], kind: str) -> dict[gazetteer.Told, str]:
        return {each: value_of(point) for each, point in self.points(told, kind).items()}


SPOTS = BySpot("spot", "", ("report", "seizure"))


def value_of(point: Point) -> str:
    return f"{point.name}|{point.country}|{point.lat:g}|{point.lon:g}"


def here(ground: Ground) -> tuple[list[Here], int]:
    """The points with their numbers, most first; and how many rows lie nowhere that is known. Ten queries."""
    points: dict[str, Point] = {}
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    unknown = 0
    for kind in SPOTS.kinds:
        told = SPOTS.counts_told(ground, kind)
        at = SPOTS.points(list(told), kind)
        for each, number in told.items():
            if each not in at:
                unknown += number
                continue
            value = value_of(at[each])
            points.setdefault(value, at[each])
            numbers[value][kind] = numbers[value].get(kind, 0) + number
    found = [Here(points[value], value, each) for value, each in numbers.items()]
    return sorted(found, key=lambda one: (-one.number, one.value)), unknown


def drawn(found: list[Here]) -> map_drawing.Drawing | None:
    """The most told points on a sheet; each group's `spots` are one, whose row is the `Here`. One query."""
    spots = [Spot("report", "", "", ("", ""), row=one, point=one.point) for one in found[:MOST_DRAWN]]
    return map_drawing.drawing(spots)
