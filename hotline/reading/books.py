"""Books: many phrases at once, looked up by word where a script parts its words, and by automaton where it does not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import ahocorasick_rs

from hotline.reading.folding import Folded, Word

# Signs after a name that make it another word: marks that stand over, under or after the last letter.
MARKS = frozenset(
    "ะัาำิีึืฺุู็่้๊๋์ํ๎"
    "ະັາຳິີຶືຸູົຼຽ່້໊໋໌ໍ"
    "\u17b6\u17b7\u17b8\u17b9\u17ba\u17bb\u17bc\u17bd\u17be\u17bf\u17c0\u17c1\u17c2\u17c3\u17c4\u17c5\u17c6\u17c7\u17c8\u17c9\u17ca\u17cb\u17cc\u17cd\u17ce\u17cf\u17d0\u17d1\u17d2\u17d3"
    "\u102b\u102c\u102d\u102e\u102f\u1030\u1031\u1032\u1036\u1037\u1038\u1039\u103a\u103b\u103c\u103d\u103e"
)
KILLERS = frozenset("์໌\u103a\u1039\u17cd\u17cb")  # the letter before them belongs to what came before
BEFORE = frozenset("เแโใไເແໂໃໄ\u17d2\u1039")  # vowels written before their letter, and stackers


@dataclass(frozen=True, slots=True)
class Hit:
    """One phrase of a book in a text. `first`, `last` are word indexes (last exclusive), -1 in unspaced scripts."""

    page: str
    start: int
    end: int
    first: int = -1
    last: int = -1
    at: int = -1
    till: int = -1


@dataclass
class Book:
    """Phrases with what the index knows of each, as one string (the page)."""

    spaced: Mapping[str, str]
    packed: Sequence[str]
    pages: Sequence[str]
    longest: dict[str, int] = field(default_factory=dict)
    automaton: ahocorasick_rs.AhoCorasick | None = None

    def __post_init__(self) -> None:
        for phrase in self.spaced:
            first, space, rest = phrase.partition(" ")
            words = 2 + rest.count(" ") if space else 1
            if words > self.longest.get(first, 0):
                self.longest[first] = words
        if self.packed:
            self.automaton = ahocorasick_rs.AhoCorasick(
                list(self.packed), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
            )

    def find(self, folded: Folded, keys: Sequence[str] | None = None) -> list[Hit]:
        """Every phrase that stands in a text, the longest where several begin at one word.

        Args:
            keys: what each word is looked up by, where that is not its plain spelling.
        """
        return [*self.find_spaced(folded.words, keys), *self.find_packed(folded)]

    def find_spaced(self, words: Sequence[Word], keys: Sequence[str] | None = None) -> Iterator[Hit]:
        norms = keys if keys is not None else [word.norm for word in words]
        longest, spaced, free = self.longest.get, self.spaced, 0
        for at, norm in enumerate(norms):
            most = longest(norm)
            if most and at >= free:
                for length in range(min(most, len(norms) - at), 0, -1):
                    if length > 1 and any(word.after_break for word in words[at + 1 : at + length]):
                        continue
                    page = spaced.get(" ".join(norms[at : at + length]) if length > 1 else norms[at])
                    if page is not None:
                        yield Hit(page, words[at].start, words[at + length - 1].end, at, at + length)
                        free = at + length
                        break

    def find_packed(self, folded: Folded) -> Iterator[Hit]:
        if self.automaton is None or not folded.starts:
            return
        text = folded.packed
        for pattern, start, end in self.automaton.find_matches_as_indexes(text):
            if not _torn(text, start, end):
                yield Hit(self.pages[pattern], folded.starts[start], folded.ends[end - 1], at=start, till=end)


def _torn(text: str, start: int, end: int) -> bool:
    """Whether the borders of a match lie inside a syllable."""
    if end < len(text):
        if text[end] in MARKS:
            return True
        if end + 1 < len(text) and text[end + 1] in KILLERS:
            return True
    return start > 0 and text[start - 1] in BEFORE
