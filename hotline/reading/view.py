"""A text prepared for reading: folded once, with its language and what its words are looked up by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from hotline.reading import keys as spelling
from hotline.reading.books import Book, Hit
from hotline.reading.folding import Folded, fold
from hotline.reading.language import VIETNAMESE, Language, identify

SENTENCE_ENDS = '.!?。！？\n\r:;•-–—*"“«('
CASED_SHARE = 0.55  # of words with a capital: above it capitals tell nothing


@dataclass
class View:
    """One text and everything that several readers ask of it."""

    text: str
    language: Language
    folded: Folded
    keys: Sequence[str] | None = None
    _hits: dict[int, list[Hit]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> "View":
        language, folded = identify(text), fold(text)
        return cls(text, language, folded, spelling.keys(folded, language.code))

    @cached_property
    def lang(self) -> str:
        """The language whose entries of a page are asked for."""
        if self.language.code == "vi" and not VIETNAMESE.search(self.text):
            return "vi-plain"
        return self.language.code

    def hits(self, book: Book, *, loose: bool = False) -> list[Hit]:
        """Phrases of a book by the words of this language and by their plain spelling, without overlaps.

        Args:
            loose: whether Vietnamese marks may be wrong or missing, as in names of places.
        """
        kept = self._hits.get(id(book))
        if kept is None:
            kept = self._hits[id(book)] = self._find(book, loose=loose)
        return kept

    def _find(self, book: Book, *, loose: bool) -> list[Hit]:
        found = list(book.find_packed(self.folded)) if self.folded.packed.strip() else []
        spaced = list(book.find_spaced(self.folded.words, self.keys))
        if self.keys is not None and (self.language.code != "vi" or loose):
            return found + apart([*spaced, *book.find_spaced(self.folded.words)])
        return found + spaced  # one pass gives no overlaps

    def is_capital(self, hit: Hit) -> bool:
        return self.text[hit.start].isupper()

    def opens_sentence(self, hit: Hit) -> bool:
        """Whether nothing, or the end of a sentence, stands before a hit."""
        at = hit.start - 1
        while at >= 0 and self.text[at] in " \t":
            at -= 1
        return at < 0 or self.text[at] in SENTENCE_ENDS

    @cached_property
    def capitals_tell(self) -> bool:
        """Whether this text uses capitals as sentences do."""
        letters = [self.text[word.start] for word in self.folded.words if not word.is_number]
        upper = sum(letter.isupper() for letter in letters)
        return 0 < upper <= max(1, CASED_SHARE * len(letters)) if len(letters) > 2 else False

    def word(self, index: int) -> str:
        """The plain spelling of a word, '' beyond the ends."""
        return self.folded.words[index].norm if 0 <= index < len(self.folded.words) else ""


def apart(hits: Iterable[Hit]) -> list[Hit]:
    """Hits that do not overlap, the longest kept, in the order of the text."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def entries(page: str) -> dict[str, str]:
    """A page as what it says by language."""
    return dict(line.split("=", 1) for line in page.split(";")) if page else {}
