"""How alike two names are, whatever their script, spelling and order of words. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import JaroWinkler, Levenshtein

from intel.matching import forms, scripts, surnames
from intel.matching.sounds import fold, skeleton

# Words that so many bear that they tell little, and words that are a title as often as a name.
COMMON_SAID = """
van thi nguyen tran le pham wang li zhang chen liu muhammad mohamed mohammed mahmd ahmed ahmad singh kumar khan
hla maung siti sri de da la
"""
COMMON = frozenset(COMMON_SAID.split())
TITLE_OR_NAME_SAID = """
al el bin ibn ben binti bint abu u ko ma ong ba anh chi co chu nang tao puan i
"""
TITLE_OR_NAME = frozenset(TITLE_OR_NAME_SAID.split())
# One word for another that stands for it.
SHORT = {
    "mg": "maung", "md": "muhammad", "mohd": "muhammad", "mhd": "muhammad", "muh": "muhammad", "osman": "othman",
    "usman": "othman",
}  # fmt: skip
JOINED = ((re.compile(r"\b[ae]([trsnd])\1(?=\w{4})"), r"al \1"), (re.compile(r"(?<=\w)[eu]dd(?:i|ee)ne?\b"), " din"))
ARABIC_WORDS = frozenset(("al", "el", "bin", "ibn", "ben", "abd", "abdul", "abu"))
LIGHT, LIGHTER = 0.45, 0.2
SAME_BONES = 0.75  # two words of the same consonants, whatever their vowels
INITIAL = 0.85
WORDS = 8  # of a name are looked at


class Way(Enum):
    """What two names may differ in besides: each romanisation has habits of its own."""

    USUAL = ""
    ARABIC = "arabic"  # vowels are left out, ch is sh
    CHINESE = "chinese"  # b is p, d is t; syllables stand apart or together


LEVELLED = {
    Way.USUAL: str.maketrans({}), Way.ARABIC: str.maketrans("C", "s"), Way.CHINESE: str.maketrans("db", "tp"),
}  # fmt: skip


@dataclass(frozen=True)
class Name:
    """A name as it is compared."""

    words: tuple[str, ...]
    way: Way = Way.USUAL


@lru_cache(maxsize=20_000)
def read(written: str, is_company: bool = False) -> Name:
    """A name as somebody wrote it."""
    bare = forms.bare(written)
    latin = scripts.latin(bare)
    for shape, apart in JOINED:
        latin = shape.sub(apart, latin)
    words = tuple(SHORT.get(word, word) for word in forms.words(latin, is_company=is_company)[:WORDS])
    return Name(words, _way(bare, words))


def _way(bare: str, words: tuple[str, ...]) -> Way:
    if scripts.ARABIC.search(bare) or ARABIC_WORDS & set(words):
        return Way.ARABIC
    if scripts.CHINESE.search(bare) or any(surnames.is_one(word) for word in words):
        return Way.CHINESE
    return Way.USUAL


def likeness(one: Name, other: Name) -> float:
    """0 to 1; from about 0.85 on they sound alike."""
    if not one.words or not other.words:
        return 0.0
    if sorted(one.words) == sorted(other.words):
        return 1.0
    ways = {one.way, other.way} - {Way.USUAL}
    way = Way.ARABIC if Way.ARABIC in ways else ways.pop() if ways else Way.USUAL
    return max(_by_words(one.words, other.words, way), _as_one(one.words, other.words, way))


def _weight(word: str) -> float:
    if word in TITLE_OR_NAME:
        return LIGHTER
    return LIGHT if word in COMMON or len(word) == 1 else 1.0


def _by_words(one: tuple[str, ...], other: tuple[str, ...], way: Way) -> float:
    """Each word with its best partner, in any order; the worst pair counts as much as all together."""
    pairs = sorted(
        ((word_likeness(a, b, way), i, k) for i, a in enumerate(one) for k, b in enumerate(other)), reverse=True
    )
    taken_one: set[int] = set()
    taken_other: set[int] = set()
    total = weight = 0.0
    worst = 1.0
    for score, i, k in pairs:
        if i in taken_one or k in taken_other:
            continue
        taken_one.add(i)
        taken_other.add(k)
        heavy = max(_weight(one[i]), _weight(other[k]))
        total, weight = total + heavy * score, weight + heavy
        worst = min(worst, 1 - heavy * (1 - score))
    left = [word for at, word in enumerate(one) if at not in taken_one]
    left += [word for at, word in enumerate(other) if at not in taken_other]
    missing = sum(_weight(word) for word in left)
    # One word alone of several is no name: half of what is missing counts against it.
    share = 0.5 if len(taken_one) == 1 else 0.2
    return (0.5 * total / weight + 0.5 * worst) * weight / (weight + share * missing)


@lru_cache(maxsize=200_000)
def word_likeness(a: str, b: str, way: Way = Way.USUAL) -> float:
    """0 to 1 for two words; an initial is like the words that it begins."""
    if a == b:
        return 1.0
    if len(a) == 1 or len(b) == 1:
        return INITIAL if fold(a)[:1] == fold(b)[:1] else 0.0
    if surnames.are_one(a, b):
        return 0.95
    if a.isdigit() or b.isdigit():
        return 0.0
    return max(_sounding(a, b, way), *(0.95 * _sounding(x, y, way) for x, y in _bent(a, b)))


def _bent(a: str, b: str) -> Iterator[tuple[str, str]]:
    """The two with one habit undone: "Anuchar" for "Anucha", "Habibulin" for "Khabibulin"."""
    yield a, b
    for x, y in ((a, b), (b, a)):
        if x.endswith("ar") and y.endswith("a"):
            yield x[:-1], y
        if x.startswith("kh") and y.startswith("h"):
            yield x[1:], y


def _sounding(a: str, b: str, way: Way) -> float:
    bones = _bones(a, way), _bones(b, way)
    spelled = Levenshtein.normalized_similarity(fold(a), fold(b))
    if bones[0] == bones[1]:
        if way is Way.ARABIC:
            return 0.95 if len(bones[0]) > 1 else 0.8
        # Of one consonant the vowel is half the word.
        return SAME_BONES + (1 - SAME_BONES) * spelled if len(bones[0]) > 1 else 0.6 + 0.4 * spelled
    near = JaroWinkler.normalized_similarity(*bones) if way is Way.ARABIC else 0.0
    return max(0.75 * near, 0.85 * JaroWinkler.normalized_similarity(fold(a), fold(b)))


def _bones(word: str, way: Way) -> str:
    return skeleton(word).translate(LEVELLED[way])


def _as_one(one: tuple[str, ...], other: tuple[str, ...], way: Way) -> float:
    """As if they were written without blanks, whichever word stands first: "Xiao Ming" is "Xiaoming".

    A family name that stands in both is set aside first.
    """
    if len(one) == len(other) or (min(len(one), len(other)) == 1 and way is Way.CHINESE):
        return 0.0
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    found = [_joined(shorter, turned, way) for turned in _turned(longer)]
    for i, k in product(range(len(longer)), range(len(shorter))):
        if longer[i] == shorter[k] or surnames.are_one(longer[i], shorter[k]):
            rests = longer[:i] + longer[i + 1 :], shorter[:k] + shorter[k + 1 :]
            found += [_joined(rests[1], rests[0], way)] if all(rests) else []
    return 0.98 * max(found)


def _turned(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for at in range(len(words)):
        yield (*words[at:], *words[:at])


def _joined(one: tuple[str, ...], other: tuple[str, ...], way: Way) -> float:
    a, b = "".join(one), "".join(other)
    if any(len(word) == 1 for word in one) or _bones(a, way) != _bones(b, way):
        return 0.0
    return 0.95 if way is Way.ARABIC else 0.72 + 0.28 * Levenshtein.normalized_similarity(fold(a), fold(b))
