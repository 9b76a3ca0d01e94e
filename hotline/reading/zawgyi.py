"""Burmese in the Zawgyi encoding: told from Unicode, and read as Unicode with the places of its syllables kept."""

import re
import unicodedata

# What cannot stand in Unicode Burmese, or stands there only in other languages' words: a vowel sign E or a medial RA
# (Zawgyi writes both before their consonant) at the start of a word, the code points that Zawgyi took for stacked
# letters, and an asat where Unicode has a stacker with nothing under it.
SIGNS = re.compile(
    "(?:^|[^\u1000-\u109f])[\u1031\u103b]"
    "|\u1031[\u103b\u107e-\u1084]|[\u102b-\u1030\u1032\u1036-\u1038\u103a]\u1031"
    "|\u1039(?![\u1000-\u1021])"
    "|[\u1060-\u1097\u1033\u1034]|\u103b\u103a"
)
# What only Unicode has: an asat after its consonant, medials in their order after it.
PROPER = re.compile("[\u1000-\u1021\u102c\u102f]\u103a|\u103b\u103d|[\u1000-\u1021][\u103b-\u103e]*\u1031")
_STACK = "\u1039"
_KINZI = "\u1004\u103a\u1039"
# Zawgyi code point to Unicode, in Zawgyi's order; the syllable is put in order afterwards.
ONE_BY_ONE = {
    0x1033: "\u102f", 0x1034: "\u1030", 0x1039: "\u103a", 0x103A: "\u103b", 0x103B: "\u103c",
    0x103C: "\u103d", 0x103D: "\u103e", 0x105A: "\u102b\u103a", 0x1064: _KINZI, 0x106A: "\u1009",
    0x106B: "\u100a", 0x106E: "\u100d\u1039\u100d", 0x106F: "\u100d\u1039\u100e", 0x107D: "\u103b",
    0x1086: "\u103f", 0x1087: "\u103e", 0x1088: "\u103e\u102f", 0x1089: "\u103e\u1030", 0x108A: "\u103d\u103e",
    0x108B: _KINZI + "\u102d", 0x108C: _KINZI + "\u102e", 0x108D: _KINZI + "\u1036", 0x108E: "\u102d\u1036",
    0x108F: "\u1014", 0x1090: "\u101b", 0x1091: "\u100f\u1039\u100d", 0x1092: "\u100b\u1039\u100c",
    0x1094: "\u1037", 0x1095: "\u1037", 0x1096: "\u1039\u1010\u103d", 0x1097: "\u100b\u1039\u100b",
}  # fmt: skip
ONE_BY_ONE |= dict.fromkeys((*range(0x107E, 0x1085),), "\u103c")
ONE_BY_ONE |= {
    code: _STACK + letter
    for code, letter in zip(
        (0x1060, 0x1061, 0x1062, 0x1063, 0x1065, 0x1066, 0x1067, 0x1068, 0x1069, 0x106C, 0x106D, 0x1070, 0x1071, 0x1072,
         0x1073, 0x1074, 0x1075, 0x1076, 0x1077, 0x1078, 0x1079, 0x107A, 0x107B, 0x107C, 0x1085, 0x1093),
        "\u1000\u1001\u1002\u1003\u1005\u1006\u1006\u1007\u1008\u100b\u100c\u100f\u1010\u1010"
        "\u1011\u1011\u1012\u1013\u1014\u1015\u1016\u1017\u1018\u1019\u101c\u1018",
        strict=True,
    )
}  # fmt: skip
# Zawgyi syllable: signs written before, the letter, signs after.
SYLLABLE = re.compile(
    "[\u1031\u103b\u107e-\u1084]*[\u1000-\u102a\u103f\u1040-\u1055\u106a\u106b\u106e\u106f\u1086\u108f-\u1092\u1097]"
    "[\u102b-\u1030\u1032-\u103a\u103c\u103d\u105a\u1060-\u1069\u106c\u106d\u1070-\u107d\u1085\u1087-\u108e"
    "\u1093-\u1096]*"
)
# The order of Unicode: kinzi, letter, stacked letter, medials, vowel E, upper and lower vowels, nasal, tone, asat.
RANK = {"\u103b": 1, "\u103c": 2, "\u103d": 3, "\u103e": 4, "\u1031": 5, "\u102d": 6, "\u102e": 6, "\u1032": 6,
        "\u102f": 7, "\u1030": 7, "\u102b": 8, "\u102c": 8, "\u103a": 9, "\u1036": 10,
        "\u1037": 11, "\u1038": 12}  # fmt: skip


def is_zawgyi(text: str) -> bool:
    """Whether Burmese in a text is in Zawgyi. Text without Burmese, or that both encodings write alike, is not."""
    if text.isascii() or not any("\u1000" <= char <= "\u109f" for char in text):
        return False
    return len(SIGNS.findall(text)) > len(PROPER.findall(text))


def pieces(text: str) -> list[tuple[str, int, int]]:
    """The text as (character in Unicode, start, end): where it stood, in code points of the text as given."""
    out: list[tuple[str, int, int]] = []
    at = 0
    for found in SYLLABLE.finditer(text):
        out.extend((char, place, place + 1) for place, char in enumerate(text[at : found.start()], at))
        out.extend((char, found.start(), found.end()) for char in _syllable(found[0]))
        at = found.end()
    out.extend((char, place, place + 1) for place, char in enumerate(text[at:], at))
    return out


def to_unicode(text: str) -> str:
    """Zawgyi Burmese as Unicode."""
    return unicodedata.normalize("NFC", "".join(char for char, _start, _end in pieces(text)))


def _syllable(written: str) -> str:
    spelt = "".join(ONE_BY_ONE.get(ord(char), char) for char in written)
    kinzi = _KINZI if _KINZI in spelt else ""
    spelt = spelt.replace(_KINZI, "", 1) if kinzi else spelt
    stacked = "".join(re.findall("\u1039.", spelt)) if spelt[0] != _STACK else ""
    rest = re.sub("\u1039.", "", spelt)
    letter = next((char for char in rest if char not in RANK), "")
    signs = sorted((char for char in rest.replace(letter, "", 1)), key=lambda char: RANK.get(char, 20))
    if letter in "\u100d\u100b\u100f" and stacked:
        return kinzi + letter + stacked + "".join(signs)
    # A one-place zero for the letter WA, as Zawgyi keyboards often type it.
    return kinzi + ("\u101d" if letter == "\u1040" and signs else letter) + stacked + "".join(signs)
