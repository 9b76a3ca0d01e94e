"""The setting of emergency numbers by country: none rather than a wrong one."""

import re

from django.core.exceptions import ImproperlyConfigured

# ISO 3166-1 alpha-2, then what a telephone takes.
ENTRY = re.compile(r"([A-Z]{2})=(\+?[0-9](?:[0-9 ]{0,18}[0-9])?)")


def numbers(entered: str) -> dict[str, str]:
    """`KH=117,VN=113` as numbers by country; {} where nothing was entered.

    Raises: ImproperlyConfigured, naming the entry that cannot be read: a wrong number is worse than none.
    """
    by_country: dict[str, str] = {}
    for entry in filter(None, (part.strip() for part in entered.split(","))):
        found = ENTRY.fullmatch(entry)
        if not found or found[1] in by_country:
            raise ImproperlyConfigured(f"EMERGENCY_NUMBERS: {entry!r} is not COUNTRY=NUMBER, once a country (KH=117).")
        by_country[found[1]] = found[2]
    return by_country
