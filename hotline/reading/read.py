"""Reading a text: every reader in its order, each told what the ones before it found."""

from dataclasses import replace

from hotline.reading import cues, identifiers, places, quantities, state, taxa, terms
from hotline.reading.found import Named, Reading, Span, Term
from hotline.reading.index import Index
from hotline.reading.view import View

LONGEST = 20_000  # code points that are read; a tip's narrative is shorter


def read(text: str, index: Index, *, home: str = "") -> Reading:
    """What a text says. Pure: the same text and index give the same reading; no text raises.

    Args:
        text: as given; beyond `LONGEST` code points nothing is read.
        home: ISO 3166 code of the country that the form or channel tells, '' where none does.
    """
    view = View.of(text[:LONGEST])
    hints = cues.find(view, index)
    kinds = {cue.kind for cue in hints}
    spots = places.find(view, index, home=home)
    countries = dict.fromkeys((*((home,) if home else ()), *(spot.country for spot in spots if spot.country)))
    numbers = identifiers.find(view.text, view.language.code, tuple(countries))
    taken = [each.span for each in numbers]
    named, trade = _subjects(view, index, kinds, taken)
    lines = {above for each in named for above in index.kin[each.name].chain()}
    subjects = [*(each.span for each in named), *(term.span for term in trade)]
    spots = [spot for spot in spots if spot.kind == "position" or not _meets(spot.span, [*taken, *subjects])]
    busy = [*taken, *(spot.span for spot in spots if spot.kind == "position")]
    amounts, prices = quantities.find(view, index, subjects, busy)
    return Reading(
        view.language,
        _with_pointed_to(named, trade, index),
        trade,
        tuple(amounts),
        tuple(prices),
        tuple(spots),
        numbers,
        state.assess(hints, named, trade, lines),
    )


def _subjects(
    view: View, index: Index, kinds: set[str], taken: list[Span]
) -> tuple[tuple[Named, ...], tuple[Term, ...]]:
    """Animals, plants and specimens: the words of each bear out the other."""
    written = [*taken, *places.names_with_capitals(view, index)]
    words = [each for each in terms.candidates(view, index) if not _inside((each.hit.start, each.hit.end), written)]
    names = [each for each in taxa.candidates(view, index) if not _inside((each.hit.start, each.hit.end), written)]
    names = [each for each in names if not (each.weak and _leads(each.hit.end, taken))]
    trade_words = {at for word in words if word.strength != "slang" for at in range(word.hit.first, word.hit.last)}
    shown = any(word.strength in ("strong", "generic") for word in words)
    has_sign = shown or bool(kinds & {"wildlife", "live", "moved"})
    off_topic = "offtopic" in kinds
    has_sign = has_sign and not (off_topic and not shown and "wildlife" not in kinds)
    signs = [(word.hit.at, word.hit.till) for word in words if word.strength != "slang" and word.hit.first < 0]
    named = taxa.accepted(view, index, names, trade_words, signs, has_sign=has_sign, off_topic=off_topic)
    spans = {each.span for each in named}
    hits = [each.hit for each in names if (each.hit.start, each.hit.end) in spans]
    plants = any(_is_plant(index, each.name) for each in named)
    words = [each for each in words if not terms.is_part_of(each, hits, plants=plants)]
    small = [each.hit for each in names if taxa.is_dried_whole(index, each.taxon)]
    kept = terms.accepted(
        words,
        hits,
        small,
        has_animal=bool(named) or "wildlife" in kinds,
        has_plant=plants or "wildlife" in kinds,
        sells="sale" in kinds,
    )
    elephants = [each.span for each in named if "Elephantidae" in index.kin[each.name].chain()]
    others = [each.span for each in named if each.span not in elephants]
    named = tuple(_narrowed(each, words, index) for each in named)
    return named, terms.told(terms.without_repeats(terms.with_worked_ivory(terms.with_tusks(kept, elephants, others))))


def _narrowed(named: Named, words: list[terms.Candidate], index: Index) -> Named:
    """A name inside a plain term that tells its kind: the hornbill of "hornbill casque" is the helmeted one."""
    for word in words:
        kin = index.kin.get(word.points_to) if word.strength == "strong" else None
        if kin and word.hit.start <= named.span[0] and named.span[1] <= word.hit.end and named.name in kin.chain()[1:]:
            return replace(named, name=kin.name, rank=kin.told_rank)
    return named


def _meets(span: Span, others: list[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _leads(end: int, numbers: list[Span]) -> bool:
    """Whether an identifier follows at once: the seal of a container, the panther with a plate."""
    return any(0 <= start - end <= 2 for start, _end in numbers)


def _inside(span: Span, longer: list[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in longer)


def _is_plant(index: Index, name: str) -> bool:
    return not index.kin[name].above[0] and index.kin[name].rank not in ("class",)


def _with_pointed_to(named: tuple[Named, ...], trade: tuple[Term, ...], index: Index) -> tuple[Named, ...]:
    """The taxa named, and those that a plain term of trade speaks of by itself: ivory of elephants."""
    lines = {above for each in named for above in index.kin[each.name].chain()}
    more = []
    for term in trade:
        kin = index.kin.get(term.points_to)
        if kin is None or term.slang or kin.name in lines or any(_touches(term.span, each.span) for each in named):
            continue
        if any(kin.name in index.kin[each.name].chain() or each.name in kin.chain() for each in named):
            continue
        more.append(Named(kin.name, kin.told_rank, term.span, "", False))
    return tuple(
        sorted({(each.name, each.span): each for each in (*named, *more)}.values(), key=lambda each: each.span)
    )


def _touches(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] + 2 and other[0] <= one[1] + 2
