"""Rendering of public pages: templates without request, session or context processors."""

import gzip
from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

Page = Callable[..., HttpResponse]
# Which entry of the navigation a page belongs to.
BELONGS_TO = {"report": "report", "code": "status", "standing": "status", "withdraw": "status", "safety": "safety"}
# Where the quick exit leads: a page that anyone may have open.
EXIT_URL = "https://www.wikipedia.org/"


def languages() -> list[tuple[str, str, str]]:
    """(code, name in the language itself, writing direction) of every language of the pages."""
    return [(code, name, "rtl" if code in settings.LANGUAGES_BIDI else "ltr") for code, name in settings.LANGUAGES]


def in_language(view: Page) -> Page:
    """A public page in the language of its address. No CSRF cookie: the form's signed token stands in its place."""

    @wraps(view)
    def page(request: HttpRequest, lang: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if lang not in dict(settings.LANGUAGES):
            raise Http404
        with translation.override(lang):
            return view(request, lang, *args, **kwargs)

    return csrf_exempt(page)


def words(lang: str, template: str, context: dict[str, Any]) -> str:
    """The page as text, in the language that is active."""
    frame = {
        "lang": lang,
        "dir": "rtl" if translation.get_language_bidi() else "ltr",
        "languages": languages(),
        "organisation": settings.ORGANISATION,
        "exit_url": EXIT_URL,
        "here": BELONGS_TO.get(template),
    }
    return render_to_string(f"hotline/public/{template}.html", frame | context)


def answer(lang: str, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return HttpResponse(words(lang, template, context), status=status, headers={"Content-Language": lang})


def with_script(page: HttpResponse) -> HttpResponse:
    """Let this one page run our own script files, and nothing else: it offers a proof of work."""
    page._csp_update = {"script-src": [SELF], "worker-src": [SELF], "connect-src": [SELF]}  # type: ignore[attr-defined]
    return page


def small(request: HttpRequest, lang: str, page: str) -> HttpResponse:
    """A page compressed where the browser can. Only for pages that echo nothing a stranger sent (BREACH)."""
    headers = {"Content-Language": lang, "Vary": "Accept-Encoding"}
    raw = page.encode()
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        raw, headers["Content-Encoding"] = gzip.compress(raw, compresslevel=4, mtime=0), "gzip"
    return HttpResponse(raw, headers=headers)


def unreadable(lang: str) -> HttpResponse:
    """400: what was posted is no form, or only half of one."""
    return answer(lang, "unreadable", {}, status=400)
