"""Small bar charts, drawn as the network is: one SVG for the desk, shapes and words apart for a page. No database."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from intel.network.drawing import FAINT, INK, Drawing, Piece, Words, shortened

WIDTH, ROW, TOP = 640.0, 24.0, 8.0
LABELS, VALUES = 190.0, 44.0  # units kept free on both sides of the bars
MOST_BARS = 24
BAR = "#0b4f4a"


def rows(pairs: Iterable[tuple[str, str]], *, by_number: bool) -> list[dict[str, Any]]:
    """Count reports under labels.

    Args:
        pairs: (label, reference of a report); a report counts once under a label.
        by_number: the longest bar first; otherwise in the order of the labels.
    Returns: dicts of label, number, reports: the number is the length of the list behind it.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for label, reference in pairs:
        found[label].add(reference)
    counted = [{"label": label, "number": len(refs), "reports": sorted(refs)} for label, refs in found.items()]
    return sorted(counted, key=lambda row: (-row["number"] if by_number else 0, row["label"]))


def draw(counted: Sequence[dict[str, Any]], *, title: str) -> Drawing:
    """Bars from the top down, each with its label before and its number after it. Nothing is drawn of no row."""
    if not counted:
        return Drawing(title)
    shown = list(counted)[:MOST_BARS]
    most = max(row["number"] for row in shown)
    pieces = [_bar(row, index, most) for index, row in enumerate(shown)]
    return Drawing(title, WIDTH, 2 * TOP + ROW * len(shown), pieces)


def _bar(row: dict[str, Any], index: int, most: int) -> Piece:
    y = TOP + ROW * index
    length = max(2.0, (WIDTH - LABELS - VALUES) * row["number"] / most)
    shapes = f'<rect x="{LABELS:g}" y="{y + 4:g}" width="{length:.1f}" height="{ROW - 8:g}" rx="2" fill="{BAR}"/>'
    words = (
        Words(shortened(row["label"], 26), 0, y + 17, 12, INK, is_centred=False),
        Words(str(row["number"]), LABELS + length + 8, y + 17, 12, FAINT, is_bold=True, is_centred=False),
    )
    return Piece(shapes, words)
