"""What a stranger looks for at a fixed place: whom to tell of a weakness, and the address inside Tor."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from config.discretion import Answer

# RFC 9116, 2.5.5 recommends less than a year; a file made at each request is never stale before its reader is.
GOOD_FOR = timedelta(days=180)
# Whose pages are not for sources: they are not offered inside Tor.
NOT_OFFERED = ("/desk/", "/agency/", "/api/", "/hooks/", "/static/", "/healthz", "/readyz", "/metrics")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. Raises: Http404 where no SECURITY_CONTACT is set, since a dead address is worse than none."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + GOOD_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.PUBLIC_URL.rstrip('/')}/.well-known/security.txt",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


class OnionLocation:
    """Tells Tor Browser that the same page stands at ONION_URL. Browsers heed it over HTTPS only."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_page = request.method == "GET" and not request.path_info.startswith(NOT_OFFERED)
        if settings.ONION_URL and is_page and request.is_secure() and request.get_host() != settings.ONION_HOST:
            # The path alone: what stands behind a question mark may be somebody's own.
            response["Onion-Location"] = settings.ONION_URL.rstrip("/") + request.path
        return response
