"""Telephone numbers, in international form, with the country from the number itself or from the context."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import phonenumbers

from hotline.reading.found import Identifier
from hotline.reading.homes import HOME
from hotline.reading.lists import markers

SHAPE = re.compile(
    r"(?<![A-Za-z0-9_.@/=,#-])(?:\+|00(?=[1-9]))?\(?\d(?:[ ().\-\u2010-\u2015\u00a0]{0,2}\d){6,15}(?![\d@]|[.,]\d|-\d)"
)
WORD = re.compile(rf"(?i)(?:{markers('phone')})[\s:：.+#(]*$")
MONEY_AFTER = re.compile(
    r"(?i)\s*(?:kg|g|usd|\$|€|vnd|đ|đồng|baht|บาท|kip|ກີບ|riel|rupiah|ribu|juta|tr\b|triệu|元|rub|руб|ksh|tsh|fcfa|cfa|"
    r"shilingi|m3|pcs|%|tonnes|tons|रु|रू)(?![^\W\d_])"
)
DATE = re.compile(r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?: .*)?")


def find(text: str, countries: Iterable[str] = ()) -> Iterator[Identifier]:
    """Numbers of telephones.

    Args:
        text: with digits 0-9.
        countries: ISO 3166 codes in which a number without country code is tried, in this order.
    """
    tried = tuple(dict.fromkeys(countries))
    for match in SHAPE.finditer(text):
        written = match[0]
        if DATE.fullmatch(written) or MONEY_AFTER.match(text, match.end()):
            continue
        named = bool(WORD.search(text, max(0, match.start() - 24), match.start()))
        value, valid = read(written, tried)
        if valid:
            yield Identifier("phone", value, True, match.span())
        elif named and value:
            yield Identifier("phone", value, False, match.span())


@lru_cache(maxsize=4096)
def read(written: str, countries: tuple[str, ...]) -> tuple[str, bool]:
    """(number in E.164 form, whether a country assigns such numbers); ('', False) for what cannot be one."""
    digits = re.sub(r"\D", "", written)
    if written.startswith(("+", "00")):
        return _parsed("+" + (digits[2:] if written.startswith("00") else digits), None)
    first = ""
    for country in countries:
        value, valid = _parsed(digits, country)
        if valid and _has_home_form(digits, country):
            return value, True
        first = first or value
    if len(digits) >= 10 and not digits.startswith("0"):
        value, valid = _parsed("+" + digits, None)
        if valid and _is_likely(value, countries):
            return value, True
    return first or digits, False


def _has_home_form(digits: str, country: str) -> bool:
    """Whether a number without country code looks as people write it at home: trunk 0, or a mobile of full length."""
    return digits.startswith(("0", "8", "7") if country in ("RU", "KZ") else "0") or len(digits) >= 8


def _is_likely(value: str, countries: tuple[str, ...]) -> bool:
    return any(
        value.startswith(f"+{phonenumbers.country_code_for_region(country)}") for country in (*countries, *LIKELY)
    )


LIKELY = tuple(dict.fromkeys(country for lang in HOME for country in HOME[lang][:4]))


def _parsed(written: str, country: str | None) -> tuple[str, bool]:
    try:
        number = phonenumbers.parse(written, country)
    except phonenumbers.NumberParseException:
        return "", False
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), phonenumbers.is_valid_number(number)
