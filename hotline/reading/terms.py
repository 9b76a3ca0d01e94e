"""Trade terms: which specimens a text speaks of, as CITES codes, slang marked as slang."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hotline.reading.books import Hit
from hotline.reading.found import Span, Term
from hotline.reading.index import Index
from hotline.reading.places import everyday
from hotline.reading.view import View, entries

NEAR_WORDS = 3  # between a specimen's word and the animal's
NEAR_SIGNS = 8  # characters, in scripts that do not part words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A hit with what its page says of it in the text's language."""

    hit: Hit
    code: str
    points_to: str
    strength: str
    confidence: str


def candidates(view: View, index: Index) -> list[Candidate]:
    """Every word for a specimen in this text, before it is weighed."""
    found = []
    for hit in view.hits(index.terms):
        told = _told(view, hit)
        if told:
            code, points_to, strength, confidence = told.split("/")
            found.append(Candidate(hit, code, points_to, strength, confidence))
    return found


def _told(view: View, hit: Hit) -> str | None:
    said = entries(hit.page)
    lang = view.lang
    for tongue in (lang, lang.removesuffix("-plain"), f"{lang}-Latn"):
        if tongue in said:
            return said[tongue]
    if hit.first < 0:
        return next(iter(said.values()), None)
    english = said.get("en")
    if english and view.word(hit.first) in everyday(view.language.code) and hit.last - hit.first == 1:
        return None
    if english and (
        lang == "unknown" or "/strong/" in english or lang in ("th", "lo", "km", "my", "zh", "ar", "hi", "ne", "ru")
    ):
        return english
    return next(iter(said.values()), None) if lang == "unknown" else None


def accepted(
    found: Iterable[Candidate],
    names: list[Hit],
    small: list[Hit],
    *,
    has_animal: bool,
    has_plant: bool,
    sells: bool,
) -> list[Candidate]:
    """The candidates that the text bears out.

    Args:
        names: where taxa are named.
        small: where animals are named that are dried whole: "dried" tells of bodies only beside these.
        has_animal: a taxon, or a plain word of wildlife crime, stands in the text.
        has_plant: a plant, or a word of illegal logging.
        sells: words of a sale, a price or a quantity stand in the text.
    """
    found = list(found)
    strong = any(each.strength == "strong" for each in found)
    slang = any(each.strength == "slang" for each in found)
    kept = []
    for each in found:
        near = any(_is_near(each.hit, name) for name in names)
        borne_out = {
            "strong": True,
            "generic": has_animal or strong,
            "adjacent": near,
            "before": any(_is_joined(name, each.hit) for name in names),
            "wood": has_plant or near,
            "whole": any(_is_near(each.hit, name) for name in small),
            "joined": any(_is_joined(each.hit, name) for name in names),
            "slang": sells or has_animal or strong,
            "everyday": slang and sells,
        }
        if borne_out[each.strength]:
            kept.append(each)
    return kept


def without_repeats(found: list[Candidate]) -> list[Candidate]:
    """Without timber where the same wood is told more narrowly: rosewood logs are logs, agarwood is chips."""
    logs = any(each.code in ("LOG", "SAW") for each in found)
    chips = [each for each in found if each.code in ("CHP", "OIL")]
    return [
        each
        for each in found
        if each.code != "TIM"
        or not (
            logs or any(_is_near(each.hit, other.hit) and each.points_to in ("", other.points_to) for other in chips)
        )
    ]


def with_worked_ivory(found: list[Candidate]) -> list[Candidate]:
    """Ivory beside a word of carving or jewellery is worked ivory, told once."""
    ivory = [each for each in found if each.code == "TUS" and each.strength == "strong"]
    worked = [each for each in found if each.code in ("CAR", "JWL") and any(_is_near(each.hit, o.hit) for o in ivory)]
    if not worked:
        return found
    touched = [each for each in ivory if any(_is_near(each.hit, other.hit) for other in worked)]
    return [replace(each, code="IVC") if each in touched else each for each in found if each not in worked]


def is_part_of(each: Candidate, names: list[Hit], *, plants: bool) -> bool:
    """Whether a word stands inside a longer name: the claw of the small-clawed otter, the ivory in a hornbill's."""
    if each.strength == "wood" and not plants:
        return any(name.start <= each.hit.start and each.hit.end <= name.end for name in names)
    if each.strength == "strong" and each.hit.first >= 0:
        return any(_holds(name, each.hit) for name in names)
    return any(name.start < each.hit.start and each.hit.end < name.end for name in names)


def _holds(one: Hit, other: Hit) -> bool:
    """Whether the words of one are some, and not all, of the words of the other."""
    return one.first <= other.first and other.last <= one.last and one.last - one.first > other.last - other.first


def with_tusks(found: list[Candidate], elephants: list[Span], others: list[Span]) -> list[Candidate]:
    """Teeth and horns of elephants are tusks: many languages have one word for both."""
    if not elephants:
        return found

    def away(each: Candidate, spans: list[Span]) -> int:
        return min((max(each.hit.start, start) - min(each.hit.end, end) for start, end in spans), default=1_000)

    return [
        replace(each, code="TUS")
        if each.code in ("TEE", "HOR") and each.strength != "strong" and away(each, elephants) < away(each, others)
        else each
        for each in found
    ]


def _is_joined(one: Hit, other: Hit) -> bool:
    return 0 <= one.start - other.end <= 1


def _is_near(one: Hit, other: Hit) -> bool:
    if one.start < other.end and other.start < one.end:
        return True
    if one.first >= 0 and other.first >= 0:
        return max(one.first, other.first) - min(one.last, other.last) <= NEAR_WORDS - 1
    return max(one.start, other.start) - min(one.end, other.end) <= NEAR_SIGNS


def told(found: Iterable[Candidate]) -> tuple[Term, ...]:
    """Candidates as terms, one for a code and span."""
    return tuple(
        dict.fromkeys(
            Term(each.code, _span(each.hit), each.strength in ("slang", "everyday"), each.confidence, each.points_to)
            for each in found
        )
    )


def _span(hit: Hit) -> Span:
    return hit.start, hit.end
