"""`/desk/cases/figures/rows/`: the rows behind a figure, and no others."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from cases.admin.figure_forms import FigureForm
from cases.admin.figures import officer_of
from cases.indicators import figures, table
from cases.indicators.ground import Ground
from cases.indicators.indicator import Indicator
from staff import frame, places

A_PAGE = 100
MAX_PART = 200
FIRST = "referrals_sent"  # where nothing is named

# model: (what to select with it, its order, the row with a page of its own, day, what it says)
Told = tuple[tuple[str, ...], str, Callable[[Any], Any], Callable[[Any], Any], Callable[[Any], Any]]
TOLD: dict[str, Told] = {
    "tip": ((), "-received_at", lambda row: row, lambda row: row.received_at, lambda row: row.get_status_display()),
    "report": ((), "-written_at", lambda row: row, lambda row: row.written_at, lambda row: row.title),
    "product": ((), "-approved_at", lambda row: row, lambda row: row.approved_at, lambda row: row.get_type_display()),
    "dissemination": (("product",), "-at", lambda row: row.product, lambda row: row.at,
                      lambda row: row.get_audience_display()),
    "case": ((), "-opened_at", lambda row: row, lambda row: row.opened_at, lambda row: row.title),
    "referral": (("agency",), "-sent_at", lambda row: row, lambda row: row.sent_at, lambda row: row.agency.name),
    "outcome": (("case",), "-date", lambda row: row, lambda row: row.date, lambda row: row.get_kind_display()),
    "proceeding": ((), "-opened_at", lambda row: row, lambda row: row.opened_at, lambda row: row.body),
    "sentence": (("proceeding",), "-on", lambda row: row.proceeding, lambda row: row.on, lambda row: row.term),
    "specimenline": (("seizure", "taxon"), "-seizure__seized_on", lambda row: row.seizure,
                     lambda row: row.seizure.when, lambda row: row.taxon.scientific_name),
    "animalgroup": (("seizure", "taxon"), "-seizure__seized_on", lambda row: row, lambda row: row.seizure.when,
                    lambda row: row.taxon.scientific_name),
    "listing": ((), "-reported_on", lambda row: row, lambda row: row.reported_on, lambda row: row.title),
    "cost": ((), "-since", lambda row: None, lambda row: f"{row.since} – {row.until}", lambda row: row.what),
}  # fmt: skip


@require_GET
def rows_page(request: HttpRequest) -> HttpResponse:
    """GET the filter of figures, `of=<key>`, by itself the referrals sent, `part=<value>` or `among=1`, and a place."""
    officer = officer_of(request)
    form = FigureForm(request.GET, officer=officer)
    indicator = table.ALL.get(request.GET.get("of", FIRST))
    if indicator is None or not form.is_valid():
        raise Http404
    ground, part = Ground(officer, form.cleaned_data["asked"]), request.GET.get("part")
    if not all(ground.may(right) for right in indicator.rights) or len(part or "") > MAX_PART:
        raise Http404
    is_among = bool(request.GET.get("among")) and indicator.among is not None
    found = figures.rows_behind(indicator, ground, part=part, is_among=is_among)
    if found is None:
        raise Http404
    selected, order, *_rest = TOLD[found.model._meta.model_name or ""]
    page = places.page(found.select_related(*selected).order_by(order, "pk"), A_PAGE, request.GET)
    narrowed = ground.asked.query()
    context = {
        **frame.context(admin.site, request), "title": indicator.title, "is_fullwidth": "1", "indicator": indicator,
        "page": page, "number": found.count(), "rows": [_line(row, indicator) for row in page],
        "here": places.without(request.GET),
        "narrowed": [(form.fields[name].label, value) for name, value in narrowed.items()],
        "among": [each for each in (is_among and indicator.among_title, _told(indicator, part)) if each],
        "back": f"{reverse('cases_figures')}?{_query(narrowed)}",
    }  # fmt: skip
    return TemplateResponse(request, "cases/desk/figure_rows.html", context)


def _query(narrowed: dict[str, str]) -> str:
    return urlencode(narrowed or {"since": ""})


def _told(indicator: Indicator, part: str | None) -> Any:
    if part is None or indicator.by is None:
        return ""
    return indicator.by.told(tuple(None if each == "-" else each for each in part.split("|")))


def _line(row: Any, indicator: Indicator) -> dict[str, Any]:
    """A row as the list shows it: address, reference, day, what, how much, how sure."""
    _selected, _order, page_of, day, what = TOLD[row._meta.model_name]
    at = page_of(row)
    address = reverse(f"admin:{at._meta.app_label}_{at._meta.model_name}_change", args=[at.pk]) if at else ""
    amount = getattr(row, indicator.amount or indicator.middle, None) if indicator.amount or indicator.middle else None
    owner = getattr(row, "seizure", row)
    return {
        "address": address, "name": _name(row, at), "day": day(row), "what": what(row), "amount": amount,
        "sure": [getattr(owner, f"get_{column}_display")() for column in ("attribution", "proof")]
        if indicator.weighed else [],
    }  # fmt: skip


def _name(row: Any, at: Any) -> str:
    if at is None:
        return str(_("Entry"))
    return str(getattr(at, "reference", "") or row.case.reference)
