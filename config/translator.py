"""The address of a service outside: words or pictures of sources go there, so it is ours, or reached by https."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

# Names that no public resolver answers for: of this machine, of a compose file, of an office.
INSIDE = (".internal", ".local", ".lan", ".localhost")


def address(entered: str, *, setting: str = "TRANSLATE_URL", sent: str = "words of sources") -> str:
    """The service's address without its last stroke; "" where none was entered.

    Args:
        setting: where it was entered. sent: what goes there.
    Raises: ImproperlyConfigured for an address that is neither https nor http to this machine or a private network.
    """
    if not entered:
        return ""
    parts = urlsplit(entered)
    host = parts.hostname or ""
    if (parts.scheme == "https" and host) or (parts.scheme == "http" and _is_inside(host)):
        return entered.rstrip("/")
    raise ImproperlyConfigured(
        f"{setting}: https://…, or http:// to this machine or a private network, is understood: {sent} are sent there."
    )


def _is_inside(host: str) -> bool:
    try:
        return ip_address(host).is_private
    except ValueError:
        return bool(host) and ("." not in host or host.endswith(INSIDE))
