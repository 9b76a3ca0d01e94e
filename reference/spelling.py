"""One spelling for searching: what a name looks like when case, accents and invisible characters do not count."""

import re
import unicodedata

# Zero-width and direction marks, soft hyphen, Arabic tatweel and vowel signs: typed or not, the word is the same.
INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u00ad\u180e\ufeff\u034f\ufe00-\ufe0f"
ARABIC_SIGNS = "\u0640\u064b-\u0652\u0670"
# Marks over Latin, Greek and Cyrillic letters only. Vowel signs of Thai, Lao, Khmer, Burmese and Devanagari
# carry the word.
ACCENTS = "\u0300-\u036f"
DROPPED = re.compile(f"[{INVISIBLE}{ARABIC_SIGNS}{ACCENTS}]")
UNDECOMPOSED = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "þ": "th"}
)
APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u02bb`\u00b4]")
GAPS = re.compile(r"[\s\-\u2010-\u2015_/]+")


def plain(text: str) -> str:
    """The text as it is searched for: "Voọc Cát‑Bà" and "vooc cat ba" are both "vooc cat ba".

    Compatibility forms are unfolded (full-width letters, Arabic presentation forms), case is folded, accents over
    Latin, Greek and Cyrillic letters go, apostrophes go, hyphens and runs of space are one space. The result is NFC.
    Simplified and traditional Chinese stay apart: names come in both where the sources have both.
    """
    taken_apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = DROPPED.sub("", taken_apart).translate(UNDECOMPOSED)
    return unicodedata.normalize("NFC", GAPS.sub(" ", APOSTROPHES.sub("", kept)).strip())
