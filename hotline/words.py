"""Words as they are searched for: text taken apart into words, numbers and runs of unspaced script. Pure.

A number keeps its digits only, so that 0912 345 678, 0912-345-678 and ๐๙๑๒๓๔๕๖๗๘ are one; letters and digits part where
they meet, so that a plate or a container number is found however it was spaced.
"""

import re
import unicodedata
from typing import NamedTuple

from reference import spelling

# Scripts written without spaces between words: Thai, Lao, Burmese, Khmer, New Tai Lue, Tai Tham, kana, Han; and Hangul,
# whose particles cling to the word. Their punctuation and their digits are left out.
ALPHABETIC_RUNS = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u109a-\u109f\uaa60-\uaa7f"
    "\u1780-\u17d3\u17d7\u17dc\u17dd\u1980-\u19cf\u1a20-\u1a7f\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\uac00-\ud7a3"
)
HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Signs that belong to a word and are no letters for Python: accents, Hebrew and Arabic points, Indic vowel signs.
SIGNS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0963\u0971-\u0dff\u0f71-\u0f84"
)
RUNS = ALPHABETIC_RUNS + HAN
ATOM = re.compile(
    rf"(?P<run>[{RUNS}](?:\s*[{RUNS}])*)|(?P<number>[0-9](?:[ .\-/()]{{0,2}}[0-9])*)"
    rf"|(?P<word>(?:[^\W\d_{RUNS}]+[{SIGNS}]*)+)"
)
DROPPED = re.compile(f"[{spelling.INVISIBLE}'\u2018\u2019\u02bc\u02bb`\u00b4]")
OTHER_DIGIT = re.compile(r"(?![0-9])\d")
NOT_DIGIT = re.compile("[^0-9]+")
HAN_SIGN = re.compile(f"[{HAN}]")
DIGITS_OF_A_GRAM = 3
MAX_WORD = 40  # characters of a word that count
MAX_TERMS = 20_000  # of one tip: the longest narrative with a long conversation


class Atom(NamedTuple):
    """One piece of a text. `kind`: word, number or run. `form`: as it counts, with accents; a number's digits only.

    Args:
        bare: a word's form without accents; the same where it has none.
        short: parts of one or two digits of which a number was put together.
    """

    kind: str
    form: str
    bare: str = ""
    short: tuple[str, ...] = ()


def normal(text: str) -> str:
    """NFKC, case folded, digits of every script as 0-9, without invisible signs and apostrophes."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return OTHER_DIGIT.sub(lambda sign: str(unicodedata.decimal(sign[0])), DROPPED.sub("", folded))


def atoms(text: str) -> list[Atom]:
    """The text taken apart, in its order."""
    cut = [(found.lastgroup, found[0]) for found in ATOM.finditer(normal(text))]
    forms = [_singular(said[:MAX_WORD]) for kind, said in cut if kind == "word"]
    # All words at once: one by one it takes three times as long.
    words = zip(forms, _without_accents(" ".join(forms)).split(" "), strict=False)
    return [Atom("word", *next(words)) if kind == "word" else _number_or_run(str(kind), said) for kind, said in cut]


def _without_accents(words: str) -> str:
    if words.isascii():
        return words
    apart = spelling.DROPPED.sub("", unicodedata.normalize("NFKD", words))
    return unicodedata.normalize("NFC", apart.translate(spelling.UNDECOMPOSED))


def _number_or_run(kind: str, said: str) -> Atom:
    if kind == "run":
        return Atom("run", "".join(said.split()))
    parts = [part for part in NOT_DIGIT.split(said) if part]
    return Atom("number", "".join(parts), short=tuple(part for part in parts if len(part) < DIGITS_OF_A_GRAM))


def _singular(word: str) -> str:
    """Tigers as tiger: the plural of English, French, Spanish and Portuguese in its plainest form."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def terms(text: str) -> set[str]:
    """All that a text can be found by: forms of its words, grams of its numbers and runs."""
    found: set[str] = set()
    for atom in atoms(text):
        found.update(_terms_of(atom))
        if len(found) > MAX_TERMS:
            break
    return found


def _terms_of(atom: Atom) -> list[str]:
    if atom.kind == "word":
        return [_word(atom.form)] if atom.bare == atom.form else [_word(atom.form), _stripped(atom.bare)]
    if atom.kind == "number":
        return [*(_word(part) for part in atom.short), *number_grams(atom.form)]
    signs = [_gram(sign) for sign in HAN_SIGN.findall(atom.form)]
    return [*signs, *grams(atom.form, 2), *grams(atom.form, 3)]


def wanted(atom: Atom) -> list[list[str]]:
    """What a text must have to hold this atom of a query: one of each list.

    A word typed without accents finds every spelling of it; a word with accents finds itself, and texts whose writer
    left all accents out.
    """
    if atom.kind == "word":
        if atom.form == atom.bare:
            return [[_word(atom.form), _stripped(atom.form)]]
        return [[_word(atom.form), _word(atom.bare)]]
    if atom.kind == "number":
        return [[gram] for gram in number_grams(atom.form)] or [[_word(atom.form)]]
    length = min(3, len(atom.form))
    return [[gram] for gram in grams(atom.form, length)]


def number_grams(digits: str) -> list[str]:
    return [f"#{digits[at : at + DIGITS_OF_A_GRAM]}" for at in range(len(digits) - DIGITS_OF_A_GRAM + 1)]


def grams(run: str, length: int) -> list[str]:
    return [_gram(run[at : at + length]) for at in range(len(run) - length + 1)]


# A mark in front keeps the kinds apart: a gram is never taken for a word.
def _word(form: str) -> str:
    return f"={form}"


def _stripped(form: str) -> str:
    return f"~{form}"


def _gram(signs: str) -> str:
    return f"+{signs}"
