"""Pass phrases that people read out over a telephone."""

import secrets

# No two of these look alike (0 and o, 1 and l, s and 5), and without vowels no word comes up.
LETTERS = "bcdfghjkmnpqrtvwxz2346789"
GROUPS, OF = 6, 5


def new_phrase() -> str:
    """30 signs in groups, `hk3tz-…`: 139 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _sign in range(OF)) for _group in range(GROUPS))
