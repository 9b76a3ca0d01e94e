"""`/desk/intel/network/`: the network around a person, a thing or a case, as one officer sees it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.admin import explorer_tables, explorer_told
from cases.admin.explorer_asked import ROOMS, Asked, choices, newest, sought
from intel.models import Entity, NetworkView
from intel.network import chart, near, routes, views
from staff import access, frame
from staff.ids import id_of

RIGHT = "intel.view_entity"
View = Callable[..., HttpResponseBase]


def door(view: View) -> View:
    """For signed-in officers who may see persons and things."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not access.allows(request.user, RIGHT):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return admin.site.admin_view(guarded)


def explorer(request: HttpRequest) -> HttpResponseBase:
    """The chart that the address asks for, or the way to one."""
    officer: Any = request.user
    asked = Asked.by(request.GET, officer)
    view = _view(request)
    ways = _ways(asked, officer)
    drawn = _drawn(asked, view, ways, officer)
    context = {
        **frame.context(admin.site, request), "title": _("Network"), "is_fullwidth": "1", "asked": asked,
        "view": view, "views": NetworkView.objects.visible_to(officer).exclude(name="").select_related("officer"),
        "choices": choices(asked.narrowing), "rooms": ROOMS, "hops": range(1, near.MOST_HOPS + 1),
        "words": request.GET.get("q", "")[:100], "sought": sought(request.GET.get("q", ""), officer),
        "case": asked.case, "newest": [] if request.GET else newest(officer),
        "query": asked.query, "ways": _in_words(ways), "way_is_asked": asked.to is not None,
        **_shown(drawn, view, officer),
    }  # fmt: skip
    return TemplateResponse(request, "cases/desk/explorer.html", context)


def found(request: HttpRequest) -> HttpResponseBase:
    """Whom the officer means while they type."""
    rows = sought(request.GET.get("q", ""), request.user)
    told = [[str(row.pk), row.shown_name, str(row.get_schema_display()), row.reference] for row in rows]
    return JsonResponse({"found": told})


def _view(request: HttpRequest) -> NetworkView | None:
    """The kept view that the address names. Raises: Http404."""
    if "view" not in request.GET:
        return None
    pk = id_of(request.GET["view"])
    row = NetworkView.objects.visible_to(request.user).filter(pk=pk).first() if pk else None
    if row is None:
        raise Http404
    return row


def _ways(asked: Asked, officer: Any) -> routes.Ways | None:
    if asked.to is None or not asked.starts:
        return None
    return routes.between(asked.starts[0], asked.to, officer, asked.narrowing)


def _drawn(asked: Asked, view: NetworkView | None, ways: routes.Ways | None, officer: Any) -> Any:
    """A kept view as its nodes, a way as what lies on it, else what lies around. Returns: chart, or None."""
    if view:
        found = near.around(
            list(views.places(view)), officer, hops=0, room=near.MOST_ROOM, narrowing=asked.narrowing
        )  # fmt: skip
    elif ways:
        found = ways.found
    elif asked.is_empty:
        return None
    else:
        found = near.around(
            asked.rows(officer), officer, hops=asked.hops, room=asked.room, narrowing=asked.narrowing
        )  # fmt: skip
    return chart.of(found, asked.narrowing) if found.drawn else None


def _shown(drawn: chart.Chart | None, view: NetworkView | None, officer: Any) -> dict[str, Any]:
    """For the template: the chart for the script and in words."""
    if drawn is None:
        return {"drawn": None}
    places = views.places(view) if view else {}
    put = {told.id: places[row.pk] for told in drawn.told.values() for row in told.rows if places.get(row.pk)}
    return {
        "drawn": drawn, "tables": {
            "nodes": explorer_tables.nodes(drawn), "ties": explorer_tables.ties(drawn),
            "options": explorer_tables.options(drawn),
        }, "nodes_in_all": len(drawn.picture.nodes),
        "data": explorer_told.for_script(drawn) | {"places": put}, "script_words": explorer_told.script_words(),
        "glass": explorer_told.through_glass(drawn.picture.nodes, drawn.told, officer),
    }  # fmt: skip


def _in_words(ways: routes.Ways | None) -> dict[str, Any] | None:
    """Each way as its nodes, with the address of each."""
    if ways is None:
        return None
    rows = ways.found.nodes.rows
    return {
        "all": [[rows[key][0] for key in way] for way in ways.ways], "gave_up": ways.gave_up,
        "ends": [rows[key][0] for key in ways.found.start], "steps": len(ways.ways[0]) - 1 if ways.ways else 0,
    }  # fmt: skip


def address_of(entity: Entity | UUID) -> str:
    """The chart around one."""
    return f"{reverse('cases_network')}?start={entity.pk if isinstance(entity, Entity) else entity}"
