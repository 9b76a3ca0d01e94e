"""Number plates by the shapes of countries."""

import re
from collections.abc import Iterable, Iterator

from hotline.reading.found import Identifier
from hotline.reading.lists import markers, rows

# Each shape must tell a plate from a word, a flight and an amount by itself or beside the word for it.
SHAPES = {row["country"]: row["shape"] for row in rows("plates")}
# Shapes that nothing else has: found without the word for a plate.
CLEAR = ("CN", "IN", "RU", "VN", "NP", "TH", "LA", "KH")
WORD = re.compile(rf"(?i)(?:{markers('plate')})(?:\s*(?:{markers('plate_between')})){{0,4}}[\s:：#.\"(]*$")
ANY_WORD = re.compile(rf"(?i){markers('plate')}")
UPPER_NOT = re.compile(
    r"(?i)^(?:IMO|AWB|USD|VND|THB|MMSI|KG|RM|RP|TEL|LAT|LON|ID|NO|UTC|GMT|HK|US|EUR|AM|PM|KM|QR|TV|PO BOX|AK|APP)\b"
)


def marked(text: str) -> Iterator[Identifier]:
    """Plates whose shape belongs to one country alone."""
    for country in CLEAR:
        if country in ("TH", "LA", "KH", "VN", "NP"):
            continue
        yield from _matches(text, country, need_word=False)


def find(text: str, lang: str, countries: Iterable[str]) -> Iterator[Identifier]:
    """Plates in the shapes of the countries told, then of all, beside a word for a plate or a vehicle."""
    tried = dict.fromkeys(countries)
    for country in tried:
        if country in SHAPES:
            yield from _matches(text, country, need_word=country not in ("VN", "KE"))
    if not ANY_WORD.search(text):
        return
    for country in SHAPES:
        if country not in tried:
            yield from _matches(text, country, need_word=True)


# Letters that a plate of the country begins with: one more of them before it makes it another word.
OWN_LETTERS = {"TH": "ก-๛", "LA": "ກ-ໝ", "RU": "А-Яа-я", "NP": "\u0900-\u097f", "KH": "\u1780-\u17d3"}
_COMPILED = {
    country: re.compile(rf"(?<![{OWN_LETTERS.get(country, '')}A-Za-z0-9_@/.-])(?:{shape})(?![A-Za-z0-9_@]|[.,]\d|-\d)")
    for country, shape in SHAPES.items()
}


def _matches(text: str, country: str, *, need_word: bool) -> Iterator[Identifier]:
    for match in _COMPILED[country].finditer(text):
        if UPPER_NOT.match(match[0]) or not any(char.isdigit() for char in match[0]):
            continue
        if need_word and not WORD.search(text, max(0, match.start() - 40), match.start()):
            continue
        yield Identifier("plate", re.sub(r"[\s.·•/-]", "", match[0]).upper(), True, match.span())
