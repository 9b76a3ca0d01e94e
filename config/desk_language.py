"""The desk speaks the language of the officer's browser."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import trans_real

from config.discretion import Answer


class DeskLanguage:
    """Under /desk/ Accept-Language decides among the languages that the whole house speaks, English otherwise.

    Public pages take their language from the address and the agency's page from `?lang`: none of them reads the
    header, and none varies by it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/desk/"):
            return self.get_response(request)
        with translation.override(chosen(request.headers.get("Accept-Language", ""))):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response


def chosen(header: str) -> str:
    """The first of the desk's languages that an Accept-Language header names, else the house's own."""
    wanted = (name.split("-")[0] for name, _weight in trans_real.parse_accept_lang_header(header))
    return next((name for name in wanted if name in settings.DESK_LANGUAGES), settings.LANGUAGE_CODE)
