"""Wallets: Bitcoin (Base58Check, bech32), Ethereum and its like, Tron, Monero, with their checksums."""

import hashlib
import re
from collections.abc import Iterator

from hotline.reading.found import Identifier

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
LEGACY = re.compile(r"(?<![A-Za-z0-9])[13][1-9A-HJ-NP-Za-km-z]{25,34}(?![A-Za-z0-9])")
TRON = re.compile(r"(?<![A-Za-z0-9])T[1-9A-HJ-NP-Za-km-z]{33}(?![A-Za-z0-9])")
SEGWIT = re.compile(r"(?<![A-Za-z0-9])(?:bc1|BC1)[02-9ac-hj-np-zAC-HJ-NP-Z]{11,71}(?![A-Za-z0-9])")
ETHER = re.compile(r"(?<![A-Za-z0-9])0x[0-9a-fA-F]{40}(?![A-Za-z0-9])")
MONERO = re.compile(r"(?<![A-Za-z0-9])[48][0-9AB][1-9A-HJ-NP-Za-km-z]{93}(?![A-Za-z0-9])")


def find(text: str) -> Iterator[Identifier]:
    """Wallets by their shape; Ethereum's and Monero's are valid by shape, for their hash is not at hand."""
    for shape in (LEGACY, TRON):
        for match in shape.finditer(text):
            yield Identifier("wallet", match[0], base58_is_valid(match[0]), match.span())
    for match in SEGWIT.finditer(text):
        yield Identifier("wallet", match[0].lower(), bech32_is_valid(match[0].lower()), match.span())
    for shape in (ETHER, MONERO):
        for match in shape.finditer(text):
            yield Identifier("wallet", match[0], True, match.span())


def base58_is_valid(address: str) -> bool:
    """Whether the last four bytes are the double SHA-256 of the first 21."""
    number = 0
    for char in address:
        number = number * 58 + BASE58.index(char)
    try:
        raw = number.to_bytes(25, "big")
    except OverflowError:
        return False
    return hashlib.sha256(hashlib.sha256(raw[:21]).digest()).digest()[:4] == raw[21:]


def bech32_is_valid(address: str) -> bool:
    """Whether the checksum of BIP 173 or BIP 350 holds."""
    head, _one, data = address.rpartition("1")
    values = [ord(char) >> 5 for char in head] + [0] + [ord(char) & 31 for char in head]
    values += [BECH32.find(char) for char in data]
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> place & 1 else 0
    return check in (1, 0x2BC830A3)
