"""`/desk/intel/trends/rows/`: the rows behind a number, and no others."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from cases.admin.trend_forms import TrendForm
from cases.admin.trend_links import Links
from cases.admin.trends import NAMES, officer_of
from cases.models import Seizure
from cases.trends import dimensions
from cases.trends.counting import Dimension
from cases.trends.ground import KINDS, Ground
from cases.trends.indicators import ALL as INDICATORS
from cases.trends.indicators import INDICATORS as OF_INDICATOR
from cases.trends.sellers import SELLERS
from cases.trends.spots import SPOTS
from staff import frame, places

OPENED: dict[str, Dimension] = {
    **dimensions.ALL, **{each.code: each for each in (dimensions.LEGS, SPOTS, SELLERS, OF_INDICATOR)},
}  # fmt: skip
A_PAGE = 100
MOST_OF = 3  # things a number is counted by at once


@require_GET
def rows_page(request: HttpRequest) -> HttpResponse:
    """GET the filter of trends, `kind=`, `of=<what it is counted by>:<value>` once or several times, and a place."""
    ground, kind = _ground(request), request.GET.get("kind", KINDS[0])
    if kind not in KINDS:
        raise Http404
    among = [_among(each) for each in request.GET.getlist("of")]
    if len(among) > MOST_OF:
        raise Http404
    rows = ground.of(kind)
    for dimension, value in among:
        if kind not in dimension.kinds:
            raise Http404
        rows = rows.filter(pk__in=dimension.rows(ground, kind, value).values("pk"))
    page = places.page(_listed(rows, kind), A_PAGE, request.GET)
    context = {
        **frame.context(admin.site, request), "title": NAMES[kind], "is_fullwidth": "1", "kind": kind, "page": page,
        "number": rows.count(), "rows": [_line(row, kind) for row in page], "here": places.without(request.GET),
        "narrowed": [
            *((dimension.label, _told(dimension, value)) for dimension, value in among),
            *((TrendForm.base_fields[name].label, value) for name, value in ground.asked.query().items()),
        ],
        "back": Links(ground.asked, "", "").page(""),
    }  # fmt: skip
    return TemplateResponse(request, "cases/desk/trends/rows.html", context)


def _ground(request: HttpRequest) -> Ground:
    officer = officer_of(request)
    form = TrendForm(request.GET)
    if not form.is_valid():
        raise Http404
    return Ground(officer, form.cleaned_data["asked"])


def _among(said: str) -> tuple[Dimension, str]:
    by, _colon, value = said.partition(":")
    if by not in OPENED:
        raise Http404
    return OPENED[by], value


def _told(dimension: Dimension, value: str) -> Any:
    """A value in words: no place on the map and no person is named by an address, which anybody may write."""
    if dimension is OF_INDICATOR:
        code, _bar, label = value.partition("|")
        return f"{INDICATORS[code].name}: {label}" if code in INDICATORS else label
    if dimension is SPOTS:
        return value.partition("|")[0] or _("a cell of the map")
    return _("the same one") if dimension is SELLERS else dimension.told(value)


def _listed(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
    if kind == "report":
        return rows.order_by("-at", "reference").defer("text")
    if kind == "case":
        return rows.order_by("-opened_at", "reference").only("reference", "title", "status", "opened_at")
    if kind == "listing":
        return rows.order_by("-first_seen", "reference").select_related("platform")
    return rows.order_by("-seized_on", "reference").select_related("agency")


def _line(row: Any, kind: str) -> dict[str, Any]:
    """A row as the list shows it: address, reference, day, what, where, how sure."""
    meta = row._meta
    line = {"address": reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk]), "row": row}
    if kind == "report":
        return line | {"day": row.at, "what": row.title, "where": (row.place, row.country), "sure": row.grade}
    if kind == "case":
        return line | {
            "day": row.opened_at.date(),
            "what": row.title,
            "where": ("", ""),
            "sure": row.get_status_display(),
        }
    if kind == "listing":
        where = (row.platform.name if row.platform else row.platform_words, "")
        return line | {"day": row.first_seen, "what": row.title, "where": where, "sure": row.get_state_display()}
    assert isinstance(row, Seizure)
    return line | {
        "day": row.when, "what": row.detecting_agency, "where": (row.place, row.country),
        "sure": row.get_proof_display(),
    }  # fmt: skip
