"""Where places lie that are told by name: many at once, and how far around the truth may be."""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Avg, Max, Min

from reference.models import Place, PlaceName
from reference.sheet import KM_OF_DEGREE
from reference.spelling import plain

Kind = Place.Kind
Told = tuple[str, str]  # (place as told, ISO 3166-1 or '')
# Km around the point of a place that the truth may lie; areas are measured by the towns in them.
KM_OF = {Kind.TOWN: 6.0, Kind.AIRPORT: 3.0, Kind.PORT: 3.0, Kind.BORDER: 3.0, Kind.MARKET: 2.0}
LEAST_KM_OF_AREA, MOST_KM_OF_AREA = 20.0, 1_500.0
# Of places of one name the first is meant, and of one kind the largest.
MEANT = (Kind.COUNTRY, Kind.TOWN, Kind.PROVINCE, Kind.DISTRICT, Kind.MARKET, Kind.BORDER, Kind.PORT, Kind.AIRPORT)
# Where fewer live, whoever was there may be told from others: such a place is shown by what it lies in.
FEW = 20_000
AREAS = (Kind.COUNTRY, Kind.PROVINCE, Kind.DISTRICT)
CELL_DEGREES, CELL_KM = 0.5, 30.0


@dataclass(frozen=True)
class Point:
    """A place: WGS 84 degrees, and km around it. name: '' where it is only a cell of the map."""

    name: str
    country: str
    kind: str
    lat: float
    lon: float
    km: float


@dataclass(frozen=True)
class Found:
    """What a told place is: `exact` as it was named; `blurred` by what it lies in where few live there."""

    exact: Point
    blurred: Point


def locate(told: Iterable[Told]) -> dict[Told, Found]:
    """Where each told place lies; what no name fits falls back to its country, and is left out without one.

    A place is looked up by its whole name, then by the parts between commas, from the first on. Four queries at most.
    """
    return locate_with_countries(told)[0]


def locate_with_countries(told: Iterable[Told]) -> tuple[dict[Told, Found], dict[str, Point]]:
    """The same, with the middle of each country that was told: no query more."""
    wanted = {(place, country.upper()) for place, country in told}
    parts = {each: _parts(each[0]) for each in wanted}
    named = _named({name for names in parts.values() for name in names})
    meant = {each: _meant_by(parts[each], named, each[1]) for each in wanted}
    areas = _Areas.of([place for place in meant.values() if place], {country for _place, country in wanted})
    found = {}
    for each, place in meant.items():
        exact = areas.point(place) if place else areas.country(each[1])
        if exact:
            found[each] = Found(exact, areas.blurred(place) if place else exact)
    middles = {code: areas.country(code) for _place, code in wanted}
    return found, {code: point for code, point in middles.items() if point}


def provinces(told: Iterable[Told]) -> dict[Told, Place]:
    """The province that each told place is or lies in; what no name fits, or lies in none, is left out. One query."""
    wanted = {(place, country.upper()): _parts(place) for place, country in told}
    named = _named({name for names in wanted.values() for name in names})
    found = {}
    for each, parts in wanted.items():
        place = _meant_by(parts, named, each[1])
        above = place.parent if place and place.kind != Kind.PROVINCE else place
        if above and above.kind == Kind.PROVINCE:
            found[each] = above
    return found


def _parts(told: str) -> list[str]:
    whole = [told, *told.replace(";", ",").replace("(", ",").replace(")", ",").split(",")]
    return list(dict.fromkeys(name for each in whole if (name := plain(each))))


def _named(names: set[str]) -> dict[str, list[Place]]:
    rows = PlaceName.objects.filter(normalised__in=names, place__retired=False)
    found: dict[str, list[Place]] = {}
    for row in rows.select_related("place__parent"):
        found.setdefault(row.normalised, []).append(row.place)
    return found


def _meant_by(names: list[str], named: dict[str, list[Place]], country: str) -> Place | None:
    for name in names:
        here = [place for place in named.get(name, []) if place.country == country or not country]
        if here:
            return min(here, key=lambda place: (MEANT.index(Kind(place.kind)), -(place.population or 0), place.pk))
    return None


@dataclass(frozen=True)
class _Areas:
    """Areas and countries as their towns lie: rows of average and edges, by the area's id and the country's code."""

    of_area: dict[Any, dict[str, Any]] = field(default_factory=dict)
    of_country: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Collection[Place], codes: set[str]) -> "_Areas":
        towns = Place.objects.filter(kind=Kind.TOWN, retired=False, lat__isnull=False)
        ids = {pk for place in places for pk in (place.pk, place.parent_id) if pk}
        every = {code for code in codes | {place.country for place in places} if code}
        return cls(_edges(towns.filter(parent__in=ids), "parent"), _edges(towns.filter(country__in=every), "country"))

    def point(self, place: Place) -> Point | None:
        """Where a place lies; an area by its towns, else by the area that it lies in."""
        if place.lat is not None and place.lon is not None:
            km = KM_OF.get(Kind(place.kind), LEAST_KM_OF_AREA)
            return Point(place.name, place.country, place.kind, place.lat, place.lon, km)
        if row := self.of_area.get(place.pk):
            return _point(place.name, place.country, place.kind, row)
        return self.point(place.parent) if place.parent_id and place.parent else self.country(place.country)

    def country(self, code: str) -> Point | None:
        row = self.of_country.get(code)
        return _point("", code, Kind.COUNTRY, row) if row else None

    def blurred(self, place: Place) -> Point:
        exact = self.point(place)
        assert exact is not None  # asked for places that were found
        if place.kind in AREAS or (place.kind == Kind.TOWN and (place.population or 0) >= FEW):
            return exact
        if place.parent and place.parent.kind != Kind.COUNTRY and (row := self.of_area.get(place.parent_id)):
            return _point(place.parent.name, place.country, place.parent.kind, row)
        lat, lon = (round(each / CELL_DEGREES) * CELL_DEGREES for each in (exact.lat, exact.lon))
        return Point("", place.country, place.kind, lat, lon, CELL_KM)


def _edges(towns: Any, by: str) -> dict[Any, dict[str, Any]]:
    told = {"middle": Avg("lat"), "across": Avg("lon"), "south": Min("lat"), "north": Max("lat"), "west": Min("lon")}
    rows = towns.order_by().values(by).annotate(**told, east=Max("lon"))
    return {row[by]: row for row in rows}


def _point(name: str, country: str, kind: str, row: dict[str, Any]) -> Point:
    high = (row["north"] - row["south"]) * KM_OF_DEGREE
    wide = (row["east"] - row["west"]) * KM_OF_DEGREE * math.cos(math.radians(row["middle"]))
    km = min(max(math.hypot(high, wide) / 2, LEAST_KM_OF_AREA), MOST_KM_OF_AREA)
    return Point(name, country, kind, round(row["middle"], 2), round(row["across"], 2), round(km))
