"""Cues: the plain words that tell of live animals, haste, violence, officials, trade, or of nothing of ours."""

from hotline.reading.found import Cue
from hotline.reading.index import Index
from hotline.reading.view import View, entries

NEIGHBOURS = {"hi": ("ne",), "ne": ("hi",)}


def find(view: View, index: Index) -> list[Cue]:
    """Every cue in the language of the text; in a text of unknown language, those of English."""
    found: list[Cue] = []
    lang = view.lang
    for hit in view.hits(index.cues):
        said = entries(hit.page)
        tongues = (lang, *NEIGHBOURS.get(lang, ()), "en") if hit.first >= 0 else tuple(said)
        kinds = next((said[tongue] for tongue in tongues if tongue in said), "")
        found.extend(Cue(kind, (hit.start, hit.end)) for kind in kinds.split(",") if kind)
    return found
