"""A small map of a tip: what its source pointed at, as exactly as they said, and where a camera stood.

It is drawn by the page itself over the towns, posts and ports of the reference data: nothing is fetched from outside.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hotline.media.positions import position
from hotline.reading.coordinates import positions
from hotline.story import Precision
from reference.sheet import HEIGHT, KM_OF_DEGREE, WIDTH, Mark, Sheet

# How far from a told pin the place may be. Nothing said counts as near there.
RADIUS_KM = {Precision.EXACT: 0.1, Precision.NEAR: 2.0, Precision.REGION: 50.0}
# As the form's map writes a pin; in a text so few decimals would be anything.
PLAIN = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*")


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
    at = position(record)
    return Pin(*at, 0.0, "camera") if at else None


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
    sheet = Sheet(given)
    return Drawing(
        [Mark(*sheet.at(pin.lat, pin.lon), "", pin.km * sheet.scale, pin) for pin in given], sheet.places(),
        sheet.bar_km * sheet.scale, sheet.bar_km, _apart(given),
    )  # fmt: skip


def _apart(pins: Sequence[Pin]) -> float | None:
    if len(pins) != 2:
        return None
    first, second = pins
    narrow = math.cos(math.radians((first.lat + second.lat) / 2))
    km = math.hypot(first.lat - second.lat, (first.lon - second.lon) * narrow) * KM_OF_DEGREE
    return round(km, 1)
