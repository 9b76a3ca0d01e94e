"""A small map of a tip: what its source pointed at, as exactly as they said, and where a camera stood.

It is drawn by the page itself over the towns, posts and ports of the reference data: nothing is fetched from outside.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hotline.reading.coordinates import positions
from hotline.story import Precision
from reference.models import Place

WIDTH, HEIGHT, MARGIN = 640, 420, 60  # units of the drawing
KM_OF_DEGREE = 111.2
LEAST_KM = 5.0  # across the drawing: nearer there would be no town to go by
MOST_NAMES = 14
# How far from a told pin the place may be. Nothing said counts as near there.
RADIUS_KM = {Precision.EXACT: 0.1, Precision.NEAR: 2.0, Precision.REGION: 50.0}
# As the form's map writes a pin; in a text so few decimals would be anything.
PLAIN = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*")
KINDS = (Place.Kind.TOWN, Place.Kind.BORDER, Place.Kind.PORT, Place.Kind.AIRPORT, Place.Kind.MARKET)


@dataclass(frozen=True)
class Pin:
    """A position in WGS 84 degrees, and how far around it the truth may lie, in km.

    kind: `told` by the source, or `camera`: what the device wrote into its file.
    """

    lat: float
    lon: float
    km: float
    kind: str = "told"

    @property
    def is_region(self) -> bool:
        """Too coarse for a point: only the circle is drawn."""
        return self.km >= RADIUS_KM[Precision.REGION]


def told(answers: dict[str, Any]) -> Pin | None:
    """The pin that the source set or linked to; None where there is none that can be read."""
    said = str(answers.get("pin") or "")
    plain = PLAIN.fullmatch(said)
    found = [(float(plain[1]), float(plain[2]))] if plain else [(one[0], one[1]) for one in positions(said)]
    if not found or abs(found[0][0]) > 90 or abs(found[0][1]) > 180:
        return None
    lat, lon = found[0]
    km = RADIUS_KM.get(str(answers.get("precision") or ""), RADIUS_KM[Precision.NEAR])  # type: ignore[call-overload]
    return Pin(lat, lon, km)


def camera(record: dict[str, Any]) -> Pin | None:
    """Where a file says that it was taken."""
    try:
        lat, lon = float(record["latitude"]), float(record["longitude"])
    except (KeyError, TypeError, ValueError):
        return None
    return Pin(lat, lon, 0.0, "camera") if abs(lat) <= 90 and abs(lon) <= 180 else None


@dataclass(frozen=True)
class Mark:
    """A pin or a place of the reference data on the drawing; `radius` in its units."""

    x: float
    y: float
    label: str
    radius: float = 0.0
    pin: Pin | None = None


@dataclass(frozen=True)
class Drawing:
    """A map as an SVG template draws it. `bar_km` km are `bar` units long; `apart_km` lie between the two pins."""

    pins: list[Mark]
    places: list[Mark]
    bar: float
    bar_km: float
    apart_km: float | None
    width: int = WIDTH
    height: int = HEIGHT


def drawing(*pins: Pin | None) -> Drawing | None:
    """The pins that there are, with what lies around them; None without any. One query."""
    given = [pin for pin in pins if pin]
    if not given:
        return None
    sheet = _Sheet(given)
    bar_km = _round_down(WIDTH / 5 / sheet.scale)
    return Drawing(
        [Mark(*sheet.at(pin.lat, pin.lon), "", pin.km * sheet.scale, pin) for pin in given], sheet.places(),
        bar_km * sheet.scale, bar_km, _apart(given),
    )  # fmt: skip


class _Sheet:
    """Degrees to units of the drawing, flat: over some hundred km that is right to a hair."""

    def __init__(self, pins: Sequence[Pin]) -> None:
        self.lat = (min(pin.lat for pin in pins) + max(pin.lat for pin in pins)) / 2
        self.lon = (min(pin.lon for pin in pins) + max(pin.lon for pin in pins)) / 2
        self.narrow = max(0.05, math.cos(math.radians(self.lat)))
        reach = [max(abs(pin.lat - self.lat), abs(pin.lon - self.lon) * self.narrow) for pin in pins]
        km = max(LEAST_KM / 2, *(far * KM_OF_DEGREE + pin.km for far, pin in zip(reach, pins, strict=True)))
        self.scale = (HEIGHT / 2 - MARGIN) / km  # units of a km

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        x = WIDTH / 2 + (lon - self.lon) * self.narrow * KM_OF_DEGREE * self.scale
        return round(x, 1), round(HEIGHT / 2 - (lat - self.lat) * KM_OF_DEGREE * self.scale, 1)

    def places(self) -> list[Mark]:
        """The largest places on the sheet, no two names over each other."""
        high = HEIGHT / 2 / self.scale / KM_OF_DEGREE
        wide = WIDTH / 2 / self.scale / KM_OF_DEGREE / self.narrow
        around = Place.objects.filter(
            lat__range=(self.lat - high, self.lat + high), lon__range=(self.lon - wide, self.lon + wide), kind__in=KINDS
        )
        found: list[Mark] = []
        for name, lat, lon in around.order_by("-population", "name").values_list("name", "lat", "lon")[:200]:
            x, y = self.at(float(lat or 0), float(lon or 0))
            is_free = all(abs(y - other.y) > 18 or abs(x - other.x) > 110 for other in found)
            if is_free and 20 < x < WIDTH - 90 and 15 < y < HEIGHT - 15 and len(found) < MOST_NAMES:
                found.append(Mark(x, y, name))
        return found


def _apart(pins: Sequence[Pin]) -> float | None:
    if len(pins) != 2:
        return None
    first, second = pins
    narrow = math.cos(math.radians((first.lat + second.lat) / 2))
    km = math.hypot(first.lat - second.lat, (first.lon - second.lon) * narrow) * KM_OF_DEGREE
    return round(km, 1)


def _round_down(km: float) -> float:
    """1, 2 or 5 times a power of ten."""
    power: float = 10 ** math.floor(math.log10(km))
    return max(step * power for step in (1, 2, 5) if step * power <= km)
