"""Opening a case: from a report, or from nothing."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from cases import case_templates, casework
from cases.admin.forms import OpenFields
from cases.admin.ground import case_page
from hotline.models import Report
from staff import access
from staff.refusals import Refused


def _report(request: HttpRequest) -> Report | None:
    """The report named in the address. Raises: Http404 where the officer does not see it."""
    named = request.GET.get("report")
    if not named:
        return None
    try:
        return Report.objects.visible_to(request.user).get(pk=named)
    except (Report.DoesNotExist, ValidationError) as missing:
        raise Http404 from missing


def open_case(request: HttpRequest) -> HttpResponse:
    """`/desk/cases/open/?report=<id>`: a form; its POST opens the case and leads to its page."""
    officer: Any = request.user
    if not access.allows(officer, "cases.open_case"):
        raise PermissionDenied
    report = _report(request)
    given = request.POST if request.method == "POST" else None
    form = OpenFields(given, initial={"title": report.title if report else ""}, label_suffix="")
    refusal = ""
    if form.is_valid():
        try:
            opened = case_templates.open_prepared if form.cleaned_data["is_prepared"] else casework.open_case
            case = opened([report] if report else [], form.brief(), by=officer)
            return HttpResponseRedirect(case_page(case))
        except Refused as refused:
            refusal = str(refused)
    context = {
        **admin.site.each_context(request), "title": _("Open a case"), "report": report, "form": form,
        "refusal": refusal, "is_fullwidth": "1",
    }  # fmt: skip
    return TemplateResponse(request, "cases/desk/open.html", context, status=422 if given is not None else 200)
