"""Database addresses as Django wants them."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database(url: str, *, pooled: bool) -> dict[str, Any]:
    """A `postgresql://user:password@host:port/name?host=/socket/folder` address as a Django entry.

    Raises: ValueError for any engine but PostgreSQL: its locks, triggers and indexes are used.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("Hornbill runs on PostgreSQL only: DATABASE_URL must begin with postgresql://")
    query = dict(parse_qsl(parts.query))
    options: dict[str, Any] = {name: value for name, value in query.items() if name != "host"}
    options["options"] = "-c search_path=public,vault"
    if pooled:
        # A server that is away: whoever waits is told so soon, and each who comes makes it look anew. The pool's own
        # pauses double for minutes, and it would sit out the last of them with the server back.
        options["pool"] = {"min_size": 0, "max_size": 16, "timeout": 5, "reconnect_timeout": 2.5}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 0 if pooled else 60,
    }
