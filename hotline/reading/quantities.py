"""Quantities and prices: numbers with what they count, in CITES units; money apart."""

import re
from collections.abc import Iterable
from functools import cache

from hotline.reading import numbers
from hotline.reading.found import Price, Quantity, Span
from hotline.reading.index import Index
from hotline.reading.lists import rows
from hotline.reading.numbers import Number
from hotline.reading.view import View

PACKED = ("th", "lo", "km", "my", "zh")
REACH = 3  # words between a number and the animal or thing that it counts
NOT_COUNTED = frozenset(
    [
        "day",
        "days",
        "hour",
        "hours",
        "minute",
        "minutes",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "am",
        "pm",
        "o",
        "clock",
        "km",
        "kilometers",
        "kilometres",
        "people",
        "men",
        "man",
        "women",
        "jours",
        "heures",
        "heure",
        "mois",
        "ans",
        "an",
        "dias",
        "horas",
        "hora",
        "meses",
        "anos",
        "hombres",
        "ngay",
        "gio",
        "thang",
        "nam",
        "nguoi",
        "tieng",
        "phut",
        "hari",
        "jam",
        "menit",
        "bulan",
        "tahun",
        "orang",
        "siku",
        "saa",
        "wiki",
        "mwezi",
        "mwaka",
        "watu",
        "dakika",
    ]
)
LOOSE = frozenset(("no.",))  # what a bare count is in


def find(
    view: View, index: Index, counted: Iterable[Span], taken: Iterable[Span]
) -> tuple[list[Quantity], list[Price]]:
    """Amounts and money in a text.

    Args:
        counted: spans of animals and specimens: a number before them counts them.
        taken: spans of telephone numbers, plates, coordinates and the like: numbers inside count nothing.
    """
    quantities, prices = [], []
    busy, things = list(taken), sorted(counted)
    for number in numbers.find(view):
        blocked = things if number.in_words else ()
        if any(start < number.end and number.start < end for start, end in (*busy, *blocked)):
            continue
        price = _price(view, number)
        if price:
            prices.append(price)
            continue
        quantity = _with_unit(view, index, number) or _counting(view, number, things)
        if quantity:
            quantities.append(quantity)
            busy.append(quantity.span)
    return quantities, prices


def _with_unit(view: View, index: Index, number: Number) -> Quantity | None:
    lang = view.language.code
    if lang in PACKED:
        return _packed_unit(view, index, number)
    words = view.folded.words
    at = view.folded.word_at(number.end)
    if at >= len(words) or words[at].start > number.end + 2 or (words[at].after_break and words[at].start > number.end):
        return None
    spelt = view.keys if lang == "vi" and view.keys is not None else [word.norm for word in words]
    for length in (2, 1):
        said = " ".join(spelt[at : at + length])
        known = index.units.get(f"{lang}:{said}") or index.units.get(f"any:{said}") or (
            index.units.get(f"en:{said}") if lang == "unknown" else None
        )  # fmt: skip
        if known and not (
            number.in_words and number.value == 1 and known[0] == "no." and lang in ("en", "fr", "es", "pt")
        ):
            return _quantity(number, known, words[min(at + length, len(words)) - 1].end)
    return None


def _packed_unit(view: View, index: Index, number: Number) -> Quantity | None:
    rest = view.text[number.end : number.end + 16]
    bare = rest.lstrip(" ​")
    begin = number.end + len(rest) - len(bare)
    lang = view.language.code
    for length in range(min(10, len(bare)), 0, -1):
        said = bare[:length].casefold()
        known = index.units.get(f"{lang}:{said}") or index.units.get(f"any:{said}")
        if known and not (lang in ("th", "lo", "km", "my") and _is_torn(bare, length)):
            return _quantity(number, known, begin + length)
    return None


def _is_torn(text: str, at: int) -> bool:
    return at < len(text) and text[at] in "ะัาำิีึืฺุู็่้๊๋์ະັາຳິີຶືຸູົຼ່້໊໋໌ာိီုူေဲံ့း္်ျြွှ"


def _quantity(number: Number, known: tuple[str, float | None], end: int) -> Quantity:
    unit, factor = known
    return Quantity(round(number.value * (factor or 1), 6), unit if factor else "", (number.start, end))


def _counting(view: View, number: Number, things: list[Span]) -> Quantity | None:
    """A number right before what it counts: "3 live pangolins", "two ivory tusks"."""
    if number.value != int(number.value) or number.value == 0 or number.value > 100_000 or view.language.code in PACKED:
        return None
    at = view.folded.word_at(number.end)
    words = view.folded.words[at : at + REACH]
    for word in words:
        if (word.after_break and word.start > number.end) or word.norm in NOT_COUNTED or word.is_number:
            return None
        if any(start <= word.start < end for start, end in things):
            return Quantity(number.value, "no.", (number.start, number.end))
    return None


@cache
def _currencies() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    known = {word.casefold(): row["currency"] for row in rows("currencies") for word in row["words"].split("|")}
    spelt = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    after = re.compile(rf"[ \u00a0]?({spelt})(?![^\W\d_])", re.IGNORECASE)
    after_packed = re.compile(
        rf"[ \u00a0]?({'|'.join(sorted((re.escape(w) for w in known if ord(w[0]) > 0xE00), key=len, reverse=True))})"
    )
    before = re.compile(rf"(?<![^\W\d_])({spelt})[ \u00a0.]?$", re.IGNORECASE)
    return known, re.compile(f"{after.pattern}|{after_packed.pattern}", re.IGNORECASE), before


def _price(view: View, number: Number) -> Price | None:
    known, after, before = _currencies()
    found = after.match(view.text, number.end)
    if found:
        word = (found[1] or found[2]).casefold()
        return Price(number.value, known[word], (number.start, found.end()))
    ahead = before.search(view.text, max(0, number.start - 12), number.start)
    if ahead and not number.in_words:
        return Price(number.value, known[ahead[1].casefold()], (ahead.start(), number.end))
    return None
