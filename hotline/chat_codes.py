"""One-time codes that the desk shows and a chat says back: twelve digits, good for minutes, kept as their HMAC."""

import secrets
from datetime import timedelta

from hotline import receipts

DIGITS = 12
GOOD_FOR = timedelta(minutes=10)


def fresh() -> str:
    """Twelve random digits (40 bits)."""
    return "".join(secrets.choice("0123456789") for _ in range(DIGITS))


def shown(code: str) -> str:
    """A code in three groups of four."""
    return " ".join(code[start : start + 4] for start in range(0, DIGITS, 4))


def read(said: str) -> str:
    """The code in what stood behind a command, in digits of any script; "" where it is none."""
    digits = receipts.digits(said)
    return digits if len(digits) == DIGITS else ""
