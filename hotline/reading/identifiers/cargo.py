"""What moves goods: containers (ISO 6346), vessels (IMO, MMSI), air waybills, parcels (UPU S10)."""

import re
from collections.abc import Iterator

from phonenumbers import SUPPORTED_REGIONS

from hotline.reading.found import Identifier
from hotline.reading.lists import markers

CONTAINER = re.compile(
    r"(?<![A-Za-z0-9])([A-Z]{3})[ -]?([UJZ])[ -]?(\d{3})[ -]?(\d{3})[ -./]?(\d)(?!\d)", re.IGNORECASE
)
IMO = re.compile(r"(?i)\bIMO(?:\s*(?:no|number|nr|#|số|番号|编号|номер|رقم|n°|nº))?[.:# ]{0,3}(\d{7})(?!\d)")
MMSI = re.compile(r"(?i)\bMMSI(?:\s*(?:no|number|nr|#|số|номер|رقم))?[.:# ]{0,3}(\d{9})(?!\d)")
AWB = re.compile(r"(?<![\d-])(\d{3})[- ](\d{4})[- ]?(\d{4})(?![\d-])")
AWB_BARE = re.compile(
    rf"(?i)\b(?:{markers('waybill_before')})[^\d\n]{{0,12}}(\d{{3}})[- ]?(\d{{4}})[- ]?(\d{{4}})(?!\d)"
)
ELEVEN_DIGITS = re.compile(r"\d{3}[- ]?\d{4}[- ]?\d{4}")
POSTAL = re.compile(
    r"(?<![A-Za-z0-9])([A-Z]{2})[ ]?(\d{3})[ ]?(\d{3})[ ]?(\d{2})(\d)?[ ]?([A-Z]{2})(?![A-Za-z0-9])", re.IGNORECASE
)
AWB_WORD = re.compile(rf"(?i){markers('waybill')}")
LETTERS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (n for n in range(10, 40) if n % 11), strict=False))
POSTAL_KINDS = "ABCDEHLMNPQRSTUVZ"


def find(text: str) -> Iterator[Identifier]:
    """Containers and parcels by their shape, vessels and waybills by their shape and the word before or around them."""
    for match in CONTAINER.finditer(text):
        owner = (match[1] + match[2]).upper()
        digits = match[3] + match[4] + match[5]
        valid = container_check(owner + digits[:6]) == int(digits[6])
        if valid or (match[0][:4].isupper() and match[2].upper() == "U"):
            yield Identifier("container", owner + digits, valid, match.span())
    for match in POSTAL.finditer(text):
        if match[5] is None or (not match[0][:2].isupper() and not match[6].isupper()):
            continue
        serial, country = match[2] + match[3] + match[4], match[6].upper()
        if match[1][0].upper() in POSTAL_KINDS and country in SUPPORTED_REGIONS:
            value = f"{match[1].upper()}{serial}{match[5]}{country}"
            yield Identifier("postal", value, postal_check(serial) == int(match[5]), match.span())
    for match in IMO.finditer(text):
        yield Identifier("imo", match[1], imo_is_valid(match[1]), match.span())
    for match in MMSI.finditer(text):
        yield Identifier("mmsi", match[1], match[1][0] in "234567", match.span())
    yield from _waybills(text)


def _waybills(text: str) -> Iterator[Identifier]:
    if not ELEVEN_DIGITS.search(text):
        return
    named = bool(AWB_WORD.search(text))
    for match in AWB_BARE.finditer(text) if named else ():
        serial = match[2] + match[3]
        yield Identifier("awb", f"{match[1]}-{serial}", awb_is_valid(serial), (match.start(1), match.end(3)))
    for match in AWB.finditer(text):
        serial = match[2] + match[3]
        if named or ("-" in match[0][:4] and awb_is_valid(serial) and match[1][0] != "0"):
            yield Identifier("awb", f"{match[1]}-{serial}", awb_is_valid(serial), match.span())


def container_check(ten: str) -> int:
    """Check digit of a container's owner code and serial (4 letters, 6 digits), ISO 6346."""
    total = sum((LETTERS[char] if char.isalpha() else int(char)) << place for place, char in enumerate(ten))
    return total % 11 % 10


def imo_is_valid(seven: str) -> bool:
    """Whether seven digits are an IMO number: the last is the end of the weighted sum of the others."""
    return sum(int(digit) * weight for digit, weight in zip(seven, range(7, 1, -1), strict=False)) % 10 == int(seven[6])


def awb_is_valid(eight: str) -> bool:
    """Whether the serial number of an air waybill ends in the remainder of its first seven digits by seven."""
    return int(eight[:7]) % 7 == int(eight[7])


def postal_check(eight: str) -> int:
    """Check digit of a postal item's serial number, UPU S10."""
    total = sum(int(digit) * weight for digit, weight in zip(eight, (8, 6, 4, 2, 3, 5, 9, 7), strict=True))
    check = 11 - total % 11
    return {10: 0, 11: 5}.get(check, check)
