"""A page of the desk that is only read asks about its reader's compartments once."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from staff import compartments

SAFE = ("GET", "HEAD")


class AskOnce:
    """Nothing is changed by a GET, so what lets its reader in stays the same until the answer is written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in SAFE or not request.path_info.startswith("/desk/"):
            return self.get_response(request)
        with compartments.asked_once():
            return self.get_response(request)
