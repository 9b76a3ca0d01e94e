"""Arabic, Persian and Urdu names in Latin letters, with the vowels that are written. Pure."""

import re

SIGNS = re.compile("[\u0640\u064b-\u0652\u0670]")
LETTERS = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ء": "", "ئ": "", "ؤ": "u", "ب": "b", "پ": "p", "ت": "t",
    "ث": "th", "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "ژ": "zh",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
    "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ھ": "h", "ہ": "h", "ة": "a", "ى": "a", "ٹ": "t",
    "ڈ": "d", "ڑ": "r", "ں": "n", "ے": "e",
}  # fmt: skip
WAW, YA = "و", "يی"
ARTICLE = re.compile("^(?:ال)(?=..)")


def latin(word: str) -> str:
    """One run of letters: "محمد" is "mhmd", "محمود" "mhmud", "الحسن" "al hsn"."""
    bare = SIGNS.sub("", word)
    if bare.endswith("الله"):
        return f"{latin(bare[:-4])}allah" if bare[:-4] else "allah"
    article = "al " if ARTICLE.match(bare) else ""
    rest = ARTICLE.sub("", bare)
    return article + "".join(_letter(rest, at) for at in range(len(rest)))


def _letter(word: str, at: int) -> str:
    """Waw and ya are consonants at the start and before alif, vowels elsewhere; ayn at the start carries one."""
    sign, following = word[at], word[at + 1 : at + 2]
    is_consonant = at == 0 or (following in ("ا", "آ") and following != "")
    if sign in "حهہھ" and following:
        # Breathed between vowels, one of which is not written.
        return "ha" if at == 0 else "ah"
    if sign == WAW:
        return "w" if is_consonant else "u"
    if sign in YA:
        return "y" if is_consonant else "i"
    if sign == "ع":
        return "a" if at == 0 and following not in (WAW, *YA, "ا") else ""
    return LETTERS.get(sign, "")
