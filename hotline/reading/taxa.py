"""Taxa: which animals and plants a text names, as narrowly as its words support."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hotline.reading import friends
from hotline.reading.books import Hit
from hotline.reading.found import Named
from hotline.reading.index import Index
from hotline.reading.numbers import plain_words
from hotline.reading.places import everyday
from hotline.reading.typos import SHORTEST as SHORTEST_NAME
from hotline.reading.view import View, apart, entries

NEIGHBOURS = {"hi": ("ne",), "ne": ("hi",), "vi-plain": ("vi",), "unknown": ()}
DRIED_WHOLE = frozenset(
    ["Syngnathidae", "Hippocampus", "Holothuroidea", "Gekkonidae", "Gekko gecko", "Scorpiones", "Insecta", "Anura",
     "Chamaeleonidae", "Uromastyx", "Hirudo medicinalis", "Anguilla"]
)  # fmt: skip
PACKED = ("th", "lo", "km", "my", "zh")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hit with the taxon of its page; `weak` ones need a sign of an animal elsewhere."""

    hit: Hit
    taxon: str
    marks: str

    @property
    def weak(self) -> bool:
        return "w" in self.marks


def candidates(view: View, index: Index) -> list[Candidate]:
    """Every name of this text's language, of English and of science that stands in it."""
    found = []
    hits = view.hits(index.taxa)
    for hit in hits:
        chosen = _chosen(view, hit)
        if chosen:
            found.append(Candidate(hit, *chosen))
    covered = {at for hit in hits if hit.first >= 0 for at in range(hit.first, hit.last)}
    return found + list(_mistyped(view, index, covered))


def accepted(
    view: View,
    index: Index,
    found: list[Candidate],
    trade_words: set[int],
    trade_signs: Sequence[tuple[int, int]],
    *,
    has_sign: bool,
    off_topic: bool,
) -> tuple[Named, ...]:
    """The taxa of the candidates that no neighbour word makes something else.

    Args:
        trade_words: indexes of words that are trade terms.
        trade_signs: where trade terms stand in the text without spaces.
        has_sign: whether anything else in the text speaks of an animal.
        off_topic: whether it speaks of football, loans, jobs: animals are names of teams and brands there.
    """
    kept = [each for each in found if not friends.is_false(view, each.hit, trade_words, trade_signs)]
    doubtful = off_topic and not has_sign
    sure = has_sign or (not doubtful and any(not each.weak and not _is_name(view, each) for each in kept))
    meant = [
        each
        for each in kept
        if sure or _is_counted(view, each) or (not each.weak and not doubtful and not _is_name(view, each))
    ]
    return tuple(_named(view, index, each) for each in meant if not _is_told_narrower(index, each, meant))


def is_dried_whole(index: Index, taxon: str) -> bool:
    """Whether animals of this taxon are sold as whole dried bodies."""
    return not DRIED_WHOLE.isdisjoint(index.kin[taxon].chain())


def _is_told_narrower(index: Index, each: Candidate, meant: list[Candidate]) -> bool:
    """Whether the very next words name a kind of it: the snake of "python snake"."""
    return any(
        other.taxon != each.taxon
        and each.taxon in index.kin[other.taxon].chain()
        and other.hit.start <= each.hit.end + 1
        and each.hit.start <= other.hit.end + 1
        for other in meant
    )


def _is_counted(view: View, each: Candidate) -> bool:
    first, last = each.hit.first, each.hit.last
    if view.language.code == "sw" and first >= 0 and last < len(view.folded.words):  # numbers stand after the noun
        if view.folded.words[last].is_number or plain_words("sw").get(view.word(last), 0) > 1:
            return True
    return first > 0 and view.folded.words[first - 1].is_number and len(view.word(first - 1)) < 4


def _is_name(view: View, each: Candidate) -> bool:
    """Whether a single word with a capital inside a sentence is a proper name rather than an animal."""
    hit = each.hit
    if hit.first < 0 or hit.last - hit.first > 1 or "s" in each.marks:
        return False
    return view.capitals_tell and view.is_capital(hit) and not view.opens_sentence(hit)


def _chosen(view: View, hit: Hit) -> tuple[str, str] | None:
    said = entries(hit.page)
    if not said:
        return None
    lang = view.lang
    order = [lang, *NEIGHBOURS.get(lang, ()), *PACKED] if hit.first < 0 else [lang, *NEIGHBOURS.get(lang, ())]
    for tongue in order:
        if tongue in said:
            return _parted(said[tongue])
    if "en" in said:
        taxon, marks = _parted(said["en"])
        if "c" in marks or " " in view.text[hit.start : hit.end]:
            return taxon, marks
    if "la" in said and (hit.last - hit.first > 1 or (view.is_capital(hit) and hit.end - hit.start > 5)):
        return _parted(said["la"])
    if lang == "unknown":
        known = [told for told in map(_parted, said.values()) if "c" in told[1]]
        return known[0] if known else None
    return None


def _parted(told: str) -> tuple[str, str]:
    taxon, _slash, marks = told.rpartition("/")
    return taxon, marks


def _mistyped(view: View, index: Index, covered: set[int]) -> Iterator[Candidate]:
    words, keys = view.folded.words, view.keys
    hits = []
    for at, word in enumerate(words):
        if word.is_number or at in covered:
            continue
        spelt = keys[at] if keys is not None and view.language.code == "ru" else word.norm
        after = words[at + 1] if at + 1 < len(words) and not words[at + 1].after_break else None
        name = None
        if after and (word.norm in index.typos.parts or after.norm in index.typos.parts):
            name = index.typos.meant(f"{word.norm} {after.norm}")
        if name and " " in name:
            hits.append(Hit(index.taxa.spaced[name], word.start, words[at + 1].end, at, at + 2))
        elif len(spelt) >= SHORTEST_NAME and (name := index.typos.meant(spelt)) and " " not in name:
            hits.append(Hit(index.taxa.spaced[name], word.start, word.end, at, at + 1))
    for hit in apart(hits):
        chosen = _chosen(view, hit)
        if chosen and not _is_word(view, hit, index):
            yield Candidate(hit, *chosen)


def _is_word(view: View, hit: Hit, index: Index) -> bool:
    """Whether what looks like a misspelt name is a word of its own: of places, of trade, of cues."""
    said = " ".join(view.word(at) for at in range(hit.first, hit.last))
    if said in everyday(view.language.code):
        return True
    return said in index.places.spaced or said in index.terms.spaced or said in index.cues.spaced


def _named(view: View, index: Index, each: Candidate) -> Named:
    kin = index.kin[each.taxon]
    span = (each.hit.start, each.hit.end)
    return Named(kin.name, kin.told_rank, span, view.text[slice(*span)], "v" in each.marks or "s" in each.marks)
