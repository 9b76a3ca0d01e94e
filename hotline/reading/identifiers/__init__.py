"""Identifiers: telephones, plates, vessels, containers, parcels, accounts; validated and in one form."""

from collections.abc import Iterable

from hotline.reading.found import Identifier
from hotline.reading.homes import HOME
from hotline.reading.identifiers import cargo, online, phones, plates, travel, wallets
from hotline.reading.numbers import ascii_digits


def find(text: str, lang: str, countries: Iterable[str] = ()) -> tuple[Identifier, ...]:
    """Every identifier in a text, in order, none inside another.

    Args:
        text: as given; digits of any script are read.
        lang: language of the text, which tells where a number without country code may be from.
        countries: ISO 3166 codes that the text or the form tells, the surest first.
    """
    plain = ascii_digits(text)
    found: list[Identifier] = []
    if any(sign in plain for sign in "@/.") or "handle" in plain or ":" in plain:
        _add(found, online.find(plain))
    if len(plain) > 25:
        _add(found, wallets.find(plain))
    if any(char.isdigit() for char in plain):
        places = (*countries, *HOME.get(lang, ()))
        for finder in (cargo.find, travel.find):
            _add(found, finder(plain))
        _add(found, plates.marked(plain))
        _add(found, phones.find(plain, places))
        _add(found, plates.find(plain, lang, places))
        _add(found, travel.passports(plain))
    if online.MAYBE_ACCOUNT.search(plain) and online.NETWORK.search(plain):
        _add(found, online.accounts(plain))
    return tuple(sorted(found, key=lambda each: each.span))


def _add(found: list[Identifier], more: Iterable[Identifier]) -> None:
    for each in more:
        start, end = each.span
        if all(end <= other.span[0] or start >= other.span[1] for other in found):
            found.append(each)
