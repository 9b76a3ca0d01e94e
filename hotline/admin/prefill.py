"""First lines of a report from what an officer accepted or corrected of a reading. What nobody judged fills nothing."""

from collections.abc import Mapping
from typing import Any

from hotline.admin.promote_form import MAX_LINES
from hotline.judging import Judged
from hotline.reading.kept import Kept
from hotline.suggestions import Kind, Suggestion, suggestions

Known = list[tuple[Suggestion, str]]
FAR = 10**6  # words of another piece of the tip


def species(found: Kept, judged: Mapping[tuple[str, str], Judged]) -> list[dict[str, Any]]:
    """A line for each taxon and specimen, as the form of a report takes them: name, term, quantity, unit.

    A specimen, and a quantity accepted as it was read, goes to the taxon that stands nearest to it, and of the
    specimens of that taxon the quantity to the nearest.
    """
    held: dict[str, Known] = {kind: [] for kind in Kind}
    for each in suggestions(found):
        if (word := judged.get((each.kind, each.key))) and word.value:
            held[each.kind].append((each, word.value))
    lines: list[dict[str, Any]] = []
    for taxon, name in held[Kind.TAXON]:
        terms = [(term, code) for term, code in held[Kind.TERM] if _nearest(term, held[Kind.TAXON]) is taxon]
        amounts = [each for each, _v in held[Kind.QUANTITY] if _nearest(each, held[Kind.TAXON]) is taxon]
        lines += [{"name": name, "term": code, **_amount(term, terms, amounts)} for term, code in terms] or [
            {"name": name, "term": "", **_amount(None, terms, amounts)}
        ]
    return lines[:MAX_LINES]


def _amount(term: Suggestion | None, terms: Known, amounts: list[Suggestion]) -> dict[str, Any]:
    quantity = next((each for each in amounts if _nearest(each, terms) is term), None)
    if quantity is None or not quantity.value["unit"]:
        return {}
    return {"quantity": round(quantity.value["value"], 3), "unit": quantity.value["unit"]}


def _nearest(each: Suggestion, taxa: Known) -> Suggestion | None:
    return min((taxon for taxon, _name in taxa), key=lambda taxon: _between(each, taxon), default=None)


def _between(one: Suggestion, other: Suggestion) -> int:
    """Characters between the nearest words of two suggestions."""
    return min(
        (
            max(0, max(start, from_) - min(end, till)) if piece == where else FAR
            for piece, start, end in one.spans
            for where, from_, till in other.spans
        ),
        default=FAR,
    )
