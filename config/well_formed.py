"""What no address of ours holds: a null sign, which no column of the database can be compared with."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from config import refusals


class NoNullSigns:
    """400 with a sentence, before any page reads the address. In forms their fields refuse it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return refusals.bad_request(request)
        return self.get_response(request)
