"""The network picture of a case: a page of its own, drawn on the server."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from cases.admin.ground import seen_through_glass
from intel.network import Picture, Strength, of_case
from staff import access, frame
from staff.desk import DeskAdmin


class NetworkPage(DeskAdmin):
    """Mixed into the cases' admin: `/desk/cases/case/<id>/network/`."""

    def page_urls(self) -> list[URLPattern]:
        return [
            path("<str:pk>/network/", self.door(self.network_view), name="cases_case_network"), *super().page_urls()
        ]  # fmt: skip

    def network_view(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        from intel.network import drawing  # its library takes long to load, and few processes ever draw

        row = self.row_or_404(request, pk)
        whole = of_case.seen(row.pk, request.user)
        shown = [each.value for each in Strength if each.value in request.GET.getlist("show")] or list(Strength.values)
        picture = Picture(whole.nodes, tuple(tie for tie in whole.ties if tie.strength.value in shown))
        title = _("Network of %(case)s") % {"case": row.reference}
        names = {node.key: node for node in picture.nodes}
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": title, "row": row,
            "is_fullwidth": "1", "sees_entities": access.allows(request.user, "intel.view_entity"),
            # Made by us from escaped text: see `intel.network.drawing`.
            "drawn": mark_safe(drawing.draw(picture, title=title).svg),  # noqa: S308
            "strengths": [(each, each.value in shown) for each in Strength],
            "ties": [(names[tie.source], tie, names[tie.target]) for tie in picture.ties],
            "alone": _alone(picture), "hidden": len(whole.ties) - len(picture.ties),
            **seen_through_glass(request, row),
        }  # fmt: skip
        return TemplateResponse(request, "cases/desk/network.html", context)


def _alone(picture: Picture) -> list[Any]:
    """Those without a link."""
    linked = {end for tie in picture.ties for end in (tie.source, tie.target)}
    return [node for node in picture.nodes if node.key not in linked]
