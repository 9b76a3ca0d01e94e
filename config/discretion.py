"""What keeps a source's traces out of logs, caches and headers."""

import logging
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy, default_config
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]
TRACES = ("HTTP_USER_AGENT", "HTTP_REFERER", "REMOTE_HOST", "HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP")
# Nothing a browser can sense or tell of its owner is asked for, by us or by what we might ever embed.
FEATURES_OFF = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "browsing-topics", "camera", "display-capture",
        "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection", "interest-cohort",
        "local-fonts", "magnetometer", "microphone", "midi", "payment", "screen-wake-lock", "serial", "usb",
        "xr-spatial-tracking",
    )
)  # fmt: skip
# Posts of the public pages, which have budgets (hotline/budgets.py).
COUNTED = re.compile(r"/[a-z]{2,3}(?:-[a-z]{2,8})?/(?:report|status)/")


class NoTraces:
    """Requests lose address and agent first of all, public ones the referrer too; no cache keeps an answer."""

    def __init__(self, get_response: Answer) -> None:
        # Not at the top: the logging settings read this module before there are any models.
        from hotline import networks

        self.get_response, self._note_network = get_response, networks.note

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST" and COUNTED.match(request.path_info):
            self._note_network(request)
        # The desk knows by the referrer that a form is its own; officers' address and agent it needs as little.
        kept = ("HTTP_REFERER",) if request.path_info.startswith("/desk/") else ()
        for name in TRACES:
            if name not in kept:
                request.META.pop(name, None)
        request.META["REMOTE_ADDR"] = "0.0.0.0"
        response = self.get_response(request)
        if not request.path_info.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "no-store"
        response["Permissions-Policy"] = FEATURES_OFF
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class ContentPolicy(CSPMiddleware):
    """The library's policy, written out once for each kind of page: none of ours has a nonce or is only reported."""

    def process_request(self, request: HttpRequest) -> None:
        """Nothing to prepare: no page asks for a nonce."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if HEADER not in response:
            changes = (_frozen(getattr(response, name, None) or {}) for name in ("_csp_replace", "_csp_update"))
            response[HEADER] = _policy(_frozen(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]), *changes)
        return response


Frozen = tuple[tuple[str, Any], ...]


def _frozen(directives: Mapping[str, Any]) -> Frozen:
    return tuple((name, tuple(said) if isinstance(said, list) else said) for name, said in directives.items())


@lru_cache(maxsize=32)
def _policy(directives: Frozen, replaced: Frozen, added: Frozen) -> str:
    return build_policy(default_config(dict(directives)), dict(added), dict(replaced))


class DeskPolicy:
    """The desk's interface library evaluates expressions: the looser policy holds under /desk/ and nowhere else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path_info.startswith("/desk/") and not hasattr(response, "_csp_replace"):
            response._csp_replace = settings.DESK_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        if request.path_info.startswith("/desk/"):
            # Under no-referrer browsers send `Origin: null` with a form, and the check against forged posts refuses it.
            response["Referrer-Policy"] = "same-origin"
        return response


class MaskSecrets(logging.Filter):
    """The last look at a log line: a bot's token, a link's token, a partner's key and a source's code become `…`."""

    SECRETS = re.compile(
        r"(bot)\d+:[\w-]{20,}"
        # The agency's page and the upload page, also where an address is quoted inside another.
        r"|((?:/|%2F)(?:agency|files)(?:/|%2F))[\w-]{8,}(?:(?:/|%2F)packet(?:/|%2F)[\w:%-]+)?"
        r"|(\bhb_[0-9a-f]{8}_)[\w-]{8,}"
        r"|\b(?:\d{5}[\s-]){4}\d{5}\b|\b\d{25}\b",
        re.IGNORECASE,
    )

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        masked = self.SECRETS.sub(lambda found: f"{found[1] or found[2] or found[3] or ''}…", said)
        if masked != said:
            record.msg, record.args = masked, ()
        return True


class ShortRefusals(logging.Filter):
    """A request that Django refuses is one line: where in our code it was refused is nobody's bug."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security"):
            record.exc_info = record.exc_text = None
        return True
