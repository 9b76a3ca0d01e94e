"""Numbers as each language writes them: digits of any script, separators, words, multipliers."""

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache

from hotline.reading.keys import key
from hotline.reading.lists import rows
from hotline.reading.view import View

# Every decimal digit as its ASCII one: a text keeps its length and its places.
DIGITS = {
    point: ord(str(unicodedata.digit(chr(point))))
    for point in range(0x0660, sys.maxunicode + 1)
    if unicodedata.category(chr(point)) == "Nd" and point < 0x1_0000
}
OTHER_DIGIT = re.compile(r"(?![0-9])\d")
NUMBER = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d{1,2})?(?![\d\w])|(?<![\d.,])\d+(?:[.,]\d+)*", re.ASCII
)
MULTIPLIERS = {
    word: times
    for times, words in {
        1e3: "k nghin ngan ribu rb mil thousand mille тыс тысяч тысячи elfu الف الاف हजार",
        1e6: "trieu tr juta jt million millions millon millones milhao milhoes млн миллион миллионов milioni مليون",
        1e9: "ty",
        100: "hundred",
        1e5: "laki लाख lakh lakhs",
        1e7: "करोड crore",
    }.items()
    for word in words.split()
}
PACKED_MULTIPLIERS = {
    "万": 1e4, "千": 1e3, "百": 100, "พัน": 1e3, "หมื่น": 1e4, "แสน": 1e5, "ล้าน": 1e6, "ພັນ": 1e3, "ໝື່ນ": 1e4, "ແສນ": 1e5,
    "ລ້ານ": 1e6, "ពាន់": 1e3, "ម៉ឺន": 1e4, "សែន": 1e5, "លាន": 1e6, "သိန်း": 1e5, "သောင်း": 1e4, "ထောင်": 1e3,
}  # fmt: skip
COMMA_IS_DECIMAL = frozenset(("fr", "pt", "vi", "id", "ru"))
POINT_GROUPS = COMMA_IS_DECIMAL | {"es"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its span; `multiplied` where a word like 'million' is part of it."""

    value: float
    start: int
    end: int
    in_words: bool = False
    multiplied: bool = False


def ascii_digits(text: str) -> str:
    """The text with every digit as 0-9; places stay."""
    return text.translate(DIGITS) if OTHER_DIGIT.search(text) else text


def find(view: View) -> list[Number]:
    """Numbers in digits, then those in words that stand elsewhere, in order."""
    plain_text = ascii_digits(view.text)
    found = [_number(view, plain_text, match) for match in NUMBER.finditer(plain_text)]
    numbers = [number for number in found if number is not None]
    in_words = [
        number
        for number in _in_words(view)
        if all(number.end <= other.start or number.start >= other.end for other in numbers)
    ]
    return sorted(numbers + in_words, key=lambda number: number.start)


def _number(view: View, text: str, match: re.Match[str]) -> Number | None:
    value = value_of(match[0], view.language.code)
    if value is None:
        return None
    times, end = _multiplier(view, text, match.end())
    return Number(value * times, match.start(), end, multiplied=times > 1)


def value_of(written: str, lang: str) -> float | None:
    """What digits and separators say in a language; None where they are no number (dates, versions)."""
    plain_digits = re.sub(r"[ \u00a0\u202f'’]", "", written)
    points, commas = plain_digits.count("."), plain_digits.count(",")
    if points and commas:
        last = max(plain_digits.rfind("."), plain_digits.rfind(","))
        whole = re.sub("[.,]", "", plain_digits[:last])
        return float(f"{whole}.{plain_digits[last + 1 :]}")
    if points + commas > 1:
        groups = re.split("[.,]", plain_digits)
        return float("".join(groups)) if all(len(group) == 3 for group in groups[1:]) and len(groups[0]) < 4 else None
    if points or commas:
        whole, part = re.split("[.,]", plain_digits)
        is_group = len(part) == 3 and 0 < len(whole) < 4 and whole != "0"
        if is_group and ((points and lang in POINT_GROUPS) or (commas and lang not in COMMA_IS_DECIMAL)):
            return float(whole + part)
        return float(f"{whole}.{part}")
    return float(plain_digits) if len(plain_digits) < 16 else None


def _multiplier(view: View, text: str, end: int) -> tuple[float, int]:
    rest = text[end : end + 12]
    bare = rest.lstrip(" ")
    for word, times in PACKED_MULTIPLIERS.items():
        if bare.startswith(word):
            return times, end + len(rest) - len(bare) + len(word)
    at = view.folded.word_at(end)
    if at < len(view.folded.words) and view.folded.words[at].start <= end + 1:
        near = view.folded.words[at]
        times = MULTIPLIERS.get(near.norm, 1)
        if times > 1 and not (near.norm == "mil" and view.language.code not in ("es", "pt")):
            return times, near.end
    return 1, end


@cache
def _words(lang: str) -> dict[str, int]:
    for row in rows("number_words"):
        if row["lang"] == lang:
            return {word: int(value) for word, _is, value in (each.partition("=") for each in row["words"].split("|"))}
    return {}


@cache
def plain_words(lang: str) -> dict[str, int]:
    return {key(word, lang if lang == "vi" else ""): value for word, value in _words(lang).items()}


@cache
def _packed_words(lang: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _words(lang)), key=len, reverse=True)) or "(?!)")


def _in_words(view: View) -> list[Number]:
    lang = view.language.code
    if lang in ("th", "lo", "km", "my", "zh"):
        return [
            Number(_words(lang)[match[0]], match.start(), match.end(), in_words=True)
            for match in _packed_words(lang).finditer(view.text)
        ]
    known = plain_words(lang)
    spelt = view.keys if lang == "vi" and view.keys is not None else [word.norm for word in view.folded.words]
    return [
        Number(known[said], word.start, word.end, in_words=True)
        for said, word in zip(spelt, view.folded.words, strict=True)
        if said in known
    ]
