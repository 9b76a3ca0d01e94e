"""Sessions and officers: under /desk/, and nowhere else.

Public pages, the webhook and the partners' door use none of them: they set no cookie, and pay for no
step they do not take. The libraries ask for their own middleware by class, so each is theirs, told where it works.
"""

from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase

DESK = "/desk/"


class _AtDesk:
    get_response: Any

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(DESK):
            answer: HttpResponseBase = super().__call__(request)  # type: ignore[misc]  # a middleware stands behind
            return answer
        elsewhere: HttpResponseBase = self.get_response(request)
        return elsewhere


class Sessions(_AtDesk, SessionMiddleware):
    """A session opens at the desk only."""


class Officers(_AtDesk, AuthenticationMiddleware):
    """`request.user`, at the desk only."""


class Messages(_AtDesk, MessageMiddleware):
    """What a page tells the officer after a step."""
