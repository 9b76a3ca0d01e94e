"""A report's text with marks in it: where words stand, and into which pieces marks cut it. No database."""

import re
from collections.abc import Sequence
from itertools import pairwise

from hotline.models import Report

Span = tuple[int, int]
MAX_WORDS = 500  # characters of a quote


def whole(report: Report) -> str:
    """What is read and marked of a report: its title, a line break, its text."""
    return f"{report.title}\n{report.text}"


def places(text: str, words: str) -> list[Span]:
    """Where words stand in a text, each [start, end) in code points; blanks and line breaks count as alike."""
    parts = words.split()
    if not parts:
        return []
    return [match.span() for match in re.finditer(r"\s+".join(map(re.escape, parts)), text)]


def from_page(text: str, at: int) -> int:
    """Where a place of a page stands in the text: browsers count a line break as one sign, also where it is two."""
    seen = 0
    for offset, sign in enumerate(text):
        if seen >= at:
            return offset
        seen += not (sign == "\r" and text[offset + 1 : offset + 2] == "\n")
    return len(text)


def pieces(text: str, spans: Sequence[Span], *, within: Span) -> list[tuple[str, tuple[int, ...]]]:
    """Cut a part of a text where marks begin and end.

    Args:
        spans: [start, end) of each mark in the text; they may overlap.
        within: the part.
    Returns: (words, numbers of the marks that cover them, the shortest mark first), in order; nothing is lost.
    """
    first, last = within
    inside = [edge for span in spans for edge in span if first < edge < last]
    cuts = sorted({first, last, *inside})
    by_length = sorted(range(len(spans)), key=lambda number: spans[number][1] - spans[number][0])
    found = []
    for start, end in pairwise(cuts):
        covering = tuple(each for each in by_length if spans[each][0] <= start and end <= spans[each][1])
        found.append((text[start:end], covering))
    return found
