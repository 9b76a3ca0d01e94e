"""Vietnamese spelling: marks carry the word, so a text that has them is read with them."""

import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"


@lru_cache(maxsize=20_000)
def toned(word: str) -> str:
    """A word by its letters with their own marks, the tone last: "hoà" and "hòa" are one."""
    apart = unicodedata.normalize("NFD", word.casefold())
    tone = "".join(char for char in apart if char in TONES)
    return unicodedata.normalize("NFC", "".join(char for char in apart if char not in TONES)) + tone
