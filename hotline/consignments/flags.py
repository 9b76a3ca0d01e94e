"""Looking a consignment over. Pure: told fields and the kept reading in, flags out."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from hotline.consignments import table
from hotline.reading.identifiers import cargo

SURE = ("A", "B")  # official words, and those of word lists; what nobody verified raises no flag
CONTAINER = re.compile(r"[A-Z]{3}[UJZ][0-9]{7}")
AWB = re.compile(r"[0-9]{3}[0-9]{8}")
POSTAL = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")
IMO = re.compile(r"[0-9]{7}")


@dataclass(frozen=True)
class Flag:
    """One thing that does not fit: a code of the table, and what it was seen in."""

    code: str
    said: str = ""

    @property
    def rule(self) -> table.Rule:
        return table.FLAGS[self.code]


def look_over(told: dict[str, Any]) -> list[Flag]:
    """Flags of the fields alone, in the order of the table. Args: told: checked fields of the partner API."""
    found = [*_numbers(told), *_goods(told), *_route(told), *_amounts(told)]
    return sorted(found, key=lambda flag: list(table.FLAGS).index(flag.code))


def of_reading(found: dict[str, Any]) -> list[Flag]:
    """Flags of what a worker read in the words: listed species, words of the trade. `found`: `reading.kept`."""
    listed = [each for each in found.get("taxa", ()) if each["appendix"]]
    flags = [Flag("cites_taxon", f"{each['name']} {each['appendix']}") for each in listed[:3]]
    # One word is one flag, however often it is said.
    terms = [each for each in found.get("terms", ()) if each["confidence"] in SURE]
    words = dict.fromkeys(str(each["said"]) for each in terms)
    return flags + [Flag("wildlife_term", word) for word in list(words)[:1]]


def points(flags: list[Flag]) -> int:
    """The sum of the weights, each code once."""
    return min(table.MOST, sum(table.FLAGS[code].points for code in {flag.code for flag in flags}))


def as_kept(flags: list[Flag]) -> list[dict[str, str]]:
    return [asdict(flag) for flag in flags]


def plain(said: str) -> str:
    """A number as it is compared: capital letters and digits, without what is written between them."""
    return re.sub(r"[\s./_-]+", "", said).upper()


def _numbers(told: dict[str, Any]) -> Iterator[Flag]:
    for said in told.get("containers", ()):
        number = plain(said)
        if not CONTAINER.fullmatch(number):
            yield Flag("container_form", said)
        elif cargo.container_check(number[:10]) != int(number[10]):
            yield Flag("container_check", said)
    number = plain(told.get("imo", "")).removeprefix("IMO")
    if number and not (IMO.fullmatch(number) and cargo.imo_is_valid(number)):
        yield Flag("imo_check", told["imo"])
    yield from _one(told.get("awb", ""), "awb", AWB, lambda number: cargo.awb_is_valid(number[3:]))
    yield from _one(
        told.get("postal", ""), "postal", POSTAL, lambda number: cargo.postal_check(number[2:10]) == int(number[10])
    )


def _one(said: str, kind: str, form: re.Pattern[str], holds: Any) -> Iterator[Flag]:
    number = plain(said)
    if number and not form.fullmatch(number):
        yield Flag(f"{kind}_form", said)
    elif number and not holds(number):
        yield Flag(f"{kind}_check", said)


def _goods(told: dict[str, Any]) -> Iterator[Flag]:
    said = " ".join(told.get("goods", "").lower().split())
    cover = next((word for word in table.COVERS if word in said), "")
    if cover and told.get("origin") in table.ORIGINS:
        yield Flag("cover_goods", cover)


def _route(told: dict[str, Any]) -> Iterator[Flag]:
    origin, through, to = told.get("origin", ""), told.get("transit", []), told.get("destination", "")
    way = [country for country in (origin, *through, to) if country]
    if origin in table.ORIGINS and to in table.ARRIVALS:
        yield Flag("known_route", f"{origin} → {to}")
    hubs = [country for country in through if country in table.TRANSITS]
    if hubs and origin in table.ORIGINS:
        yield Flag("known_transit", ", ".join(hubs))
    if len(set(way)) < len(way) and through:
        yield Flag("turns_back", " → ".join(way))


def _amounts(told: dict[str, Any]) -> Iterator[Flag]:
    declared, weighed = told.get("weight_kg"), told.get("weighed_kg")
    pieces, counted = told.get("pieces"), told.get("counted_pieces")
    if declared is not None and weighed is not None and abs(declared - weighed) > table.TENTH * max(declared, weighed):
        yield Flag("weight_differs", f"{declared:g} kg / {weighed:g} kg")
    if pieces is not None and counted is not None and pieces != counted:
        yield Flag("pieces_differ", f"{pieces} / {counted}")
    weight = weighed if weighed is not None else declared
    if weight is None:
        return
    boxes = len(told.get("containers", ()))
    if boxes and weight > boxes * table.CONTAINER_KG:
        yield Flag("too_heavy_container", f"{weight:g} kg")
    if told.get("postal") and weight > table.POSTAL_KG * max(1, pieces or 1):
        yield Flag("too_heavy_postal", f"{weight:g} kg")
    if pieces and weight / pieces < table.LIGHTEST_KG:
        yield Flag("too_light", f"{weight:g} kg / {pieces}")
