"""A quick look at a posted text, to know a flood of nearly the same: no word of it is kept. Pure.

Tips that are told again are compared with care by `likeness`, in a worker and over months; this runs in the POST, costs
some tenths of a millisecond and is forgotten after minutes.

MinHash (Broder, On the resemblance and containment of documents, 1997): of all runs of three words the least by some
hash stands for the text. Two texts share it with the probability of their overlap; two such together make a band, so
that a band is shared by chance once in 400 texts that overlap by a twentieth, and nearly always by copies with a word
changed.
"""

from itertools import islice
from zlib import crc32

from hotline.echoes import tokens

RUN = 3
# Shorter texts are only compared whole: "ivory in a shop" is told by many.
LEAST_TOKENS = 12
MOST_TOKENS = 400
BANDS = 3
# Odd multipliers and addends below 2^32, two a band; any will do that are not alike.
HASHES = ((2654435761, 97), (2246822519, 7919), (3266489917, 104729), (668265263, 1299709), (374761393, 611953),
          (2869860233, 50331653))  # fmt: skip
MASK = 0xFFFFFFFF


def sketch(said: str) -> list[bytes]:
    """Three bands, 9 bytes each, the first byte its number; none for a text of less than twelve words.

    Numbers and words with digits in them count as one and the same: a counter does not make a text another.
    """
    words = ["0" if any(map(str.isdigit, word)) else word for word, _, _ in islice(tokens(said), MOST_TOKENS)]
    if len(words) < LEAST_TOKENS:
        return []
    runs = {crc32(" ".join(words[at : at + RUN]).encode()) for at in range(len(words) - RUN + 1)}
    least = [min((run * times + plus) & MASK for run in runs) for times, plus in HASHES]
    return [
        bytes([band]) + b"".join(each.to_bytes(4) for each in least[2 * band : 2 * band + 2]) for band in range(BANDS)
    ]
