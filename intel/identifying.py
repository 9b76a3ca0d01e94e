"""A value in one spelling, and whether its shape and check digits hold: by the rules that tips are read by. Pure."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from unicodedata import normalize

from hotline import addresses
from hotline.reading.found import Identifier
from hotline.reading.identifiers import cargo, online, phones, plates, wallets
from hotline.reading.numbers import ascii_digits
from reference.spelling import APOSTROPHES, GAPS, INVISIBLE

SEPARATORS = re.compile(r"[\W_]+")
INVISIBLES = re.compile(f"[{INVISIBLE}]")
POINTS = re.compile("[.,;。，、]")
ACCOUNT = re.compile(r"[A-Z0-9]{4,34}")
IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}")
PASSPORT = re.compile(r"(?=.*\d)[A-Z0-9]{5,12}")


class Read(NamedTuple):
    """`is_sound` None: there is nothing to check."""

    key: str
    is_sound: bool | None


def read(kind: str, value: str, country: str = "") -> Read:
    """One value in the spelling in which it is compared.

    Args:
        kind: a kind of `intel.properties`; one without a rule here is plain text.
        country: ISO 3166-1 alpha-2 of where it was told, "" if unknown; completes telephones and tells plates.
    """
    written = ascii_digits(value.strip())
    key, is_sound = READERS[kind](written, country) if kind in READERS else (text(written), None)
    return Read(key or text(written) or written, is_sound)


def text(value: str) -> str:
    """A name without what does not tell two apart: case, apostrophes, points, runs of space. Accents are kept.

    In Vietnamese they make another name, and two rows can be judged the same later while one row cannot be parted.
    """
    kept = APOSTROPHES.sub("", INVISIBLES.sub("", normalize("NFKC", value).casefold()))
    return normalize("NFC", GAPS.sub(" ", POINTS.sub(" ", kept)).strip())


def _joined(value: str) -> str:
    return SEPARATORS.sub("", value).upper()


def _phone(value: str, country: str) -> tuple[str, bool | None]:
    return phones.read(value, (country,) if country else ())


def _plate(value: str, country: str) -> tuple[str, bool | None]:
    shapes = [plates.SHAPES[country]] if country in plates.SHAPES else list(plates.SHAPES.values())
    fits = any(re.fullmatch(shape, value) for shape in shapes)
    return _joined(value).translate(addresses.LATIN_ON_PLATES), fits or (False if country in plates.SHAPES else None)


def _imo(value: str, country: str) -> tuple[str, bool | None]:
    digits = re.sub(r"\D", "", value)
    return digits, len(digits) == 7 and cargo.imo_is_valid(digits)


def _mmsi(value: str, country: str) -> tuple[str, bool | None]:
    digits = re.sub(r"\D", "", value)
    return digits, len(digits) == 9 and digits[0] in "234567"


def _first(found: Iterator[Identifier], otherwise: str) -> tuple[str, bool | None]:
    each = next(found, None)
    return (each.value, each.valid) if each else (otherwise, False)


def _container(value: str, country: str) -> tuple[str, bool | None]:
    return _first((each for each in cargo.find(value.upper()) if each.kind == "container"), _joined(value))


def _waybill(value: str, country: str) -> tuple[str, bool | None]:
    digits = re.sub(r"\D", "", value)
    return f"{digits[:3]}-{digits[3:]}", len(digits) == 11 and cargo.awb_is_valid(digits[3:])


def _wallet(value: str, country: str) -> tuple[str, bool | None]:
    key, is_sound = _first(wallets.find(value), value.strip())
    return (key.lower() if key.startswith("0x") else key), is_sound


def _email(value: str, country: str) -> tuple[str, bool | None]:
    return value.casefold(), bool(online.EMAIL.fullmatch(value))


def _url(value: str, country: str) -> tuple[str, bool | None]:
    return addresses.plain(value), bool(online.URL.fullmatch(value) or online.BARE_URL.fullmatch(value))


def _iban(value: str, country: str) -> tuple[str, bool | None]:
    joined = _joined(value)
    return joined, bool(IBAN.fullmatch(joined)) and iban_is_valid(joined)


def _account(value: str, country: str) -> tuple[str, bool | None]:
    joined = _joined(value)
    if IBAN.fullmatch(joined) and iban_is_valid(joined):
        return joined, True
    return joined, None if ACCOUNT.fullmatch(joined) else False


def iban_is_valid(joined: str) -> bool:
    """Whether the check digits of an IBAN hold: moved to the end and read in base 36, it leaves 1 of 97 (ISO 13616)."""
    return int("".join(str(int(sign, 36)) for sign in joined[4:] + joined[:4])) % 97 == 1


READERS: dict[str, Callable[[str, str], tuple[str, bool | None]]] = {
    "phone": _phone,
    "plate": _plate,
    "imo": _imo,
    "mmsi": _mmsi,
    "container": _container,
    "waybill": _waybill,
    "wallet": _wallet,
    "email": _email,
    "url": _url,
    "iban": _iban,
    "account": _account,
    "handle": lambda value, country: (value.lstrip("@").casefold(), None),
    "passport": lambda value, country: (_joined(value), bool(PASSPORT.fullmatch(_joined(value)))),
    "code": lambda value, country: (_joined(value), None),
    "country": lambda value, country: (value.upper(), None),
    "date": lambda value, country: (value, None),
    "number": lambda value, country: (value, None),
}
