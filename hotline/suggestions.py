"""Suggestions: what was read in a tip, one thing at a time, as an officer judges it. Pure, over the kept reading."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hotline.reading.kept import Kept

ON_TOPIC = 0.5


class Kind(TextChoices):
    TAXON = "taxon", _("Species")
    TERM = "term", _("Specimen")
    QUANTITY = "quantity", _("Quantity")
    PRICE = "price", _("Price")
    PLACE = "place", _("Place")
    IDENTIFIER = "identifier", _("Identifier")
    STATE = "state", _("State")
    LANGUAGE = "language", _("Language")


@dataclass(frozen=True)
class Suggestion:
    """One thing that was read.

    Args:
        key: with `kind`, what tells it from the others of its tip; the same when the tip is read again.
        value: what is kept of it (`reading.kept`).
        spans: (piece, start, end) of the words that led to it.
        said: the first of these words.
        sure: False for what may only be suggested: an unverified name, slang, an identifier of wrong shape.
    """

    kind: Kind
    key: str
    value: dict[str, Any] = field(default_factory=dict, compare=False)
    spans: tuple[tuple[str, int, int], ...] = ()
    said: str = ""
    sure: bool = True


def suggestions(found: Kept) -> list[Suggestion]:
    """All that was read, in the order in which it is shown."""
    return list(dict.fromkeys(_all(found))) if found else []


def find(found: Kept, kind: str, key: str) -> Suggestion | None:
    """The suggestion that a form names; None where it is no longer read."""
    return next((each for each in suggestions(found) if (each.kind, each.key) == (kind, key)), None)


def _all(found: Kept) -> Iterator[Suggestion]:
    for taxon in found["taxa"]:
        yield _of(Kind.TAXON, taxon["name"], taxon, taxon["verified"])
    for term in found["terms"]:
        yield _of(Kind.TERM, term["code"], term, not term["slang"] and term["confidence"] != "C")
    for each in found["quantities"]:
        yield _of(Kind.QUANTITY, f"{each['value']:.12g} {each['unit']}".strip(), each)
    for each in found["prices"]:
        yield _of(Kind.PRICE, f"{each['amount']:.12g} {each['currency']}".strip(), each)
    for each in found["places"]:
        yield _of(Kind.PLACE, f"{each['name']}, {each['country']}", each, not each["choices"])
    for each in found["identifiers"]:
        yield _of(Kind.IDENTIFIER, f"{each['kind']} {each['value']}", each, each["valid"])
    yield from _states(found)
    yield Suggestion(Kind.LANGUAGE, found["lang"], {"lang": found["lang"], "script": found["script"]})


def _of(kind: Kind, key: str, value: dict[str, Any], sure: bool = True) -> Suggestion:
    return Suggestion(kind, key, value, tuple((p, s, e) for p, s, e in value["spans"]), value["said"], sure)


# State and the kinds of cues that lead to it.
STATES = {"live": "live", "urgent": "now", "violence": "weapon", "official": "official"}


def _states(found: Kept) -> Iterator[Suggestion]:
    cues = {cue["kind"]: cue for cue in found["cues"]}
    for state, cue in STATES.items():
        if found["state"][state]:
            yield _of(Kind.STATE, state, cues.get(cue) or {"spans": [], "said": ""})
    if found["state"]["on_topic"] < ON_TOPIC:
        yield _of(Kind.STATE, "off_topic", cues.get("offtopic") or {"spans": [], "said": ""}, sure=False)
