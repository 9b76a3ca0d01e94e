"""A case's spots on a sheet: circles as wide as the truth may lie, numbered, things at one place together."""

from dataclasses import dataclass
from pathlib import Path

import hotline
from cases.case_map import Spot
from hotline.queue import world
from reference.gazetteer import Point
from reference.sheet import HEIGHT, KM_OF_DEGREE, WIDTH, Mark, Sheet

LAND = Path(hotline.__file__).parent / "static/hotline/world/world.svg"
COAST_KM = 400.0  # across: on smaller sheets the outlines of the world are too coarse to help
LINE = 10.0  # a line of the outlines: they are drawn in tenths of a unit
DOT = 11.0  # units: a number has room in it


@dataclass(frozen=True)
class Spots:
    """What lies at one point. number: in its dot, and in the list beside the map."""

    number: int
    point: Point
    x: float
    y: float
    radius: float
    spots: list[Spot]

    @property
    def kinds(self) -> list[str]:
        return sorted({spot.kind for spot in self.spots})


@dataclass(frozen=True)
class Drawing:
    """A map as a template draws it.

    land: the matrix that brings the world's outlines on the sheet, '' without; land_stroke: a line of them, in theirs.
    """

    groups: list[Spots]
    towns: list[Mark]
    bar: float
    bar_km: float
    land: str
    land_stroke: float
    width: int = WIDTH
    height: int = HEIGHT


def drawing(spots: list[Spot]) -> Drawing | None:
    """None where nothing has a place. One query, for the towns around."""
    by_point: dict[Point, list[Spot]] = {}
    for spot in spots:
        if spot.point:
            by_point.setdefault(spot.point, []).append(spot)
    if not by_point:
        return None
    sheet = Sheet(list(by_point))
    order = sorted(by_point, key=lambda point: (-len(by_point[point]), point.name, point.lat))
    places = {point: sheet.at(point.lat, point.lon) for point in order}
    groups = [
        Spots(number, point, *places[point], round(point.km * sheet.scale, 1), by_point[point])
        for number, point in enumerate(order, start=1)
    ]
    return Drawing(
        _side_by_side(groups), sheet.places(), round(sheet.bar_km * sheet.scale, 1), sheet.bar_km,
        *land(sheet),
    )  # fmt: skip


def _side_by_side(groups: list[Spots]) -> list[Spots]:
    """Dots that would hide each other are moved apart; their circles stay about where they were."""
    found: list[Spots] = []
    for group in groups:
        x, y = group.x, group.y
        while any(abs(x - other.x) < 2 * DOT and abs(y - other.y) < 2 * DOT for other in found):
            x += 2 * DOT
        found.append(Spots(group.number, group.point, round(x, 1), y, group.radius, group.spots))
    return found


def land(sheet: Sheet) -> tuple[str, float]:
    """The matrix that brings the world's outlines on a sheet, '' on a small one, and how wide their lines are then.

    From units of `hotline.queue.world` to units of the sheet: both are equirectangular.
    """
    across = sheet.narrow * KM_OF_DEGREE * sheet.scale
    down = _down(sheet)
    right = WIDTH / 2 + (world.WEST - sheet.lon) * across
    below = HEIGHT / 2 - (world.NORTH - sheet.lat) * down
    matrix = f"matrix({across / world.SCALE:.5f} 0 0 {down / world.SCALE / world.STRETCH:.5f} {right:.3f} {below:.3f})"
    return matrix if sheet.km_across >= COAST_KM else "", round(LINE * world.SCALE / down, 3)


def _down(sheet: Sheet) -> float:
    """Units of a degree of latitude."""
    return KM_OF_DEGREE * sheet.scale
