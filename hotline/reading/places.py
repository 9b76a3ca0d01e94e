"""Places: countries, areas, towns, posts, ports and airports that a text names; what is ambiguous by its context."""

import re
from collections import Counter
from functools import cache

import phonenumbers

from hotline.reading import coordinates
from hotline.reading.books import Hit
from hotline.reading.found import Span, Spot
from hotline.reading.homes import HOME
from hotline.reading.index import Index
from hotline.reading.keys import key
from hotline.reading.language import frequent
from hotline.reading.lists import markers, rows
from hotline.reading.view import View

CLOSE = 14  # points within which another reading of a name is offered as a choice
SURE_TOWN = 52  # weight of a town that is known by its name alone: half a million people and more
LONGEST_SIGNS = 12
CALLING = re.compile(r"\+(\d{2,3})")
IATA = re.compile(r"\b[A-Z]{3}\b")
AIR_WORDS = re.compile(rf"(?i){markers('flying')}")
AFTER = ("hi", "ne")  # languages whose prepositions follow
PACKED = ("th", "lo", "km", "my", "zh")


def find(view: View, index: Index, *, home: str = "") -> list[Spot]:
    """Places in the order of the text.

    Args:
        home: the country that the tip's channel or form tells, '' where none does.
    """
    hits = [(hit, options) for hit in view.hits(index.places, loose=True) if (options := _options(view, hit, index))]
    context = _context(view, index, hits, home)
    named = [_settled(hit, options, index, context) for hit, options in hits]
    named += _airports(view, index, named)
    return sorted([*coordinates.find(view.text, index), *named], key=lambda spot: spot.span)


def names_with_capitals(view: View, index: Index) -> list[Span]:
    """Spans of names of places with capitals, of several words or after "in": neither animals nor things."""
    words = view.folded.words
    return [
        (hit.start, hit.end)
        for hit in view.hits(index.places, loose=True)
        if hit.first >= 0
        and (
            all(view.text[word.start].isupper() for word in words[hit.first : hit.last])
            or (hit.last - hit.first > 1 and words[hit.first].norm in _locatives(view.language.code))
        )
        and (hit.last - hit.first > 1 or (_is_led(view, hit) and view.capitals_tell))
    ]


def _is_people(view: View, hit: Hit) -> bool:
    """Whether a country's name tells of whom, not of where: many languages have one word for both."""
    if hit.first < 0:
        packed = view.folded.packed
        return packed[: hit.at].endswith(_signs("people_before")) or packed[hit.till :].startswith(
            _signs("people_after")
        )
    return view.word(hit.first - 1) in _people(view.language.code)


@cache
def _people(lang: str) -> frozenset[str]:
    return frozenset(
        key(word, "")
        for row in rows("places")
        if row["kind"] == "people" and row["lang"] == lang
        for word in row["words"].split("|")
    )


def _options(view: View, hit: Hit, index: Index) -> list[tuple[int, bool]]:
    """(number, whether by another name) of the places that these words may mean here."""
    options = [(int(mark.rstrip("a")), mark.endswith("a")) for mark in hit.page.split(",")]
    if any(index.spots[number][4] == "country" for number, _other in options) and _is_people(view, hit):
        return []
    if hit.first < 0:
        return options if _is_place_packed(view, hit, options, index) else []
    said = " ".join(view.word(at) for at in range(hit.first, hit.last))
    if any(index.spots[number][4] == "country" and not other for number, other in options):
        shortish = len(said) < 4 and not view.text[hit.start : hit.end].isupper()
        is_name = (
            view.is_capital(hit)
            or not view.text[hit.start].isalpha()
            or (said not in _collisions() and not view.capitals_tell)
        )
        fits = is_name or not view.text[hit.start].islower() or (said not in _collisions() and len(said) > 4)
        return options if fits and not shortish else []
    if _is_common(said, view, index):
        return []
    inner = view.folded.words[hit.first : hit.last]
    if view.is_capital(hit) and any(view.text[word.start].islower() and len(word.norm) > 3 for word in inner):
        return []
    cased = "a" <= view.text[hit.start].casefold() <= "\u04ff"
    led = _is_led(view, hit)
    best = max(index.spots[number][5] for number, _other in options)
    whole_led = len(inner) > 1 and inner[0].norm in _locatives(view.language.code)
    if cased and not any(view.text[word.start].isupper() for word in inner):
        led = led or whole_led
        lower_ok = (len(said) >= 5 and ((led and best >= 40) or (best >= SURE_TOWN and not view.capitals_tell))) or (
            led and best >= 50 and len(said) >= 4
        )
        return [each for each in options if not each[1]] if lower_ok else []
    if (
        cased
        and view.opens_sentence(hit)
        and not led
        and hit.last - hit.first == 1
        and view.capitals_tell
        and best < 48
    ):
        return []
    if not cased and not led and best < SURE_TOWN - 2:
        return []
    own = [each for each in options if not each[1]]
    if own:
        return own
    return options if (led and len(said) >= 5) or (best >= 56 and len(said) >= 5) else []


@cache
def _collisions() -> frozenset[str]:
    """Names of countries that are words, too."""
    return frozenset(word for row in rows("places") if row["kind"] == "collision" for word in row["words"].split("|"))


@cache
def _never(lang: str) -> frozenset[str]:
    return frozenset(
        key(word, "")
        for row in rows("places")
        if row["kind"] == "never" and row["lang"] == lang
        for word in row["words"].split("|")
    )


@cache
def _locatives(lang: str) -> frozenset[str]:
    return frozenset(
        key(word, "")
        for row in rows("places")
        if row["kind"] == "locative" and row["lang"] == lang
        for word in row["words"].split("|")
    )


@cache
def _signs(kind: str) -> tuple[str, ...]:
    return tuple(
        word
        for row in rows("places")
        if row["kind"] == kind and row["lang"] in PACKED
        for word in row["words"].split("|")
    )


@cache
def everyday(lang: str) -> frozenset[str]:
    """Frequent words of a language, and those that lead to a place: no names themselves."""
    tongues = (lang, "en", *(("hi-Latn",) if lang == "hi" else ()), *(("vi-plain",) if lang == "vi" else ()))
    return frozenset(key(word, "") for tongue in tongues for word in frequent(tongue)) | _locatives(lang)


def _is_common(said: str, view: View, index: Index) -> bool:
    if (
        said in _never("en")
        or said in _never("any")
        or said in _never(view.language.code)
        or said in everyday(view.language.code)
    ):
        return True
    lang = view.language.code
    for book in (index.terms, index.cues):
        if f"{lang}=" in book.spaced.get(said, ""):
            return True
    page = index.taxa.spaced.get(said)
    return page is not None and (page == "" or f"{lang}=" in page)


def _is_led(view: View, hit: Hit) -> bool:
    before = view.word(hit.first - 1)
    after = view.word(hit.last)
    if before in _locatives(view.language.code) or before in _locatives("en"):
        return True
    if view.language.code in AFTER and (after in _locatives(view.language.code)):
        return True
    return after in (
        "airport",
        "province",
        "district",
        "port",
        "border",
        "market",
        "city",
        "town",
        "county",
        "state",
        "village",
    )


def _is_place_packed(view: View, hit: Hit, options: list[tuple[int, bool]], index: Index) -> bool:
    packed, said = view.folded.packed, view.folded.packed[hit.at : hit.till]
    behind, ahead = packed[max(0, hit.at - LONGEST_SIGNS) : hit.at], packed[hit.till : hit.till + LONGEST_SIGNS]
    led = behind.endswith(_signs("before")) or ahead.startswith(_signs("after"))
    best = max(index.spots[number][5] for number, _other in options)
    is_country = any(index.spots[number][4] == "country" for number, _other in options)
    is_han = "\u3400" <= said[0] <= "\u9fff"
    if is_country:
        return len(said) > (1 if is_han else 2)
    if any(said in _never(lang) for lang in PACKED):
        return (led and len(said) > 1 and best >= 50 and ahead.startswith(_signs("after"))) or behind.endswith(
            ("จังหวัด", "จ.", "อำเภอ", "ແຂວງ", "ខេត្ត")
        )
    if is_han:
        return len(said) > 1 and (led or best >= 50 or len(said) > 2)
    return len(said) >= 5 or (led and len(said) >= 3) or (best >= 50 and len(said) >= 4)


def _context(view: View, index: Index, hits: list[tuple[Hit, list[tuple[int, bool]]]], home: str) -> Counter[str]:
    """Points for each country: what the text names for sure, where its language is spoken, what the form told."""
    points: Counter[str] = Counter()
    for rank, country in enumerate(HOME.get(view.language.code, ())):
        points[country] += max(16 - 2 * rank, 6) if view.language.code != "en" else 3
    if home:
        points[home] += 30
    for _hit, options in hits:
        countries = {index.spots[number][1] for number, _other in options}
        is_country = any(index.spots[number][4] == "country" for number, _other in options)
        if len(countries) == 1:
            points[countries.pop()] += 35 if is_country else 18
    for code in CALLING.findall(view.text):
        for digits in (code[:3], code[:2]):
            country = phonenumbers.region_code_for_country_code(int(digits))
            if country != "ZZ":
                points[country] += 22
                break
    return points


def _settled(hit: Hit, options: list[tuple[int, bool]], index: Index, context: Counter[str]) -> Spot:
    def points(option: tuple[int, bool]) -> float:
        spot = index.spots[option[0]]
        return spot[5] + context[spot[1]] - (12 if option[1] else 0) + (2 if spot[2] is not None else 0)

    ranked = sorted(options, key=points, reverse=True)
    best, best_points = ranked[0], points(ranked[0])
    name, country, lat, lon, kind, _weight = index.spots[best[0]]
    rivals = dict.fromkeys(
        (index.spots[number][0], index.spots[number][1])
        for number, other in ranked[1:]
        if best_points - points((number, other)) <= CLOSE and index.spots[number][1] != country
    )
    return Spot(name, country, lat, lon, kind, (hit.start, hit.end), tuple(rivals)[:5])


def _airports(view: View, index: Index, named: list[Spot]) -> list[Spot]:
    """Three capitals beside words of flying."""
    if not IATA.search(view.text) or not AIR_WORDS.search(view.text):
        return []
    found = []
    for match in IATA.finditer(view.text):
        page = index.places.spaced.get(f"iata {match[0].casefold()}")
        free = all(match.end() <= spot.span[0] or match.start() >= spot.span[1] for spot in named)
        if (
            page
            and free
            and match[0].casefold() not in everyday(view.language.code)
            and match[0] not in ("AWB", "KGS", "USD", "IMO", "PCS", "SMS", "VIP")
        ):
            name, country, lat, lon, kind, _weight = index.spots[int(page.split(",")[0].rstrip("a"))]
            found.append(Spot(name, country, lat, lon, kind, match.span()))
    return found
