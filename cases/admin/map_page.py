"""The map of a case: a card on its page, and `/desk/cases/case/<id>/map/`."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from cases import case_map, map_drawing
from cases.admin.ground import case_page, seen_through_glass
from cases.case_map import Spot
from hotline.public.countries import NAMES
from staff import frame
from staff.desk import DeskAdmin


class CaseMap(DeskAdmin):
    """Mixed into the cases' admin."""

    def page_urls(self) -> list[URLPattern]:
        return [path("<str:pk>/map/", self.door(self.map_view), name="cases_case_map"), *super().page_urls()]

    def map_view(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        case = self.row_or_404(request, pk)
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": _("Map"), "row": case,
            "is_fullwidth": "1", "back": case_page(case), **told(case_map.of_case(case, request.user)),  # type: ignore[arg-type]
            **seen_through_glass(request, case),
        }  # fmt: skip
        return TemplateResponse(request, "cases/desk/map.html", context)


def told(spots: list[Spot]) -> dict[str, Any]:
    """What the map's template finds: the drawing, and the list that says the same."""
    drawn = map_drawing.drawing(spots)
    groups = drawn.groups if drawn else []
    return {
        "map": drawn, "unplaced": [(spot, _address(spot)) for spot in spots if not spot.point],
        "places": [
            (group, group.point.name or str(NAMES.get(group.point.country, group.point.country)),
             [(spot, _address(spot)) for spot in group.spots])
            for group in groups
        ],
    }  # fmt: skip


def _address(spot: Spot) -> str:
    meta = spot.row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[spot.row.pk])
