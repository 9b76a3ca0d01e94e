"""`/desk/cases/figures/`: the figures that donors ask for, each with its rule of counting and the rows behind it."""

from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from cases.admin.figure_forms import FigureForm
from cases.indicators import exporting, figures, table
from cases.indicators.asked import Asked, quarter
from cases.indicators.figures import Figure
from cases.indicators.ground import Ground
from cases.models import Outcome
from cases.seizing import countries
from intel.trends import bars
from staff import access, asked, frame
from staff.models import Officer

RIGHT = "cases.view_figures"
DOORS = (
    ("cases.enter_costs", _("Costs"), "cases_costs"),
    ("cases.release_figures", _("Public figures"), "cases_figure_releases"),
)
WIDTH, LABELS = 420.0, 140.0  # of bars, as wide as a column of the page
MOST_PARTS = 30  # lines of one figure on the page; the files have all
WEIGHED = {**dict(Outcome.Attribution.choices), **dict(Outcome.Proof.choices)}


def officer_of(request: HttpRequest, right: str = RIGHT) -> Officer:
    """Raises: PermissionDenied where the officer lacks the right."""
    if not access.allows(request.user, right):
        raise PermissionDenied
    return cast(Officer, request.user)


def rows_address(narrowed: Asked, key: str, **among: str) -> str:
    return f"{reverse('cases_figures_rows')}?{urlencode({**narrowed.query(), 'of': key, **among})}"


@require_GET
def figures_page(request: HttpRequest) -> HttpResponse:
    """GET `?since=&until=&country=&group=&channel=&source=`; without a period, this year so far."""
    officer, today = officer_of(request), timezone.localdate()
    given = request.GET if request.GET else {"since": date(today.year, 1, 1).isoformat(), "until": today.isoformat()}
    form = FigureForm(given, officer=officer)
    context = {
        **frame.context(admin.site, request), "title": _("Figures"), "is_fullwidth": "1", "form": form,
        "countries": countries.choices(), "at": timezone.now(), "spans": _spans(today),
        "doors": [(name, reverse(to)) for right, name, to in DOORS if access.allows(officer, right)],
    }  # fmt: skip
    if not form.is_valid():
        return TemplateResponse(request, "cases/desk/figures_of_donors.html", context, status=422)
    narrowed: Asked = form.cleaned_data["asked"]
    with asked.once():
        board = figures.board(Ground(officer, narrowed))
    context |= {
        "groups": [(group, [_shown(board[each.key], narrowed) for each in group.indicators]) for group in table.GROUPS],
        "cards": [_shown(board[key], narrowed) for key in table.HEADLINES if board[key].is_open],
        "per_accepted": figures.cost_per_accepted(board),
        "narrowed": [(form.fields[name].label, value) for name, value in narrowed.query().items()],
        "kept": narrowed.query(), "forms": exporting.FORMS if access.allows(officer, exporting.RIGHT) else (),
    }  # fmt: skip
    return TemplateResponse(request, "cases/desk/figures_of_donors.html", context)


def _shown(figure: Figure, narrowed: Asked) -> dict[str, Any]:
    """A figure with the address of each number's rows, and its chart."""
    key = figure.indicator.key
    told = [(str(part.label), {"report": int(part.total or 0) if figure.indicator.amount else part.number})
            for part in figure.parts]  # fmt: skip
    # Sums of different units have no scale in common.
    is_drawn = len(told) > 1 and not figure.indicator.amount
    return {
        "figure": figure, "all": rows_address(narrowed, key) if figure.number else "",
        "among": rows_address(narrowed, key, among="1") if figure.among else "",
        "parts": [(part, rows_address(narrowed, key, part=part.value)) for part in figure.parts[:MOST_PARTS]],
        "left_out": max(len(figure.parts) - MOST_PARTS, 0),
        "bars": bars.bars(told, width=WIDTH, labels=LABELS) if is_drawn else None,
        "attribution": [(WEIGHED.get(code, code), number) for code, number in figure.attribution],
        "proof": [(WEIGHED.get(code, code), number) for code, number in figure.proof],
    }  # fmt: skip


def _spans(today: date) -> list[tuple[Any, str]]:
    """Periods by one click: years, the last quarters, this month."""
    year, number = today.year, (today.month - 1) // 3 + 1
    before = (year, number - 1) if number > 1 else (year - 1, 4)
    spans = [
        (str(year), date(year, 1, 1), date(year, 12, 31)),
        (str(year - 1), date(year - 1, 1, 1), date(year - 1, 12, 31)),
        (f"{year} Q{number}", *quarter(year, number)), (f"{before[0]} Q{before[1]}", *quarter(*before)),
        (today.strftime("%Y-%m"), today.replace(day=1), today),
    ]  # fmt: skip
    return [(name, urlencode({"since": since, "until": until})) for name, since, until in spans]


@require_POST
def figures_file(request: HttpRequest) -> HttpResponse:
    """The figures as CSV, XLSX or PDF by `form=`, for the filter that was posted; on record."""
    officer = officer_of(request)
    officer_of(request, exporting.RIGHT)
    form, kind = FigureForm(request.POST, officer=officer), request.POST.get("form", "")
    if not form.is_valid() or kind not in exporting.FORMS:
        return HttpResponse(status=422)
    with asked.once():
        content = exporting.draw_up(Ground(officer, form.cleaned_data["asked"]), kind)
    response = HttpResponse(content, content_type=exporting.FORMS[kind])
    response["Content-Disposition"] = f'attachment; filename="figures.{kind}"'
    return response
