"""What a tip states that another may state, too, in any language: identifiers, and animals at a place in time. Pure.

A fact is a kind and a value in one form. Time and place are cut into cells that overlap by half, so that two tips close
to each other always have one cell in common: days into spans of six that begin every third day, degrees into squares of
0.2 that begin every tenth of a degree (11 km).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import IntEnum
from itertools import product
from math import floor
from typing import NamedTuple

from hotline import addresses, forwards
from hotline.reading.folding import phrase
from hotline.reading.found import Identifier, Quantity, Reading, Spot
from hotline.reading.index import Index
from hotline.reading.taxonomy import Kin

DAYS = 3
SQUARES_A_DEGREE = 10
# Of one tip: what is told first. A tip that names more is a list of prices or a newspaper.
MAX_GROUPS, MAX_PLACES, MAX_AMOUNTS, MAX_IDENTIFIERS = 3, 3, 4, 40
# Two tigers are told of by many.
LEAST_AMOUNT = 4


class Kind(IntEnum):
    """Numbers are kept sealed in marks: never give one to another kind."""

    PASSAGE = 0
    PHONE = 1
    PLATE = 2
    CONTAINER = 3
    IMO = 4
    MMSI = 5
    AWB = 6
    POSTAL = 7
    EMAIL = 8
    URL = 9
    HANDLE = 10
    WALLET = 11
    PASSPORT = 12
    FLIGHT = 13
    EVENT = 14
    HAUNT = 15
    AMOUNT = 16
    LANGUAGE = 17


class Fact(NamedTuple):
    kind: Kind
    value: str


def stated(text: str, reading: Reading, index: Index, *, home: str, day: date) -> set[Fact]:
    """The facts of a text.

    Args:
        text: as it was read. What stands in the head of a forwarded message is the forwarder's and no fact.
        home: ISO 3166 code of the country that the form tells, '' where none does.
        day: when the tip came.
    """
    heads = forwards.heads(text)
    own = [each for each in reading.identifiers if each.valid and not _stands_in(each, heads)]
    found = {fact for each in own[:MAX_IDENTIFIERS] for fact in identified(each, day)}
    found.add(Fact(Kind.LANGUAGE, reading.language.code))
    groups = list(dict.fromkeys(group(index.kin[each.name]) for each in reading.taxa if each.name in index.kin))
    for each in groups[:MAX_GROUPS]:
        found.update(_seen(each, reading, home, day))
    return found


def group(kin: Kin) -> str:
    """The animals or plants that a person would call the same: a pangolin is one whichever kind of it is named.

    Families of mammals and plants; orders of the others, for who writes "turtle", "snake" or "parrot" means no family.
    """
    kingdom, order, family, _genus = kin.above
    if kingdom == "Elasmobranchii":
        return kingdom
    return (family if kingdom in ("", "Mammalia") else order) or kin.name


def _stands_in(each: Identifier, heads: list[tuple[int, int]]) -> bool:
    return any(start <= each.span[0] < end for start, end in heads)


def identified(each: Identifier, day: date) -> Iterator[Fact]:
    """The facts that one identifier states, in the form in which the index holds them. `day`: of what names it."""
    kind = Kind[each.kind.upper()]
    if kind == Kind.FLIGHT:  # the same number flies every day
        yield from (Fact(kind, f"{each.value}|{span}") for span in spans(day))
    elif kind == Kind.URL:
        yield from (Fact(Kind[name.upper()], value) for name, value in addresses.meant(each.value))
    elif kind == Kind.HANDLE:
        yield Fact(kind, each.value.lstrip("@").casefold())
    else:
        yield Fact(kind, each.value.translate(addresses.LATIN_ON_PLATES) if kind == Kind.PLATE else each.value)


def _seen(animals: str, reading: Reading, home: str, day: date) -> Iterator[Fact]:
    places = [each for each in reading.places if each.kind != "country"]
    for spot in places[:MAX_PLACES]:
        name = f"{animals}|{spot.country}|{phrase(spot.name)}"
        if spot.name and spot.kind != "position":
            yield Fact(Kind.HAUNT, name)
            yield from (Fact(Kind.EVENT, f"{name}|{span}") for span in spans(day))
        yield from (Fact(Kind.EVENT, f"{animals}|{at}|{span}") for at, span in product(squares(spot), spans(day)))
    countries = dict.fromkeys([*(each.country for each in reading.places if each.country), *([home] if home else [])])
    for country, amount, span in product(list(countries)[:1], _amounts(reading), spans(day)):
        yield Fact(Kind.AMOUNT, f"{animals}|{country}|{amount}|{span}")


def _amounts(reading: Reading) -> list[str]:
    counted = [_written(each) for each in reading.quantities if each.unit and _is_telling(each)]
    return [*counted, *(f"{each.amount:g} {each.currency}" for each in reading.prices)][:MAX_AMOUNTS]


def _is_telling(each: Quantity) -> bool:
    return each.value >= LEAST_AMOUNT or each.value != int(each.value)


def _written(each: Quantity) -> str:
    return f"{each.value / 1000:g} kg" if each.unit == "g" else f"{each.value:g} {each.unit}"


def spans(day: date) -> tuple[int, int]:
    """Numbers of the two spans of days that hold a day. Days up to `DAYS` apart share one, days from six on none."""
    number = day.toordinal() // DAYS
    return number - 1, number


def squares(spot: Spot) -> Iterable[str]:
    """The four squares that hold a place; none where its position is not known."""
    if spot.lat is None or spot.lon is None:
        return ()
    south, west = floor(spot.lat * SQUARES_A_DEGREE), floor(spot.lon * SQUARES_A_DEGREE)
    return [f"{lat}:{lon}" for lat, lon in product((south - 1, south), (west - 1, west))]
