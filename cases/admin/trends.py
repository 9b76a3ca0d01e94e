"""`/desk/intel/trends/`: what reports, cases, seizures and listings share, behind one filter that is a link."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from cases.admin import trend_parts
from cases.admin.trend_forms import TrendForm
from cases.admin.trend_links import Links
from cases.seizing import countries
from cases.trends import dimensions, exporting, tables
from cases.trends.ground import KINDS, Ground
from staff import access, frame
from staff.models import Officer

RIGHT = "intel.view_trends"
VIEWS: dict[str, tuple[Any, Callable[[Ground, Links, str], dict[str, Any]]]] = {
    "": (_("Table, chart and map"), trend_parts.table),
    "unusual": (_("Unusual months"), trend_parts.unusual),
    "season": (_("Seasons"), trend_parts.season),
    "routes": (_("Routes"), trend_parts.routes),
    "sellers": (_("Repeat sellers"), trend_parts.sellers),
    "indicators": (_("Risk indicators"), trend_parts.indicators),
}
NAMES = {"report": _("Reports"), "case": _("Cases"), "seizure": _("Seizures"), "listing": _("Listings")}


def officer_of(request: HttpRequest) -> Officer:
    """Raises: PermissionDenied where the officer may not see trends."""
    if not access.allows(request.user, RIGHT):
        raise PermissionDenied
    return cast(Officer, request.user)


@require_GET
def trends_page(request: HttpRequest) -> HttpResponse:
    """GET `?since=&until=&taxon=&country=&province=&route=&port=&concealment=&platform=&grade=` and `view=`, `by=`."""
    officer = officer_of(request)
    form = TrendForm(request.GET, label_suffix="")
    view = request.GET.get("view", "") if request.GET.get("view", "") in VIEWS else ""
    context = {
        **frame.context(admin.site, request), "title": _("Trends"), "is_fullwidth": "1", "form": form, "view": view,
        "countries": countries.choices(), "platforms": _platforms(officer), "at": timezone.now(),
    }  # fmt: skip
    if not form.is_valid():
        return TemplateResponse(request, "cases/desk/trends.html", context, status=422)
    ground = Ground(officer, form.cleaned_data["asked"])
    by = request.GET.get("by", "") if request.GET.get("by", "") in dimensions.ALL else dimensions.MONTHS.code
    links = Links(ground.asked, view, by)
    _name, part = VIEWS[view]
    context |= {
        "tabs": [(name, code == view, links.page(code)) for code, (name, _part) in VIEWS.items()],
        "narrowed": [(form.fields[name].label, value) for name, value in ground.asked.query().items()],
        "everything": links.everything, "part": f"cases/desk/trends/{view or 'table'}.html",
        "by": by, **part(ground, links, by),
        "rests_on": [(kind, NAMES[kind], ground.number(kind), links.rows(kind)) for kind in KINDS],
    }  # fmt: skip
    return TemplateResponse(request, "cases/desk/trends.html", context)


def _platforms(officer: Officer) -> list[str]:
    return list(Ground(officer).platforms().order_by("key").values_list("key", flat=True).distinct()[:50])


@require_POST
def trends_file(request: HttpRequest) -> HttpResponse:
    """The table as CSV, by the filter that was posted; on record."""
    officer = officer_of(request)
    if not access.allows(officer, exporting.RIGHT):
        raise PermissionDenied
    form = TrendForm(request.POST, label_suffix="")
    by = request.POST.get("by", "")
    if not form.is_valid() or by not in dimensions.ALL:
        return HttpResponse(status=422)
    ground, dimension = Ground(officer, form.cleaned_data["asked"]), dimensions.ALL[by]
    answer = HttpResponse(
        exporting.draw_up(ground, dimension, tables.of(ground, dimension)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="trends-{dimension.code}.csv"'
    return answer
