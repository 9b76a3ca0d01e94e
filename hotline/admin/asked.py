"""What an officer looks for, on its way through an address: sealed, so that no log and no history holds it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64

from staff.models import Officer
from vault import keys
from vault.keys import VaultClosed

PURPOSE = "queue-search"
SIGN = "~"  # in front of what is sealed


def seal(query: str, *, by: Officer) -> str:
    """The query for an address; only this officer's page opens it again."""
    sealed = keys.seal(keys.purpose_key(PURPOSE), query.encode(), _place(by))
    return SIGN + urlsafe_b64encode(sealed).decode().rstrip("=")


def unseal(value: str, *, by: Officer) -> str:
    """The query again; as it stands where it was not sealed, "" where another officer sealed it."""
    if not value.startswith(SIGN):
        return value
    raw = value.removeprefix(SIGN)
    try:
        sealed = urlsafe_b64decode(raw + "=" * (-len(raw) % 4))
        return keys.unseal(keys.purpose_key(PURPOSE), sealed, _place(by)).decode()
    except (VaultClosed, NotBase64, ValueError):
        return ""


def _place(officer: Officer) -> str:
    return f"queue-search:{officer.pk}"
