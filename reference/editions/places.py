"""Places: countries, areas, districts, towns, airports, border posts, ports and markets, with their names."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reference.editions.files import Files
from reference.editions.merge import Change, Plan, merge
from reference.editions.row import Row
from reference.models import Place, PlaceName
from reference.spelling import plain

CODES, AREAS, DISTRICTS = "cites_codes.csv", "places_admin1.csv", "places_kh_districts.csv"
TOWNS, AIRPORTS, POSTS = "places_gazetteer.csv", "places_airports.csv", "places_borders_ports.csv"
AREA_LANGUAGES = {
    code: code.replace("_", "-")
    for code in ("km", "lo", "my", "th", "vi", "zh", "zh_Hant", "ms", "id", "ar", "fr", "es", "pt", "ru", "hi")
} | {"name_en_alt": "en"}
POST_KINDS = {"land": "border", "sea": "port", "market": "market"}
# The gazetteer has GeoNames' codes of after the reform of July 2025 for Viet Nam and newer ones for Taiwan, the
# areas have the older:
# joined, they would put Pleiku in Hà Tĩnh. Towns there lie in their country only.
RECODED = {"VN", "TW"}
COLUMNS = ("kind", "code", "name", "country", "admin_code", "lat", "lon", "population", "note", "parent_id", "origin")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as a file tells it. `above` is the code of the place it lies in; `names` are (language, name) pairs."""

    kind: str
    code: str
    name: str
    country: str
    origin: str
    above: str = ""
    admin_code: str = ""
    position: tuple[float | None, float | None] = (None, None)
    population: int | None = None
    note: str = ""
    names: tuple[tuple[str, str], ...] = ()

    def row(self, ids: dict[str, int]) -> tuple[object, ...]:
        parent = ids.get(self.above) or (ids.get(self.country) if self.code != self.country else None)
        return (
            self.kind,
            self.code,
            self.name,
            self.country,
            self.admin_code,
            *self.position,
            self.population,
            self.note,
            parent,
            self.origin,
        )


def load(files: Files) -> dict[str, Change]:
    """Floor by floor, so that each place finds the one it lies in. A file that the edition lacks leaves its rows as
    they are."""
    present = files.present & {CODES, *(file for file, _read in READERS)}
    if not present:
        return {}
    total = Change(0, 0, 0, 0)
    spots: list[Spot] = []
    for file, read in READERS:
        if file in present:
            floor = {spot.code: spot for spot in map(_within_areas(read), files.rows(file)) if spot}
            change = _merge_floor(file, floor)
            total = Change(*(sum(pair) for pair in zip(_counts(total), _counts(change), strict=True)))
            spots.extend(floor.values())
    return {"places": total, "names of places": _names(spots, present)}


def _counts(change: Change) -> tuple[int, int, int, int]:
    return change.given, change.added, change.changed, change.gone


def _within_areas(read: Callable[[Row, dict[str, str]], Spot | None]) -> Callable[[Row], Spot | None]:
    areas = {f"{country}.{code}": iso for country, code, iso in _areas()}
    return lambda row: read(row, areas)


def _areas() -> Iterator[tuple[str, str, str]]:
    """(country, GeoNames area code, ISO 3166-2 code); the first where GeoNames has one area for several."""
    rows = Place.objects.filter(kind=Place.Kind.PROVINCE, retired=False).exclude(admin_code="").order_by("-code")
    yield from rows.values_list("country", "admin_code", "code")


def _merge_floor(file: str, floor: dict[str, Spot]) -> Change:
    ids = dict(Place.objects.filter(kind__in=["country", "province"]).values_list("code", "id"))
    return merge(Plan(Place, COLUMNS, ("code",), frozenset({file})), (spot.row(ids) for spot in floor.values()))


def _names(spots: list[Spot], present: frozenset[str]) -> Change:
    ids = dict(Place.objects.values_list("code", "id"))
    rows = {
        (ids[spot.code], lang, name): (ids[spot.code], lang, name, plain(name), spot.origin)
        for spot in spots
        for lang, name in (("", spot.name), *spot.names)
    }
    columns = ("place_id", "lang", "name", "normalised", "origin")
    return merge(Plan(PlaceName, columns, ("place_id", "lang", "name"), present), rows.values())


def _country(row: Row, areas: dict[str, str]) -> Spot | None:
    if row.text("code_type") != "country":
        return None
    code = row.country("code")
    return Spot("country", code, row.needed("name"), code, row.file, note=row.text("explanation"), names=(("", code),))


def _area(row: Row, areas: dict[str, str]) -> Spot:
    names = ((lang, row.text(column)) for column, lang in AREA_LANGUAGES.items())
    return Spot(
        "province",
        row.needed("iso_3166_2"),
        row.needed("name"),
        row.country("country"),
        row.file,
        note=row.text("type"),
        admin_code=row.text("geonames_admin1")[:20],
        names=tuple((lang, name) for lang, name in names if name),
    )


def _district(row: Row, areas: dict[str, str]) -> Spot:
    code, province = row.code("district_code", 10), row.whole("province_code") or row.fault("province_code is empty.")
    khmer = (("km", row.text("district_kh")),) if row.text("district_kh") else ()
    return Spot(
        "district", f"NIS-{code}", row.needed("district_en"), "KH", row.file, above=f"KH-{province}", names=khmer
    )


def _town(row: Row, areas: dict[str, str]) -> Spot:
    country, area = row.country("country"), row.text("geonames_admin1")[:20]
    names = tuple(("", name) for column in ("names_local_script", "names_latin_alt") for name in row.listed(column))
    return Spot(
        "town",
        f"GN-{row.whole('geonameid') or row.fault('geonameid is empty.')}",
        row.needed("name"),
        country,
        row.file,
        above="" if country in RECODED else areas.get(f"{country}.{area}", ""),
        admin_code=area,
        position=row.position(),
        population=row.whole("population"),
        names=names,
    )


def _airport(row: Row, areas: dict[str, str]) -> Spot:
    names = tuple(("", row.text(column)) for column in ("city", "iata", "icao") if row.text(column))
    code = row.text("icao") or row.needed("iata")
    return Spot(
        "airport",
        f"ICAO-{code}",
        row.needed("name"),
        row.country("country"),
        row.file,
        position=row.position(),
        admin_code=row.text("iata")[:20],
        note=row.text("city"),
        names=names,
    )


def _post(row: Row, areas: dict[str, str]) -> Spot:
    kind, country = POST_KINDS[row.one_of("kind", POST_KINDS)], row.country("country")
    opposite = " ".join(filter(None, (row.text("opposite_name"), row.text("opposite_country"))))
    return Spot(
        kind,
        f"{kind}-{country}-{row.needed('name')}",
        row.text("name"),
        country,
        row.file,
        position=row.position(),
        note=opposite and f"↔ {opposite}",
        names=tuple(("", name) for name in row.listed("local_names")),
    )


READERS: tuple[tuple[str, Callable[[Row, dict[str, str]], Spot | None]], ...] = (
    (CODES, _country),
    (AREAS, _area),
    (DISTRICTS, _district),
    (TOWNS, _town),
    (AIRPORTS, _airport),
    (POSTS, _post),
)
