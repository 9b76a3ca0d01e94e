"""What the network chart's page asks for and keeps: more of it, a print, a view."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.admin import explorer_told
from cases.admin.explorer_asked import Asked
from intel.network import chart, near, views
from intel.network.chart import Chart
from staff import audit
from staff.ids import id_of
from staff.refusals import Refused

KINDS = {"svg": "image/svg+xml", "pdf": "application/pdf"}
FARTHEST = 100_000.0  # units of the chart
Places = dict[UUID, tuple[float, float] | None]


@require_POST
def more(request: HttpRequest) -> HttpResponseBase:
    """What stands on the page, and what lies around one node of it."""
    officer: Any = request.user
    asked = Asked.by(QueryDict(request.POST.get("query", "")), officer)
    opened = id_of(request.POST.get("open", ""))
    found = near.around(
        [opened] if opened else [], officer, hops=asked.hops if request.POST.get("far") else 1, room=near.MOST_ROOM,
        narrowing=asked.narrowing, beside=list(_posted(request)),
    )  # fmt: skip
    drawn = chart.of(found, asked.narrowing)
    explorer_told.through_glass(drawn.picture.nodes, drawn.told, officer)  # type: ignore[arg-type]  # an officer's desk
    return JsonResponse(explorer_told.for_script(drawn))


def printed(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The chart as SVG or PDF: as its page sends it, without a script as the address asks for it."""
    from intel.network import drawing  # its library takes long to load, and few processes ever draw

    officer: Any = request.user
    if kind not in KINDS:
        raise Http404
    drawn, places = _chart_of(request)
    if drawn is None or _reads_through_glass(drawn, officer):
        raise Http404
    title = request.POST.get("title", "").strip()[:80] or _("Network")
    put = {key: at for key, told in drawn.told.items() for row in told.rows if (at := places.get(row.pk))}
    picture = drawing.draw(drawn.picture, title=title, places=put)
    with transaction.atomic():
        audit.record(officer, "network.printed", officer, form=kind, nodes=len(drawn.picture.nodes))
    if kind == "svg":
        content = picture.svg.encode()
    else:
        content = explorer_told.on_paper(drawn, picture, title=title, by=officer, at=timezone.now())
    response = HttpResponse(content, content_type=KINDS[kind])
    response["Content-Disposition"] = f'inline; filename="network.{kind}"'
    return response


@require_POST
def save(request: HttpRequest) -> HttpResponseBase:
    """Keep the chart; back to it."""
    officer: Any = request.user
    asked = Asked.by(QueryDict(request.POST.get("query", "")), request.user)
    drawn, places = _chart_of(request)
    if drawn and _reads_through_glass(drawn, officer):
        raise Http404
    kept: Places = {UUID(told.id): None for told in drawn.told.values()} if drawn else {}
    try:
        view = views.save(
            request.POST.get("name", ""), asked.query, kept | places, by=officer,
            is_shared=request.POST.get("shared") == "1",
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(f"{reverse('cases_network')}?{asked.query}")
    messages.success(request, _("The view is kept."))
    return HttpResponseRedirect(f"{reverse('cases_network')}?view={view.pk}&{asked.query}")


@require_POST
def delete(request: HttpRequest, chart_id: UUID) -> HttpResponseBase:
    views.delete(chart_id, by=request.user)  # type: ignore[arg-type]  # the desk's users are officers
    return HttpResponseRedirect(reverse("cases_network"))


def _chart_of(request: HttpRequest) -> tuple[Chart | None, Places]:
    """The nodes that were posted with their places; without any what the query asks for."""
    officer = request.user
    given = QueryDict(request.POST.get("query", "")) if request.method == "POST" else request.GET
    asked, places = Asked.by(given, request.user), _posted(request)
    rows, hops = (list(places), 0) if places else (asked.rows(officer), asked.hops)
    room = near.MOST_ROOM if places else asked.room
    found = near.around(rows, officer, hops=hops, room=room, narrowing=asked.narrowing)
    return (chart.of(found, asked.narrowing) if found.drawn else None), places


def _posted(request: HttpRequest) -> Places:
    """`{"<id>": [x, y] or null}`; what makes no sense counts as not said."""
    try:
        said = json.loads(request.POST.get("nodes") or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(said, dict):
        return {}
    found = {id_of(key): _place(at) for key, at in list(said.items())[: near.MOST_ROOM]}
    return {key: at for key, at in found.items() if key}


def _place(at: Any) -> tuple[float, float] | None:
    if not (isinstance(at, list) and len(at) == 2 and all(isinstance(each, int | float) for each in at)):
        return None
    # Asked before they are made fractions: a whole number can be too long for one.
    return (float(at[0]), float(at[1])) if all(abs(each) < FARTHEST for each in at) else None


def _reads_through_glass(drawn: Chart, officer: Any) -> bool:
    """What is read through broken glass is neither kept nor taken out."""
    return explorer_told.through_glass(drawn.picture.nodes, drawn.told, officer) is not None
