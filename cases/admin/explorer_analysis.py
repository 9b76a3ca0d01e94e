"""`/desk/intel/network/analysis/`: what a worker found in all that an officer sees."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from intel.models import Entity, NetworkAnalysis
from intel.network import analysing, walk
from staff import frame
from staff.ids import ids_of
from staff.refusals import Refused

RANKINGS = ("degree", "brokers", "central")


def analysis(request: HttpRequest) -> HttpResponseBase:
    """GET shows the officer's last one; POST asks for a new one."""
    officer: Any = request.user
    if request.method == "POST":
        try:
            analysing.ask(by=officer)
        except Refused as refused:
            messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("cases_network_analysis"))
    row = analysing.last(officer)
    context = {
        **frame.context(admin.site, request), "title": _("Network as a whole"), "is_fullwidth": "1", "row": row,
        "is_void": row is None and NetworkAnalysis.objects.filter(officer=officer).exists(),
        "is_over": row is not None and row.ended_at is not None, **(_told(row, officer) if row else {}),
    }  # fmt: skip
    return TemplateResponse(request, "cases/desk/analysis.html", context)


def progress(request: HttpRequest) -> HttpResponseBase:
    """How far the worker is."""
    row = analysing.last(request.user)  # type: ignore[arg-type]  # the desk's users are officers
    if row is None:
        return JsonResponse({"percent": 0, "status": "", "is_over": True})
    return JsonResponse(
        {"percent": row.percent, "status": str(row.get_status_display()), "is_over": row.ended_at is not None}
    )


def _told(row: NetworkAnalysis, officer: Any) -> dict[str, Any]:
    """The result with names: those that the officer sees today. Two queries."""
    result = row.result
    if not result:
        return {"result": {}}
    grouped = result.get("communities", [])
    ids = [pk for name in RANKINGS for pk, _score in result.get(name, [])]
    ids += [pk for each in grouped for pk in each["best"]]
    seen: dict[UUID, Entity] = {each.pk: each for each in walk.standing(ids_of(ids), officer)}
    return {
        "result": result,
        "rankings": [(name, _ranked(result.get(name, []), seen)) for name in RANKINGS],
        "communities": [
            each | {"members": rows}
            for each in grouped
            if (rows := [seen[UUID(pk)] for pk in each["best"] if UUID(pk) in seen])
        ],
        "is_sampled": result.get("sources", 0) < result.get("linked", 0),
    }  # fmt: skip


def _ranked(pairs: list[list[Any]], seen: dict[UUID, Entity]) -> list[tuple[Entity, Any]]:
    return [(seen[UUID(pk)], score) for pk, score in pairs if UUID(pk) in seen]
