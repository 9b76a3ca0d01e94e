"""Draw the outline of the world that the map of the queue stands on, from the TopoJSON file of world-atlas."""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hotline.queue import world

HERE = Path(__file__).parents[2]
SVG, CENTRES = HERE / "static/hotline/world/world.svg", HERE / "queue/centres.json"
ANTARCTICA = "010"
FINE = 10  # parts of a unit of the map; what is smaller is not drawn

# ISO 3166-1: the numeric codes of the countries on the form, by which the file knows them.
NUMERIC = {
    "AO": "024", "AU": "036", "BD": "050", "BW": "072", "BR": "076", "BN": "096", "KH": "116", "CM": "120", "CN": "156",
    "CG": "178", "CD": "180", "ET": "231", "FR": "250", "GA": "266", "DE": "276", "GH": "288", "IN": "356", "ID": "360",
    "JP": "392", "KE": "404", "LA": "418", "MG": "450", "MW": "454", "MY": "458", "MX": "484", "MZ": "508", "MM": "104",
    "NA": "516", "NP": "524", "NG": "566", "PK": "586", "PG": "598", "PH": "608", "RU": "643", "ZA": "710", "KR": "410",
    "LK": "144", "TW": "158", "TZ": "834", "TH": "764", "TL": "626", "UG": "800", "AE": "784", "GB": "826", "US": "840",
    "VN": "704", "ZM": "894", "ZW": "716",
}  # fmt: skip
# Too small for the file: (longitude, latitude), degrees.
SMALL = {"HK": (114.17, 22.32), "MO": (113.54, 22.2), "SG": (103.82, 1.35)}

Point = tuple[float, float]
Ring = list[Point]


class Command(BaseCommand):
    help = "Draw hotline/static/hotline/world/world.svg and hotline/queue/centres.json anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("topology", help="countries-110m.json of the npm package world-atlas")

    def handle(self, *args: Any, **options: Any) -> None:
        countries = dict(_countries(json.loads(Path(options["topology"]).read_text())))
        paths = [f'<path id="iso-{code}" d="{path}"/>' for code, rings in countries.items() if (path := _path(rings))]
        SVG.write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {world.WIDTH} {world.HEIGHT}">'
            f'<g id="land" transform="scale({1 / FINE})">{"".join(paths)}</g></svg>\n'
        )
        places = {code: _centre(countries[number]) for code, number in NUMERIC.items()}
        places |= {code: world.place(*at) for code, at in SMALL.items()}
        rounded = {code: [round(part, 1) for part in at] for code, at in sorted(places.items())}
        CENTRES.write_text(json.dumps(rounded) + "\n")
        self.stdout.write(f"{len(paths)} outlines, {len(places)} centres")


def _countries(topology: dict[str, Any]) -> Iterator[tuple[str, list[Ring]]]:
    """(numeric code, outer and inner rings on the map) of each; one without a code bears a number after `x`."""
    arcs = [list(_walked(arc, **topology["transform"])) for arc in topology["arcs"]]
    for number, shape in enumerate(topology["objects"]["countries"]["geometries"]):
        parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        if shape.get("id") != ANTARCTICA:
            yield shape.get("id") or f"x{number}", [_ring(ring, arcs) for part in parts for ring in part]


def _walked(arc: Sequence[Sequence[int]], scale: Point, translate: Point) -> Iterator[Point]:
    """An arc's points on the map; in the file each is the step from the one before."""
    x = y = 0
    for right, up in arc:
        x, y = x + right, y + up
        yield world.place(x * scale[0] + translate[0], y * scale[1] + translate[1])


def _ring(numbers: Sequence[int], arcs: list[Ring]) -> Ring:
    """Arcs end to end; a number below zero is the complement of one that is walked backwards."""
    joined: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        joined += arc[1:] if joined else arc
    return list(_unrolled(joined))


def _unrolled(ring: Ring) -> Iterator[Point]:
    """Beyond the antimeridian the ring goes on eastwards, where the file jumps to the other side of the world."""
    around, last = 360 * world.SCALE, ring[0][0]
    for x, y in ring:
        last = x + around * round((last - x) / around)
        yield last, y


def _path(rings: list[Ring]) -> str:
    """Steps in whole parts of a unit; a ring that lies off the map or has no area is left out."""
    drawn = ""
    for ring in rings:
        points = [(round(x * FINE), round(y * FINE)) for x, y in ring]
        if all(not 0 <= x <= world.WIDTH or not 0 <= y <= world.HEIGHT for x, y in ring):
            continue
        steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points) if (x, y) != (a, b)]
        if len(steps) > 2:
            drawn += f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps[:-1]) + "z"
    return drawn


def _centre(rings: list[Ring]) -> Point:
    """The centroid of the largest ring."""
    return max((_weighed(ring) for ring in rings), key=lambda weighed: weighed[0])[1]


def _weighed(ring: Ring) -> tuple[float, Point]:
    """A ring's area and its centroid, by the shoelace formula."""
    area = x = y = 0.0
    for (a, b), (c, d) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = a * d - c * b
        area, x, y = area + cross, x + (a + c) * cross, y + (b + d) * cross
    return abs(area) / 2, (x / (3 * area), y / (3 * area))
