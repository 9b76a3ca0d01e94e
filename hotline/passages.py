"""Passages: which runs of a text stand for it, so that a text that holds another is known. No query here.

Winnowing (Schleimer, Wilkerson and Aiken 2003): of each window of overlapping pieces the one with the least mark is
kept. Texts that share `PIECE + WINDOW` signs in a row share at least one, wherever these stand, however the lines were
broken and whatever was written before, after and between.
"""

from collections.abc import Sequence

from hotline import forwards
from hotline.words import HAN_SIGN, atoms

PIECE = WINDOW = 24  # signs: four words
HAN_PIECE = HAN_WINDOW = 8
# A longer text is known by those with the least marks: the same ones in every text that holds them.
MOST = 128


def pieces(text: str) -> tuple[list[str], list[str]]:
    """The overlapping pieces of a text in their order, those of Han signs apart, whatever its case and punctuation."""
    flat, han = [], []
    for atom in atoms(forwards.bare(text)):
        if atom.kind == "run" and HAN_SIGN.match(atom.form):
            han.append(atom.form)
        else:
            flat.append(atom.bare or atom.form)
    return _cut(" ".join(flat), PIECE), _cut("".join(han), HAN_PIECE)


def _cut(text: str, length: int) -> list[str]:
    return [text[at : at + length] for at in range(len(text) - length + 1)]


def chosen(marks: Sequence[int], window: int) -> set[int]:
    """The least mark of each window."""
    return {min(marks[at : at + window]) for at in range(max(1, len(marks) - window + 1))} if marks else set()


def held(one: set[int], other: set[int]) -> tuple[int, float]:
    """(passages in common, what share of the shorter text they are, 0 to 1)."""
    common = len(one & other)
    # Of a long text only the least marks are known: of the other one only those as low can be among them.
    low = min((max(each) for each in (one, other) if len(each) >= MOST), default=None)
    sizes = [sum(low is None or mark <= low for mark in each) for each in (one, other)]
    return common, common / max(1, min(sizes))
