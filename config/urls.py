"""Every address of the house (docs: the contract's list of addresses stays stable)."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from config import health, well_known
from config.metrics import page
from hotline.api import schema


def _rooms(prefix: str, module: str) -> list[URLPattern | URLResolver]:
    try:
        stands = find_spec(module) is not None
    except ModuleNotFoundError:
        stands = False
    return [path(prefix, include(module))] if stands else []


urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", page.metrics),
    path(".well-known/security.txt", well_known.security_txt),
    path("desk/", include("config.desk_urls")),
    *_rooms("agency/", "cases.agency_desk.urls"),
    *_rooms("hooks/telegram/", "bots.telegram.urls"),
    path("api/schema/", schema.description, name="schema"),
    path("api/docs/", schema.reader, name="docs"),
    path("api/v1/", include("hotline.api.urls")),
    path("api/v1/", include("cases.api.urls")),
    *_rooms("", "hotline.public.urls"),
    # After the hotline's, whose converter for languages it uses.
    *_rooms("", "cases.indicators.public_urls"),
]

handler400 = "config.refusals.bad_request"
handler403 = "config.refusals.forbidden"
handler404 = "config.refusals.not_found"
handler500 = "config.refusals.broken"
