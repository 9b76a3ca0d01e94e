"""What a word is looked up by, in languages whose words change at their ends or carry others at their beginning."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from hotline.reading.folding import Folded, phrase
from hotline.reading.vietnamese import toned

# In the one spelling (й is и, ё is е), the longest first.
RUSSIAN_ENDINGS = [
    "иями",
    "ями",
    "ами",
    "ого",
    "его",
    "ому",
    "ему",
    "ыми",
    "ими",
    "ых",
    "их",
    "ые",
    "ие",
    "ая",
    "яя",
    "ую",
    "юю",
    "ое",
    "ее",
    "ои",
    "еи",
    "ов",
    "ев",
    "ам",
    "ям",
    "ах",
    "ях",
    "ом",
    "ем",
    "ым",
    "им",
    "ыи",
    "ии",
    "ью",
    "а",
    "я",
    "е",
    "ы",
    "и",
    "у",
    "ю",
    "ь",
    "о",
]
ARABIC_BEFORE = ("وبال", "وال", "فال", "بال", "كال", "ولل", "ال", "لل")
NEPALI_AFTER = ("हरूलाई", "हरुलाई", "हरूको", "हरुको", "हरूले", "हरुले", "हरू", "हरु", "सहित", "लाई", "बाट", "सँग", "संग",
                "को", "का", "की", "ले", "मा")  # fmt: skip


def keys(folded: Folded, lang: str) -> Sequence[str] | None:
    """What each word of a text is looked up by; None where that is its plain spelling."""
    if lang == "vi":
        text = folded.text
        return [toned(text[word.start : word.end]) for word in folded.words]
    stem = STEMS.get(lang)
    return [stem(word.norm) for word in folded.words] if stem else None


def key(name: str, lang: str) -> str:
    """The key of a name: what `keys` gives for the same words in a text of that language."""
    if lang == "vi":
        return " ".join(toned(word) for word in name.replace("-", " ").replace("'", "").split())
    stem = STEMS.get(lang)
    plain_key = phrase(name)
    return " ".join(map(stem, plain_key.split(" "))) if stem else plain_key


@lru_cache(maxsize=50_000)
def _russian(word: str) -> str:
    if word.isascii():
        return word
    for ending in RUSSIAN_ENDINGS:
        least = 4 if ending == "о" else 3
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=50_000)
def _arabic(word: str) -> str:
    for before in ARABIC_BEFORE:
        if word.startswith(before) and len(word) - len(before) >= 2:
            return _without_end(word[len(before) :])
    return _without_end(word[1:] if word.startswith("و") and len(word) >= 4 else word)


def _without_end(word: str) -> str:
    """Without "their", "her" and the ending of an indefinite object."""
    for after in ("ها", "هم", "ا"):
        if word.endswith(after) and len(word) - len(after) >= 3:
            return word[: -len(after)]
    return word


@lru_cache(maxsize=50_000)
def _nepali(word: str) -> str:
    for after in NEPALI_AFTER:
        if word.endswith(after) and len(word) - len(after) >= 2:
            return word[: -len(after)]
    return word


STEMS: dict[str, Callable[[str], str]] = {"ru": _russian, "ar": _arabic, "ne": _nepali}
