"""`/desk/cases/illegal-trade/`: the illegal trade report of a year, looked at and taken as a file."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.admin.seizure_forms import CountryField
from cases.seizing import authorities, countries, illegal_trade
from cases.seizing.authorities import Year
from staff import access
from staff.refusals import Refused

SHOWN = 200  # rows on the page; the file has all
TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


class YearForm(forms.Form):
    year = forms.IntegerField(label=_("year"), min_value=1975, max_value=9999)
    country = CountryField(label=_("country"), required=False, help_text=_("Empty: every country."))

    def asked(self) -> Year:
        return Year(self.cleaned_data["year"], self.cleaned_data["country"])


def illegal_trade_page(request: HttpRequest) -> HttpResponse:
    """GET shows the rows of `?year=&country=`; POST with `form=csv|xlsx` answers with the file."""
    officer: Any = request.user
    if not access.allows(officer, authorities.RIGHT):
        raise PermissionDenied
    given = request.POST if request.method == "POST" else request.GET
    form = YearForm(given if "year" in given else {"year": timezone.localdate().year}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            return _file(form.asked(), request.POST.get("form", ""), officer)
        except Refused as refused:
            return _page(request, form, str(refused), 422)
    return _page(request, form, "", 200 if form.is_valid() else 422)


def _file(asked: Year, form: str, officer: Any) -> HttpResponse:
    content = authorities.draw_up(asked, form, by=officer)
    name = "-".join(filter(None, ("DRAFT-illegal-trade-report", str(asked.year), asked.country)))
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _page(request: HttpRequest, form: YearForm, refusal: str, status: int) -> HttpResponse:
    rows = authorities.rows_of(form.asked(), request.user) if form.is_valid() else []  # type: ignore[arg-type]
    columns = illegal_trade.COLUMNS
    context = {
        **admin.site.each_context(request), "title": _("Illegal trade report"), "form": form, "refusal": refusal,
        "columns": columns, "rows": [[row[name] for name in columns] for row in rows[:SHOWN]], "number": len(rows),
        "countries": countries.choices(), "is_fullwidth": "1",
    }  # fmt: skip
    return TemplateResponse(request, "cases/desk/illegal_trade.html", context, status=status)
