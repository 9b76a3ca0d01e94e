"""A reading as it is kept: JSON, each thing once with all its spans, each span by the piece of the tip it is in."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from hotline.reading.found import Reading, Span
from hotline.reading.index import Index
from hotline.reading.standing import standing

NARRATIVE = "narrative"
BETWEEN = "\n"  # pieces are read as one text, so that each bears the others out

Pieces = list[tuple[str, int, int]]
Kept = dict[str, Any]


def joined(pieces: Iterable[tuple[str, str]]) -> tuple[str, Pieces]:
    """(name, text) pairs as one text, and where in it each begins and ends."""
    text, found = "", Pieces()
    for name, said in pieces:
        if said:
            text += BETWEEN if text else ""
            found.append((name, len(text), len(text) + len(said)))
            text += said
    return text, found


def kept(reading: Reading, text: str, pieces: Pieces, index: Index) -> Kept:
    """What is kept of a reading. Spans are [piece, start, end), counted in code points of that piece.

    Args:
        text: what was read, as `joined` made it with `pieces`.
    """
    state = reading.state
    found: Kept = {
        "lang": reading.language.code,
        "script": reading.language.script,
        "taxa": [_taxon(group, index) for group in _alike(reading.taxa, lambda each: each.name)],
        "terms": [
            {"code": one.code, "slang": one.slang, "confidence": one.confidence} | _said(group, text)
            for group in _alike(reading.terms, lambda each: (each.code, each.slang, each.confidence))
            for one in group[:1]
        ],
        "quantities": [{"value": one.value, "unit": one.unit} | _said([one], text) for one in reading.quantities],
        "prices": [{"amount": one.amount, "currency": one.currency} | _said([one], text) for one in reading.prices],
        "places": [
            {"name": one.name, "country": one.country, "lat": one.lat, "lon": one.lon, "kind": one.kind,
             "choices": [list(choice) for choice in one.choices]} | _said(group, text)
            for group in _alike(reading.places, lambda each: (each.name, each.country, each.lat, each.lon))
            for one in group[:1]
        ],
        "identifiers": [
            {"kind": one.kind, "value": one.value, "valid": one.valid} | _said(group, text)
            for group in _alike(reading.identifiers, lambda each: (each.kind, each.value))
            for one in group[:1]
        ],
        "state": {name: getattr(state, name) for name in ("live", "urgent", "violence", "official", "on_topic")},
        "cues": [{"kind": group[0].kind} | _said(group, text) for group in _alike(state.because, lambda cue: cue.kind)],
    }  # fmt: skip
    return _by_piece(found, pieces)


def _taxon(group: Sequence[Any], index: Index) -> Kept:
    one, known = group[0], standing(group[0].name, index)
    said = next((each.said for each in group if each.said), "")
    return {
        "name": one.name, "rank": one.rank, "said": said, "verified": any(each.verified for each in group),
        "group": known.group, "appendix": known.appendix, "spans": [each.span for each in group],
    }  # fmt: skip


def _said(group: Sequence[Any], text: str) -> Kept:
    """The words of the first, and the spans of all."""
    return {"said": text[slice(*group[0].span)], "spans": [each.span for each in group]}


def _alike(found: Iterable[Any], by: Any) -> Iterable[list[Any]]:
    groups: dict[Hashable, list[Any]] = {}
    for each in found:
        groups.setdefault(by(each), []).append(each)
    return groups.values()


def _by_piece(found: Kept, pieces: Pieces) -> Kept:
    for each in (each for told in found.values() if isinstance(told, list) for each in told):
        placed = [_placed(span, pieces) for span in each["spans"]]
        each["spans"] = list(dict.fromkeys(span for span in placed if span))
    return found


def _placed(span: Span, pieces: Pieces) -> tuple[str, int, int] | None:
    """A span in the piece where it begins; what runs over its end is cut off."""
    for name, start, end in pieces:
        if start <= span[0] < end:
            return name, span[0] - start, min(span[1], end) - start
    return None
