"""`/desk/cases/glass/`: letting oneself into a case for an hour."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from cases import glass
from cases.admin.ground import case_page
from staff import access
from staff.desk_verbs import STATUS_OF
from staff.models import BrokenGlass
from staff.refusals import Refused


class GlassForm(forms.Form):
    reference = forms.CharField(label=_("Case"), max_length=20, help_text="CAS-2026-000001")
    reason = forms.ChoiceField(label=_("Why"), choices=BrokenGlass.Reason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your own words"), widget=forms.Textarea(attrs={"rows": 3}), max_length=300,
        help_text=_("Read by supervisors and auditors, who are told now. Name no source."),
    )  # fmt: skip


def break_glass(request: HttpRequest) -> HttpResponse:
    """A form; its POST opens the case to the officer and leads to its page."""
    officer: Any = request.user
    if not access.allows(officer, "staff.break_glass"):
        raise PermissionDenied
    form = GlassForm(request.POST if request.method == "POST" else None, label_suffix="")
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            case, opened = glass.enter(**form.cleaned_data, by=officer)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = STATUS_OF.get(type(refusal), 422)
        else:
            words = _("Open to you until %(until)s UTC, to read. Supervisors and auditors have been told.")
            messages.warning(request, str(words) % {"until": f"{opened.until:%H:%M}"})
            return HttpResponseRedirect(case_page(case))
    context = {**admin.site.each_context(request), "title": _("Break glass"), "form": form, "is_fullwidth": "1"}
    return TemplateResponse(request, "cases/desk/glass.html", context, status=status)
