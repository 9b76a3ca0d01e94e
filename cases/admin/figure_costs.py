"""`/desk/cases/figures/costs/`: what the work cost, entered and struck."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.admin.figures import officer_of
from cases.admin.forms import day
from cases.indicators import costs
from cases.models import Cost
from staff import frame, ids, places
from staff.models import Officer
from staff.one_form import mark
from staff.refusals import Refused

A_PAGE = 50


class CostForm(forms.Form):
    since = day(label=_("first day"))
    until = day(label=_("last day"))
    amount = forms.DecimalField(label=_("amount"), max_digits=14, decimal_places=2, min_value=0)
    currency = forms.CharField(label=_("currency"), min_length=3, max_length=3, help_text=_("Three letters, as USD."))
    what = forms.CharField(label=_("for what"), max_length=120)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


def costs_page(request: HttpRequest) -> HttpResponse:
    """GET shows what was entered; POST enters one more, with `strike=<id>` it strikes one."""
    officer = officer_of(request, costs.RIGHT)
    if "strike" in request.POST:
        return _strike(request, officer)
    form = CostForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_bound and form.is_valid():
        try:
            costs.enter(costs.Spent(**form.cleaned_data), by=officer)
        except Refused as refusal:
            mark(form, refusal)
        else:
            messages.success(request, str(_("The cost is entered.")))
            return HttpResponseRedirect(reverse("cases_costs"))
    rows = Cost.objects.select_related("entered_by")
    context: dict[str, Any] = {
        **frame.context(admin.site, request), "title": _("Costs"), "form": form,
        "page": places.page(rows, A_PAGE, request.GET),
    }  # fmt: skip
    return TemplateResponse(request, "cases/desk/costs.html", context, status=422 if form.errors else 200)


def _strike(request: HttpRequest, officer: Officer) -> HttpResponse:
    cost = Cost.objects.filter(pk__in=ids.ids_of([request.POST["strike"]])).first()
    if cost is None:
        raise Http404
    try:
        costs.strike(cost, by=officer)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("cases_costs"))
