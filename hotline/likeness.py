"""Texts that say nearly the same: signatures of keyed shingles, and how alike two of them are. No query here.

MinHash: the share of equal numbers in two signatures estimates the Jaccard index of what the texts are cut into. One
keyed mark of a shingle gives both its slot and its number (one-permutation hashing, Li, Owen and Zhang 2012); a slot
that stayed empty borrows from another in a fixed order (densification, Shrivastava 2017). Bands of a few slots are
looked up in an index (locality-sensitive hashing); what shares one band is compared.
"""

from collections.abc import Sequence
from hashlib import blake2b
from math import gcd
from struct import Struct

from hotline.words import HAN_SIGN, atoms
from vault import marks

PURPOSE = "likeness"
SLOTS = 160
SLOTS_OF_A_BAND = 4
# Shingles of signs, not of words: a slip of the finger spoils five of hundreds instead of three of twenty. A Chinese
# word has two signs. Measured on English tips told again: median likeness 0.61, against 0.37 with words by three.
SHINGLE, HAN_SHINGLE = 5, 2
# Below this two short texts are alike by chance.
MIN_SHINGLES = 12
# Of tips told again 95 % are alike by 0.49 or more; tips with one whole sentence in common by 0.29 or less.
THRESHOLD = 0.38
EMPTY = 2**64
KEPT = 2**32
_STEPS = [step for step in range(1, SLOTS) if gcd(step, SLOTS) == 1]
_signature = Struct(f">{SLOTS}I")
_band = Struct(f">{SLOTS_OF_A_BAND}I")


def shingles(text: str) -> set[str]:
    """The text as overlapping pieces, whatever its case, accents, digits and punctuation."""
    found, flat = set(), []
    for atom in atoms(text):
        if atom.kind == "run" and HAN_SIGN.match(atom.form):
            found.update(_pieces(atom.form, HAN_SHINGLE))
        else:
            flat.append(atom.bare or atom.form)
    found.update(_pieces(" ".join(flat), SHINGLE))
    return found


def _pieces(text: str, length: int) -> list[str]:
    return [text[at : at + length] for at in range(len(text) - length + 1)]


def signature(text: str) -> bytes:
    """`SLOTS` numbers of 32 bits; b"" for a text too short to be compared."""
    cut = shingles(text)
    if len(cut) < MIN_SHINGLES:
        return b""
    slots = [EMPTY] * SLOTS
    for mark in marks.short_marks(PURPOSE, cut):
        number, slot = divmod(mark % EMPTY, SLOTS)
        if number < slots[slot]:
            slots[slot] = number
    return _signature.pack(*(number % KEPT for number in _filled(slots)))


def _filled(slots: list[int]) -> list[int]:
    """Each empty slot gets the number of the first taken one in its own order through all slots."""
    filled = list(slots)
    for at, number in enumerate(slots):
        step, place = _STEPS[at % len(_STEPS)], at
        while number == EMPTY:
            place = (place + step) % SLOTS
            number = slots[place]
        filled[at] = number
    return filled


def bands(signed: bytes) -> list[int]:
    """The signature's bands as numbers to look up; a band's place is part of its number."""
    size = _band.size
    return [
        int.from_bytes(
            blake2b(signed[at : at + size], digest_size=8, salt=at.to_bytes(4, "big")).digest(), "big", signed=True
        )
        for at in range(0, len(signed), size)
    ]


def share(one: bytes, other: bytes) -> float:
    """How much of two texts is the same, 0 to 1: an estimate of the Jaccard index of their shingles."""
    return shares(one, [other])[0]


def shares(one: bytes | memoryview, others: Sequence[bytes | memoryview]) -> list[float]:
    """`share` of one text with each of many, in one pass."""
    import numpy as np  # fetched by whoever compares: most pages of the web process never do

    mine = np.frombuffer(one, np.uint32)
    theirs = np.frombuffer(b"".join(others), np.uint32).reshape(-1, SLOTS)
    found: list[float] = (theirs == mine).mean(axis=1).tolist()
    return found
