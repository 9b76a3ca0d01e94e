"""Areas that warnings are for: a province of the reference data, or a whole country."""

from collections.abc import Iterable

from reference.models import Place, PlaceName

COUNTRIES = ("VN", "LA", "KH", "TH", "MM", "CN", "MY", "ID", "PH")
# How the reference data call the languages that they call otherwise than we do.
NAMED_IN = {"zh-hans": "zh", "zh-hant": "zh-Hant"}


def provinces(language: str, *countries: str) -> dict[str, list[tuple[str, str]]]:
    """(code, name) of each country's provinces by name, in the language where it is known. Two queries."""
    rows = list(Place.objects.filter(kind=Place.Kind.PROVINCE, country__in=countries, retired=False))
    told = _told([row.pk for row in rows], language)
    found: dict[str, list[tuple[str, str]]] = {country: [] for country in countries}
    for row in rows:
        found[row.country].append((row.code, told.get(row.pk, row.name)))
    return {country: sorted(named, key=lambda each: each[1].casefold()) for country, named in found.items()}


def names(areas: list[tuple[str, str]], language: str = "") -> dict[tuple[str, str], str]:
    """What areas (country, province) are called; a province that is no longer known by its code. Two queries."""
    codes = {province or country for country, province in areas}
    rows = {row.code: row for row in Place.objects.filter(code__in=codes)}
    told = _told([row.pk for row in rows.values()], language)
    called = {code: told.get(row.pk, row.name) for code, row in rows.items()}
    return {(country, province): called.get(province or country, province or country) for country, province in areas}


def name_in_each(country: str, province: str, languages: Iterable[str]) -> dict[str, str]:
    """What one area is called in each of the languages. Two queries."""
    place = Place.objects.filter(code=province or country).first()
    told = dict(PlaceName.objects.filter(place=place).order_by("-pk").values_list("lang", "name")) if place else {}
    usual = place.name if place else province or country
    return {language: told.get(NAMED_IN.get(language, language), usual) for language in languages}


def _told(places: list[int], language: str) -> dict[int, str]:
    if not language:
        return {}
    found = PlaceName.objects.filter(place__in=places, lang=NAMED_IN.get(language, language)).order_by("-pk")
    return dict(found.values_list("place_id", "name"))


def is_area(country: str, province: str) -> bool:
    """Whether warnings can be for it."""
    if country not in COUNTRIES:
        return False
    known = Place.objects.filter(kind=Place.Kind.PROVINCE, country=country, retired=False)
    return not province or known.filter(code=province).exists()
