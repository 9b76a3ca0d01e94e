"""In which language a short text is written: the script first, then frequent words and a statistical model."""

import math
import re
from collections import Counter
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Any

from hotline.reading import scripts
from hotline.reading.lists import rows

OURS = ("en", "fr", "es", "pt", "vi", "id", "sw")
UNKNOWN = "unknown"
# What the model may answer: ours, and neighbours that would else be taken for ours.
MODEL = ("en", "fr", "es", "pt", "vi", "id", "ms", "sw", "de", "it", "nl", "tl", "tr", "pl", "ro", "jv", "ca", "gl")
SAME = {"ms": "id", "jv": "id", "hi-Latn": "hi", "vi-plain": "vi"}
# Names, addresses and numbers speak no language.
MUTE = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|@\w+|\b[A-Z]*\d[\w.-]*", re.ASCII)
FOREIGN = {
    "arab": re.compile("[پچژگکیےہٹڈڑںڵۆێەې]"),
    "cyrl": re.compile("[іїєґўқғңәұһөүҳҷӣјљњћђќѓџ]", re.IGNORECASE),
}
VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
DEVANAGARI_WORD = re.compile("[\u0900-\u0963\u0970-\u097f]+")
NEPALI_ENDINGS = (
    "को",
    "मा",
    "ले",
    "लाई",
    "हरू",
    "हरु",
    "छन्",
    "छ",
    "बाट",
    "सँग",
    "दै",
    "एर",
    "ेर",
    "एका",
    "लान्",
    "एको",
    "ेको",
    "ौं",
    "नुहोस्",
)
WORD_WEIGHT = 1.3  # of one frequent word against the model's logarithm
ABSENT = -5.0  # the logarithm for a language that the model did not name
SURE = 0.6  # the model's share of belief, where no frequent word speaks


@dataclass(frozen=True, slots=True)
class Language:
    """ISO 639-1 code or 'unknown'; `script` is Hans or Hant for Chinese, else ''."""

    code: str
    script: str = ""


def identify(text: str) -> Language:
    """The language of a text; Malay and Indonesian are both 'id'. 'unknown' rather than a guess."""
    spoken = MUTE.sub(" ", text)
    letters = scripts.count(spoken)
    if not letters:
        return Language(UNKNOWN)
    main = max(letters, key=lambda script: letters[script] * (0.35 if script == "latin" and len(letters) > 1 else 1))
    if main == "zh":
        if letters.get("other", 0) * 4 > letters["zh"] / 3:
            return Language(UNKNOWN)
        return Language("zh", scripts.chinese_script(text))
    if main in ("th", "lo", "km", "my"):
        return Language(main if letters[main] > 1 else UNKNOWN)
    return Language(_ALPHABETS.get(main, lambda _text: UNKNOWN)(spoken))


def _arabic(text: str) -> str:
    found = len(FOREIGN["arab"].findall(text))
    return "ar" if found * 12 <= len(scripts.RANGES["arab"].findall(text)) else UNKNOWN


def _russian(text: str) -> str:
    found = len(FOREIGN["cyrl"].findall(text))
    return "ru" if found * 25 <= len(scripts.RANGES["cyrl"].findall(text)) else UNKNOWN


def _devanagari(text: str) -> str:
    words = DEVANAGARI_WORD.findall(text)
    votes = {lang: float(sum(word in frequent(lang) for word in words)) for lang in ("hi", "ne", "mr")}
    votes["ne"] += sum(0.5 for word in words if len(word) > 3 and word.endswith(NEPALI_ENDINGS))
    votes["ne"] += sum(1.0 for word in words if word.endswith(("छ", "छन्", "हरू", "हरु", "नुहोस्")) and len(word) > 2)
    best = max(votes, key=lambda lang: votes[lang])
    if votes[best] == 0 or votes["hi"] == votes["ne"] == votes[best]:
        return _modelled(text, ("hi", "ne"))[0][0]
    return UNKNOWN if best == "mr" else best


def _latin(text: str) -> str:
    words = [word.casefold() for word in WORD.findall(text)]
    if not words or sum(map(len, words)) < 4:
        return UNKNOWN
    heard = _heard(text, words)
    first, second = sorted(heard.values(), reverse=True)[:2]
    if first >= 3 and first >= 2 * second:
        return _ours(max(heard, key=lambda lang: heard[lang]))
    score: dict[str, float] = {}
    for lang, share in _modelled(text, MODEL):
        kept = SAME.get(lang, lang)
        score[kept] = max(score.get(kept, ABSENT), math.log(share + 1e-4))
    shares = dict(score)
    for lang, hits in heard.items():
        score[lang] = score.get(lang, ABSENT) + WORD_WEIGHT * hits
    best = max(score, key=lambda lang: score[lang])
    if not heard.get(best) and math.exp(shares.get(best, ABSENT)) < SURE:
        return UNKNOWN
    return _ours(best) if best != "hi" or heard["hi"] >= 3 else UNKNOWN


def _heard(text: str, words: list[str]) -> dict[str, int]:
    """How many frequent words of each language a text in Latin letters has."""
    counts: Counter[str] = Counter()
    for word in words:
        counts.update(_speakers().get(word, ()))
    heard = dict.fromkeys((SAME.get(lang, lang) for lang in _LATIN_LISTS), 0)
    for lang, hits in counts.items():
        kept = SAME.get(lang, lang)
        heard[kept] = max(heard[kept], hits)
    signs = len(VIETNAMESE.findall(text))
    heard["vi"] += 2 + signs // 2 if signs else 0
    if heard["vi"] * 2 < len(words) and not signs:
        heard["vi"] = min(heard["vi"], 1)
    return heard


def _ours(lang: str) -> str:
    return lang if lang in OURS or lang == "hi" else UNKNOWN


_ALPHABETS = {"arab": _arabic, "cyrl": _russian, "deva": _devanagari, "latin": _latin}
_LATIN_LISTS = (
    "en",
    "fr",
    "es",
    "pt",
    "vi",
    "id",
    "sw",
    "de",
    "it",
    "nl",
    "tl",
    "tr",
    "pl",
    "ro",
    "hi-Latn",
    "vi-plain",
)


@cache
def frequent(lang: str) -> frozenset[str]:
    listed = {row["lang"]: row["words"] for row in rows("function_words")}
    return frozenset(listed.get(lang, "").split())


@cache
def _speakers() -> dict[str, tuple[str, ...]]:
    """By frequent word of Latin letters, the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for lang in _LATIN_LISTS:
        for word in frequent(lang):
            found[word] = (*found.get(word, ()), lang)
    return found


def _modelled(text: str, langs: tuple[str, ...]) -> list[tuple[str, float]]:
    """(language, share of belief) from the model, best first."""
    return _identifier(langs).rank(text)[:6]


@cache
def _identifier(langs: tuple[str, ...]) -> Any:
    identifier = copy(_model())
    identifier.set_languages([lang for lang in langs if lang in identifier.labels])
    return identifier


@cache
def _model() -> Any:
    """The statistical model, once a process: it takes 70 MB. The package has no types."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
