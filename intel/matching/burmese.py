"""Burmese names in Latin letters, a word for each syllable, as passports spell them. Pure."""

import re

CONSONANTS = {
    "က": "k", "ခ": "kh", "ဂ": "g", "ဃ": "g", "င": "ng", "စ": "s", "ဆ": "s", "ဇ": "z", "ဈ": "z", "ည": "ny",
    "ဉ": "ny", "ဋ": "t", "ဌ": "ht", "ဍ": "d", "ဏ": "n", "တ": "t", "ထ": "ht", "ဒ": "d", "ဓ": "d", "န": "n",
    "ပ": "p", "ဖ": "ph", "ဗ": "b", "ဘ": "b", "မ": "m", "ယ": "y", "ရ": "y", "လ": "l", "ဝ": "w", "သ": "th",
    "ဿ": "th", "ဟ": "h", "ဠ": "l", "အ": "",
}  # fmt: skip
WHOLE = {"ဥ": "u", "ဦ": "u", "ဣ": "i", "ဤ": "i", "ဧ": "ay", "ဩ": "aw", "ဪ": "aw", "၎": "la"}
# Vowel signs, then the final consonant: how the two sound together.
RIMES = {
    "": "a", "ာ": "a", "ိ": "i", "ီ": "i", "ု": "u", "ူ": "u", "ေ": "ay", "ဲ": "e", "ော": "aw", "ော်": "aw",
    "ို": "o", "ံ": "an", "ိံ": "ein", "ုံ": "on", "င်": "in", "န်": "an", "မ်": "an", "ံ့": "ant", "က်": "et",
    "တ်": "at", "ပ်": "at", "စ်": "it", "ည်": "i", "ဉ်": "in", "ယ်": "e", "ောင်": "aung", "ောက်": "auk",
    "ိုင်": "aing", "ိုက်": "aik", "ိန်": "ein", "ိမ်": "ein", "ုန်": "on", "ုမ်": "on", "ိတ်": "eit",
    "ိပ်": "eit", "ုတ်": "ok", "ုပ်": "ok", "ာန်": "an", "ာဏ်": "an", "ဏ်": "an", "ုဏ်": "on", "ဓ်": "at",
}  # fmt: skip
SYLLABLE = re.compile(
    "(?P<head>[က-အဿ])(?P<medials>[ျြွှ]*)(?P<vowels>[ာါိီုူေဲံ]*)(?P<killed>်?)(?P<tone>[့း]*)"
    "(?:(?P<end>[က-အ])(?P<sign>့?်း?့?|္)(?P<late>[့း]*))?|(?P<whole>[ဣ-ဪဥဦ၎])[့း]*(?:[က-အ]်[့း]*)?"
)


def latin(word: str) -> str:
    """One run of letters: "အောင်ကျော်" is " aung kyaw "."""
    text = re.sub("[ါ]", "ာ", word)
    return f" {' '.join(filter(None, (_syllable(found) for found in SYLLABLE.finditer(text))))} "


def _syllable(found: "re.Match[str]") -> str:
    if found["whole"]:
        return WHOLE.get(found["whole"], "")
    final = f"{found['end']}်" if found["end"] else ("်" if found["killed"] else "")
    rime = _rime(found["vowels"], final, is_rounded="ွ" in found["medials"])
    is_creaky = "့" in (found["tone"] or "") + (found["sign"] or "") + (found["late"] or "")
    return _onset(found["head"], found["medials"]) + rime + ("t" if is_creaky and rime.endswith("n") else "")


def _rime(vowels: str, final: str, *, is_rounded: bool) -> str:
    written = vowels + final
    if is_rounded and written in ("န်", "မ်", "ံ"):
        return "un"
    if is_rounded and written in ("တ်", "ပ်"):
        return "ut"
    return ("w" if is_rounded else "") + RIMES.get(written, RIMES.get(vowels, "a"))


def _onset(head: str, medials: str) -> str:
    is_palatal = "ျ" in medials or "ြ" in medials
    if "ှ" in medials and head in "ရယ":
        return "sh"
    if is_palatal and head == "ခ":
        return "ch"
    if is_palatal and head == "ဂ":
        return "gy"
    return ("h" if "ှ" in medials else "") + CONSONANTS[head] + ("y" if is_palatal and head not in "ယရ" else "")
