"""Khmer names in Latin letters, as passports spell them. Pure."""

import re

CONSONANTS = {
    "ក": "k", "ខ": "kh", "គ": "k", "ឃ": "kh", "ង": "ng", "ច": "ch", "ឆ": "ch", "ជ": "ch", "ឈ": "ch", "ញ": "nh",
    "ដ": "d", "ឋ": "th", "ឌ": "d", "ឍ": "th", "ណ": "n", "ត": "t", "ថ": "th", "ទ": "t", "ធ": "th", "ន": "n",
    "ប": "b", "ផ": "ph", "ព": "p", "ភ": "ph", "ម": "m", "យ": "y", "រ": "r", "ល": "l", "វ": "v", "ស": "s",
    "ហ": "h", "ឡ": "l", "អ": "",
}  # fmt: skip
# What stands for itself at the start of a word.
WHOLE = {"ឥ": "i", "ឦ": "i", "ឧ": "u", "ឩ": "u", "ឪ": "ov", "ឫ": "rue", "ឬ": "rue", "ឯ": "ae", "ឱ": "o", "ឲ": "ao"}
VOWELS = {
    "ា": "a", "ិ": "i", "ី": "i", "ឹ": "oe", "ឺ": "ue", "ុ": "o", "ូ": "ou", "ួ": "uo", "ើ": "oe", "ឿ": "oea",
    "ៀ": "ie", "េ": "e", "ែ": "ae", "ៃ": "ai", "ោ": "o", "ៅ": "au", "ំ": "m", "ះ": "h",
}  # fmt: skip
SILENCED = re.compile("[ក-អ]៍")
DOUBLED = re.compile("ដ្ឋ|ត្តិ?$|ត្ថ")
SIGNS = re.compile("[់៉៊័៏៌]")
SUBSCRIPT = "្"


def latin(word: str) -> str:
    """One run of letters: "សុខ" is "sok", "វណ្ណា" "vanna"."""
    hardened = re.sub("ប(?=៉)", "ព", DOUBLED.sub("ត", SILENCED.sub("", word)))
    bare = re.sub("ប(?=្)", "ព", SIGNS.sub("", hardened))
    return "".join(_sign(bare, at) for at in range(len(bare)))


def _sign(word: str, at: int) -> str:
    sign, before, following = word[at], word[at - 1 : at], word[at + 1 : at + 2]
    if sign in VOWELS:
        # A nasal sign on a bare consonant carries the vowel too.
        return ("o" if sign == "ំ" and before in CONSONANTS else "") + VOWELS[sign]
    if sign not in CONSONANTS:
        return WHOLE.get(sign, "")
    is_last = following == ""
    if is_last and at and sign == "រ":
        return ""
    if is_last and at and sign == "ប":
        return "p"
    # The vowel that is not written: at the start of a word, and behind a subscript that another consonant follows.
    is_said = following in CONSONANTS and before in ("", SUBSCRIPT)
    return CONSONANTS[sign] + ("a" if is_said else "")
