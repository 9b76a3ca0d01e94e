"""The address of a mail server as Django wants it."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 587, "smtps": 465}
TIMEOUT_SECONDS = 20


def settings_of(url: str) -> dict[str, Any]:
    """`smtp://user:password@host:port` (STARTTLS; `?tls=no` for a server on the same machine), `smtps://…`, or
    `file:///folder`, which keeps mails as files; "" keeps mails nowhere.

    Raises: ImproperlyConfigured for another scheme or an address without a host.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": parts.path}
    if parts.scheme not in PORTS or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL: smtp://user:password@host:587, smtps://… or file:///folder is understood."
        )
    is_open = dict(parse_qsl(parts.query)).get("tls") == "no"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not is_open,
        "EMAIL_TIMEOUT": TIMEOUT_SECONDS,
    }
