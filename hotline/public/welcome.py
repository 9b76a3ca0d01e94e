"""The first page, where a language is chosen, and what a source should know about staying safe."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import trans_real

from hotline.public import countries, pages


def choose(request: HttpRequest) -> HttpResponse:
    """Every language; those that the browser prefers come first. No language is chosen for anyone."""
    preferred = _preferred(request.headers.get("Accept-Language", ""))
    known = sorted(pages.languages(), key=lambda language: preferred.get(language[0], len(preferred)))
    first = known[0][0]
    with translation.override(first):
        response = pages.answer(first, "choose", {"choices": known})
    response["Vary"] = "Accept-Language"
    return response


def _preferred(header: str) -> dict[str, int]:
    """Place of each of our languages in an Accept-Language header (RFC 9110, 12.5.4); a bad header prefers none."""
    found = [_ours(name) for name, _weight in trans_real.parse_accept_lang_header(header)]
    return {name: place for place, name in reversed(list(enumerate(found))) if name}


def _ours(wanted: str) -> str:
    """Our language for a browser's: `zh-tw` is written as `zh-hant`. "" where we do not speak it."""
    try:
        return translation.get_supported_language_variant(wanted)
    except LookupError:
        return ""


@pages.in_language
def safety(request: HttpRequest, lang: str) -> HttpResponse:
    shown = {"emergency": countries.emergency_numbers(), "onion": settings.ONION_URL}
    return pages.small(request, lang, pages.words(lang, "safety", shown))
