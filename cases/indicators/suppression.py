"""Small numbers hidden, and as many others with them as would let one be worked out. Pure.

Known to every reader: what `<5` means (1 to 4), that a total is the sum of its parts, that a part held back is above 4.
A number that is hidden as small must then still be any of 1 to 4.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5  # the least number that is told
EXACT, FEW, HELD = "exact", "few", "held"


@dataclass(frozen=True)
class Told:
    """number: None where it is hidden."""

    number: int | None
    shown: str


def hide(total: int, parts: Sequence[int]) -> tuple[Told, list[Told]]:
    """A total and its parts as they may be told.

    Args:
        total: the sum of the parts, where there are any.
        parts: whole numbers from 0; none is told of nothing else.
    """
    if 0 < total < FEWEST:
        return Told(None, FEW), [Told(None, HELD) for _each in parts]
    shown = [FEW if 0 < number < FEWEST else EXACT for number in parts]
    for at in sorted(range(len(parts)), key=lambda at: parts[at]):
        if _is_safe(parts, shown):
            break
        if shown[at] == EXACT and parts[at]:
            shown[at] = HELD
    told = [Told(number if how == EXACT else None, how) for number, how in zip(parts, shown, strict=True)]
    return (Told(total, EXACT) if _is_safe(parts, shown) else Told(None, HELD)), told


def _is_safe(parts: Sequence[int], shown: Sequence[str]) -> bool:
    """Whether, the total being told, every small number could still be any of 1 to 4."""
    few, held = shown.count(FEW), shown.count(HELD)
    if not few:
        return True
    hidden = sum(number for number, how in zip(parts, shown, strict=True) if how != EXACT)
    room = FEWEST - 2  # between the least and the most of a small number
    is_low_free = hidden - (few + FEWEST * held) >= room
    is_high_free = bool(held) or few * (FEWEST - 1) - hidden >= room
    return is_low_free and is_high_free
