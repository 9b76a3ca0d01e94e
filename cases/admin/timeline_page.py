"""The timeline of a case, drawn: `/desk/cases/case/<id>/timeline/`, narrowed and moved by the page's query."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from cases import timeline_drawing, timeline_view
from cases.admin.ground import case_page, seen_through_glass
from cases.models import Case, TimelineItem
from cases.timeline_drawing import Drawing
from cases.timeline_view import NONE, View
from hotline.public.countries import NAMES
from staff import frame
from staff.desk import DeskAdmin

MOST = 300  # entries drawn and listed at once; the table as CSV holds all


class TimelinePage(DeskAdmin):
    """Mixed into the cases' admin."""

    def page_urls(self) -> list[URLPattern]:
        own = path("<str:pk>/timeline/", self.door(self.timeline_view), name="cases_case_timeline")
        return [own, *super().page_urls()]

    def timeline_view(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        case = self.row_or_404(request, pk)
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": _("Timeline"), "row": case,
            "is_fullwidth": "1", "back": case_page(case), **_looked_at(case, request),
            "offers": self._offers(request, case, None), **seen_through_glass(request, case),
        }  # fmt: skip
        return TemplateResponse(request, "cases/desk/timeline.html", context)


def _looked_at(case: Case, request: HttpRequest) -> dict[str, Any]:
    items = list(TimelineItem.objects.visible_to(request.user).filter(case=case).drawn())
    view = View.of(request.GET, timeline_view.zone_of(items))
    seen = [item for item in items if view.shows(item)]
    drawn = _drawn(seen[:MOST], view)
    return {
        "view": view, "items": seen[:MOST], "left_out": max(0, len(seen) - MOST), "whole": len(items), "drawing": drawn,
        "ways": _ways(view, drawn) if drawn else [], "seen": {item.pk for item in items},
        "grades": sorted({report.grade for item in items for report in item.reports.all()}), "none": NONE,
        "references": sorted({report.reference for item in items for report in item.reports.all()}),
    }  # fmt: skip


def _drawn(items: Iterable[TimelineItem], view: View) -> Drawing | None:
    pieces = [timeline_view.piece(item, f"{item.when} {item.text}", _lane(item)) for item in items]
    return timeline_drawing.drawing(pieces, zone=view.zone, window=view.window)


def _lane(item: TimelineItem) -> str:
    return item.place or str(NAMES.get(item.country, item.country)) or _("No place told")


def _ways(view: View, drawn: Drawing) -> list[tuple[str, str, Any, str]]:
    """(name, sign, words, address) of each way to look at another part: links, so that no script is needed."""
    first, last = drawn.first, drawn.last
    return [
        ("in", "+", _("Closer"), view.moved(first, last, to=0.5)),
        ("out", "−", _("Further away"), view.moved(first, last, to=2)),
        ("left", "←", _("Earlier"), view.moved(first, last, by=-0.4)),
        ("right", "→", _("Later"), view.moved(first, last, by=0.4)),
        ("all", "⤢", _("All of it"), view.query(since=None, until=None) or "?"),
    ]
