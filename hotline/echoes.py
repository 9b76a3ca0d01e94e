"""Where a report repeats its source: runs of words that would point to who spoke. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

RUN = 6  # words in a row
# Scripts that put no space between words: two signs weigh about one word.
RUN_UNSPACED = 12
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
WORD = re.compile(r"[^\W_]+")


def tokens(said: str) -> Iterator[tuple[str, int, int]]:
    """(folded word or sign, start, end) in code points of the text."""
    for found in WORD.finditer(said):
        if UNSPACED.search(found[0]):
            yield from ((sign, found.start() + at, found.start() + at + 1) for at, sign in enumerate(found[0]))
        else:
            yield unicodedata.normalize("NFKC", found[0]).casefold(), found.start(), found.end()


def _runs(said: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    said_in_order = list(tokens(said))
    for first in range(len(said_in_order)):
        size = RUN_UNSPACED if UNSPACED.match(said_in_order[first][0]) else RUN
        run = said_in_order[first : first + size]
        if len(run) == size:
            yield tuple(word for word, _start, _end in run), run[0][1], run[-1][2]


def stretches(text: str, sources: Iterable[str]) -> list[tuple[int, int]]:
    """Where `text` has six words and more in a row that stand in one of `sources` too: [start, end) in code points.

    Case and punctuation do not count; runs that overlap are one stretch.
    """
    said = {run for source in sources for run, _start, _end in _runs(source)}
    found: list[tuple[int, int]] = []
    for run, start, end in _runs(text):
        if run not in said:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def echoes(text: str, sources: Iterable[str]) -> list[str]:
    """The stretches of `text` that stand in one of `sources` too, as written in `text`."""
    return [text[start:end] for start, end in stretches(text, sources)]


def parted(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A text in pieces, in order, each with whether it lies in one of the spans; for drawing the marks."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [(words, is_marked) for words, is_marked in (*pieces, (text[at:], False)) if words]
