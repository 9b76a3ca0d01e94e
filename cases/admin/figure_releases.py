"""`/desk/cases/figures/public/`: a quarter's figures drawn up for the public, and let out by a second person."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.admin.figures import officer_of
from cases.indicators import publishing
from cases.indicators.public_page import lines
from cases.models import FigureRelease
from staff import frame, ids
from staff.models import Officer
from staff.one_form import mark
from staff.refusals import Refused

STEPS = {
    FigureRelease.State.PUBLISHED: _("Publish"),
    FigureRelease.State.REFUSED: _("Do not publish"),
    FigureRelease.State.TAKEN_DOWN: _("Take down"),
}
MOST = 40  # quarters on the page


class QuarterForm(forms.Form):
    year = forms.IntegerField(label=_("year"), min_value=2000, max_value=2200)
    quarter = forms.TypedChoiceField(label=_("quarter"), choices=[(n, f"Q{n}") for n in (1, 2, 3, 4)], coerce=int)


def releases_page(request: HttpRequest) -> HttpResponse:
    """GET shows what was drawn up; POST draws up the figures of a quarter, with `to=` it decides on one."""
    officer = officer_of(request, publishing.RIGHT)
    if "to" in request.POST:
        return _decide(request, officer)
    form = QuarterForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_bound and form.is_valid():
        try:
            publishing.draw_up(form.cleaned_data["year"], form.cleaned_data["quarter"], by=officer)
        except Refused as refusal:
            mark(form, refusal)
        else:
            messages.success(request, str(_("Drawn up. A second person lets the figures out.")))
            return HttpResponseRedirect(reverse("cases_figure_releases"))
    releases = FigureRelease.objects.select_related("drawn_by", "decided_by").prefetch_related("figures")[:MOST]
    context: dict[str, Any] = {
        **frame.context(admin.site, request), "title": _("Public figures"), "form": form,
        "releases": [(each, lines(each.figures.all()), _steps(each, officer)) for each in releases],
    }  # fmt: skip
    return TemplateResponse(request, "cases/desk/figure_releases.html", context, status=422 if form.errors else 200)


def _steps(release: FigureRelease, officer: Any) -> list[tuple[str, Any]]:
    own = release.drawn_by_id == officer.pk
    follows = publishing.NEXT[release.state]
    return [
        (to, name) for to, name in STEPS.items() if to in follows and (not own or to == FigureRelease.State.REFUSED)
    ]


def _decide(request: HttpRequest, officer: Officer) -> HttpResponse:
    """`to=`, one of `STEPS`, for `release=<id>`."""
    rows = FigureRelease.objects.filter(pk__in=ids.ids_of([request.POST.get("release", "")]))
    release, to = rows.first(), request.POST.get("to", "")
    if release is None or to not in STEPS:
        raise Http404
    try:
        publishing.decide(release, to, by=officer)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("cases_figure_releases"))
