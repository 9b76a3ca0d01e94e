"""Folding: one spelling for text and names alike, which remembers where each piece stood in the text as given."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache

from hotline.reading import zawgyi
from hotline.reading.scripts import TO_SIMPLIFIED
from reference.spelling import plain

SPACE, LETTER, DIGIT, PACKED, NOTHING, BREAK, LINK = range(7)
# Scripts written without space between words, as pairs of code points: Thai, Lao, Burmese, Khmer, kana, Han.
PACKED_RANGES = (
    (0x0E01, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x19E0, 0x19FF),
    (0x3005, 0x3007),
    (0x3021, 0x30FF),
    (0x3400, 0x9FFF),
    (0xA9E0, 0xA9FF),
    (0xAA60, 0xAA7F),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
ASCII_WORD = re.compile("[a-z]+|[0-9]+")
ASCII_LINKS = re.compile("(?<=[A-Za-z])['`]")
ELISION = re.compile("(?<![A-Za-z])(d|l|s|n|j|c|m|t|qu)['`](?=[A-Za-z])", re.IGNORECASE)
ELIDED = frozenset(("d", "l", "s", "n", "j", "c", "m", "t", "qu"))  # French words that lean on the next
LINKS = frozenset("'’‘ʼ`´")
HYPHENS = frozenset("-‐‑‒–_")
ALIKE = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "ی": "ي"}
)
# Devanagari: a nasal mark is written either way, and the dot below is often left out.
INDIC = {"ँ": "ं", "़": ""}


@dataclass(slots=True)
class Word:
    """A word of a spaced script, or a run of digits. `start`, `end` are code points of the text as given."""

    norm: str
    start: int
    end: int
    after_break: bool
    is_number: bool = False


@dataclass(slots=True)
class Folded:
    """A text in the one spelling.

    Args:
        text: as given.
        words: of spaced scripts and numbers, in order.
        packed: what is written in scripts without spaces; anything else is one space.
        starts, ends: for each character of `packed`, the span it came from, in code points of the text as given.
    """

    text: str
    words: list[Word] = field(default_factory=list)
    packed: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    word_starts: list[int] = field(default_factory=list)

    def word_at(self, start: int) -> int:
        """Index of the first word that starts at or after a place in the text."""
        return bisect_left(self.word_starts, start)


def fold(text: str) -> Folded:
    """Fold a text. Burmese in the Zawgyi encoding is read as Unicode; spans stay those of the text as given."""
    pieces = zawgyi.pieces(text) if zawgyi.is_zawgyi(text) else None
    return _fold(text, pieces)


def phrase(name: str) -> str:
    """A name of a spaced script as its words with one space between; a name of another script without any space."""
    if name.isascii():
        return " ".join(ASCII_WORD.findall(ASCII_LINKS.sub("", ELISION.sub(r"\1 ", name)).lower()))
    folded = _fold(name, None)
    if folded.packed.strip():
        return "" if folded.words else folded.packed.replace(" ", "")
    return " ".join(word.norm for word in folded.words)


def _fold(text: str, pieces: list[tuple[str, int, int]] | None) -> Folded:
    out = Folded(text)
    packed: list[str] = []
    norm = ""
    begin = stop = 0
    kind_open = SPACE
    broken = True
    gap = True
    steps = pieces if pieces is not None else [(char, at, at + 1) for at, char in enumerate(text)]
    for char, start, end in steps:
        kind, folded = _known(char)
        if kind == NOTHING:
            continue
        if kind == LINK:
            if kind_open == LETTER and norm not in ELIDED:
                continue
            kind = SPACE if kind_open == LETTER else BREAK
        if kind != kind_open and norm:
            out.words.append(Word(norm, begin, stop, broken, kind_open == DIGIT))
            norm, broken = "", False
        if kind == PACKED:
            for each in folded:
                packed.append(each)
                out.starts.append(start)
                out.ends.append(end)
            gap = False
            broken = True
        else:
            if not gap and kind != SPACE:
                packed.append(" ")
                out.starts.append(start)
                out.ends.append(end)
                gap = True
            if kind == BREAK:
                broken = True
            elif kind in (LETTER, DIGIT):
                if not norm:
                    begin = start
                norm += folded
                stop = end
        kind_open = kind
    if norm:
        out.words.append(Word(norm, begin, stop, broken, kind_open == DIGIT))
    out.packed = "".join(packed)
    out.word_starts = [word.start for word in out.words]
    return out


@cache
def _known(char: str) -> tuple[int, str]:
    """The kind of one character and what it becomes."""
    if char in LINKS:
        return LINK, ""
    if char in HYPHENS:
        return SPACE, " "
    point = ord(char[0])
    for low, high in PACKED_RANGES:
        if low <= point <= high:
            digit = _digit(char)
            if digit:
                return DIGIT, digit
            if char in "ฯ๏๚๛។៕៖៘၊။、。":
                return BREAK, " "
            return PACKED, unicodedata.normalize("NFKC", char).translate(TO_SIMPLIFIED)
    if char.isspace():
        return (BREAK, " ") if char in "\n\r\u2028\u2029" else (SPACE, " ")
    digit = _digit(char)
    if digit:
        return DIGIT, digit
    if char in INDIC:
        return (LETTER, INDIC[char]) if INDIC[char] else (NOTHING, "")
    folded = plain(char).translate(ALIKE).replace("़", "").replace("ँ", "ं")
    if not folded:
        return NOTHING if unicodedata.category(char)[0] in "MC" else BREAK, ""
    if unicodedata.category(char)[0] in "LM":
        return LETTER, folded
    return BREAK, " "


def _digit(char: str) -> str:
    try:
        return str(unicodedata.digit(char)) if unicodedata.category(char) == "Nd" else ""
    except (ValueError, TypeError):
        return ""
