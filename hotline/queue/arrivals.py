"""New arrivals: whether the line that an officer looks at has grown at its open end, asked cheaply and often."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hotline.models.tip import TipSet
from hotline.queue.wanted import Wanted

# More are told as "99+".
MOST_COUNTED = 100


def since(said: str) -> datetime | None:
    """The moment that a page was drawn, as its address tells it; None where it tells none."""
    try:
        at = parse_datetime(said)
    except ValueError:
        return None
    return at if at and timezone.is_aware(at) else None


def count(wanted: Wanted, rows: TipSet, *, after: datetime) -> int:
    """How many tips came after a moment that the view would show, `MOST_COUNTED` at most. One query."""
    fresh = wanted.among(rows).filter(received_at__gt=after)
    return fresh.values("pk")[:MOST_COUNTED].count()


def answer(request: HttpRequest, many: int) -> HttpResponse:
    """The sentence that the page shows; nothing where the page was told the same before."""
    mark = f'"{many}"'
    if request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified(headers={"ETag": mark})
    said = _("More than 99 new tips") if many >= MOST_COUNTED else ngettext("%(n)d new tip", "%(n)d new tips", many)
    return JsonResponse(
        {"new": many, "said": said % {"n": many} if many < MOST_COUNTED else said}, headers={"ETag": mark}
    )
