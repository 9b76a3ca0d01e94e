"""Tips told again in other words, and tips that only share words: a labelled set for likeness.

Told of the demonstration's own sentences in five languages. Told again: two pairs of words change places, a typing slip
for every sixty signs, digits of the language's own script, a sentence more, sometimes the sentences in another order.
Not the same: another tip of the same language that has one whole sentence in common with the first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from config.demo import texts

LANGUAGES = ("en", "vi", "km", "th", "zh")
SENTENCE = re.compile(r"(?<=[.!?。！？។，])\s*| +(?=[\u0e00-\u0e7f])")
OWN_DIGITS = {"km": "០១២៣៤៥៦៧៨៩", "th": "๐๑๒๓๔๕๖๗๘๙", "zh": "０１２３４５６７８９"}
SPACED = ("en", "vi")
SENTENCES_OF_A_TIP = {"en": 4, "vi": 4, "km": 4, "th": 6, "zh": 6}
SIGNS_A_SLIP = 60


@dataclass(frozen=True)
class Pair:
    language: str
    first: str
    second: str
    is_same: bool


def pairs(amount: int, seed: int = 7) -> Iterator[Pair]:
    """`amount` pairs of each language and of each label."""
    chance = Random(seed)
    for language in LANGUAGES:
        known = _sentences(language)
        for _ in range(amount):
            told = chance.sample(known, SENTENCES_OF_A_TIP[language])
            told = [*told, _number(chance, language)]
            others = [one for one in known if one not in told]
            yield Pair(language, _join(told, language), told_again(told, others, language, chance), is_same=True)
            other = [*chance.sample(others, len(told) - 2), chance.choice(told[:-1]), _number(chance, language)]
            yield Pair(language, _join(told, language), _join(other, language), is_same=False)


def told_again(told: list[str], others: list[str], language: str, chance: Random) -> str:
    kept = list(told)
    if chance.random() < 0.3:
        chance.shuffle(kept)
    kept.insert(chance.choice((0, len(kept))), chance.choice(others))
    text = _join(kept, language)
    for _ in range(2):
        text = _words_swapped(text, language, chance)
    for _ in range(len(text) // SIGNS_A_SLIP):
        at = chance.randrange(len(text) - 2)
        text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text.translate(str.maketrans("0123456789", OWN_DIGITS.get(language, "0123456789")))


def _words_swapped(text: str, language: str, chance: Random) -> str:
    if language in SPACED:
        words = text.split(" ")
        at = chance.randrange(len(words) - 1)
        words[at : at + 2] = reversed(words[at : at + 2])
        return " ".join(words)
    at = chance.randrange(len(text) - 4)
    return text[:at] + text[at + 2 : at + 4] + text[at : at + 2] + text[at + 4 :]


def _join(sentences: list[str], language: str) -> str:
    return ("" if language == "zh" else " ").join(sentences)


def _number(chance: Random, language: str) -> str:
    return f"0{chance.randrange(10**8, 10**9)}{'。' if language == 'zh' else '.'}"


def _sentences(language: str) -> list[str]:
    said = (part for tip in texts.all_tips() if tip.lang == language for part in SENTENCE.split(tip.narrative))
    return sorted({part.strip() for part in said if len(part.strip()) > 5})
