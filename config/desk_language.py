"""The desk speaks the language of the officer's browser."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from config.discretion import Answer


class DeskLanguage:
    """Under /desk/ Accept-Language decides among the house's languages, English otherwise.

    Public pages take their language from the address and the agency's page from `?lang`: none of them reads the
    header, and none varies by it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/desk/"):
            return self.get_response(request)
        with translation.override(translation.get_language_from_request(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response
