"""Counting requests: by view and class of status, and how long each part of the house takes; a number for the log."""

import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from config import logs
from config.metrics import counted

# By the first part of an address; every other page is one of the public's.
AREAS = ("desk", "agency", "api", "hooks", "static", "metrics", "healthz", "readyz")
NOWHERE = "none"


class CountRequests:
    """Neither address nor parameters: the view's name alone, of which there are as many as the house has."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        numbered = logs.request_id.set(secrets.token_hex(8))
        try:
            response = self.get_response(request)
        finally:
            logs.request_id.reset(numbered)
        match = request.resolver_match
        view = (match.view_name or NOWHERE) if match else NOWHERE
        counted.count("hornbill_requests_total", view=view, status=f"{response.status_code // 100}xx")
        counted.took("hornbill_request_seconds", time.perf_counter() - begun, area=area(request.path_info))
        return response


def area(path: str) -> str:
    first = path.strip("/").partition("/")[0]
    return first if first in AREAS else "public"
