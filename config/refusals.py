"""Pages for what cannot be served, JSON below /api/: plain, in the page's language, without database or session."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from hotline.api import errors


def _page(request: HttpRequest, status: int, said: object) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return errors.plain(request, status)
    language = translation.get_language_from_path(request.path_info) or translation.get_language()
    with translation.override(language):
        return HttpResponse(render_to_string("refusal.html", {"status": status, "said": said}), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, _("What was sent could not be read. Go back, and try once more."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request, 403, _("This page is not open to you, or your form has grown too old. Go back, and try once more.")
    )


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF check failed: the form is old, or it came from elsewhere."""
    return forbidden(request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, _("There is nothing at this address."))


def not_replayed(request: HttpRequest) -> HttpResponse:
    """The database came out of a backup: `manage.py replay_purges` opens the house."""
    said = _(
        "We are restoring our records, and open again once everything that was to be destroyed is gone. Try later."
    )
    if request.path_info.startswith("/api/"):
        return JsonResponse({"code": "restoring", "message": str(said), "fields": {}}, status=503)
    return _page(request, 503, said)


def broken(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        500,
        _("Something broke on our side. Nothing that was confirmed to you is lost. Try again in a minute."),
    )
