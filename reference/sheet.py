"""A small map drawn over the towns, posts and ports of the reference data: nothing is fetched from outside."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from django.db.models import F

from reference.models import Place

WIDTH, HEIGHT, MARGIN = 640, 420, 60  # units of the drawing
KM_OF_DEGREE = 111.2
LEAST_KM = 5.0  # across the drawing: nearer there would be no town to go by
MOST_NAMES = 14
WIDE_KM = 200.0  # across: from here on towns are told by their size, below posts and ports come first
KINDS = (Place.Kind.TOWN, Place.Kind.BORDER, Place.Kind.PORT, Place.Kind.AIRPORT, Place.Kind.MARKET)


class Located(Protocol):
    """What can be drawn: a position in WGS 84 degrees, and how far around it the truth may lie, in km."""

    @property
    def lat(self) -> float: ...
    @property
    def lon(self) -> float: ...
    @property
    def km(self) -> float: ...


@dataclass(frozen=True)
class Mark:
    """A pin or a place of the reference data on the drawing; `radius` in its units."""

    x: float
    y: float
    label: str
    radius: float = 0.0
    pin: Any = None


class Sheet:
    """Degrees to units of the drawing, flat and true in its middle: over some hundred km that is right to a hair."""

    def __init__(self, pins: Sequence[Located]) -> None:
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
        order = F("population").desc(nulls_last=self.km_across > WIDE_KM or None)
        for name, lat, lon in around.order_by(order, "name").values_list("name", "lat", "lon")[:200]:
            x, y = self.at(float(lat or 0), float(lon or 0))
            is_free = all(abs(y - other.y) > 18 or abs(x - other.x) > 110 for other in found)
            if is_free and 20 < x < WIDTH - 90 and 15 < y < HEIGHT - 15 and len(found) < MOST_NAMES:
                found.append(Mark(x, y, name))
        return found

    @cached_property
    def bar_km(self) -> float:
        """How many km the bar of the scale stands for: 1, 2 or 5 times a power of ten."""
        most = WIDTH / 5 / self.scale
        power: float = 10 ** math.floor(math.log10(most))
        return max(step * power for step in (1, 2, 5) if step * power <= most)

    @property
    def km_across(self) -> float:
        return WIDTH / self.scale
