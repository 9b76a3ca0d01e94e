"""Which encoding a request is read in."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from config.discretion import Answer


class AlwaysUTF8:
    """Our forms and JSON are UTF-8. A client's own word (`charset=idna`) would choose the codec that reads it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.encoding = "utf-8"
        return self.get_response(request)
