"""`/desk/cases/routing/<case>/`: who could be asked in a case and why, beside the form that drafts the referral."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cases import proposing
from cases.admin.forms import ReferralForm
from cases.models import Case
from reference import risks
from staff import access
from staff.desk_verbs import address


@require_safe
def routing_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The proposals, best first; `?agency=<id>` takes one into the form, which posts to the case's own button."""
    officer: Any = request.user
    if not access.allows(officer, "cases.draft_referral"):
        raise PermissionDenied
    case = get_object_or_404(Case.objects.worked_by(officer), pk=pk)
    form = ReferralForm(row=case, officer=officer, name="refer")
    taken = request.GET.get("agency", "")
    if taken.isascii() and taken.isdigit() and len(taken) < 10:
        form.initial["agency"] = int(taken)
    context = {
        **admin.site.each_context(request), "title": _("Whom to ask"), "row": case, "form": form,
        "proposals": proposing.propose(case, officer), "taken": form.initial.get("agency"),
        "may_read_risk": access.allows(officer, risks.RIGHT), "send_to": address(case, "refer"),
        "is_fullwidth": "1",
    }  # fmt: skip
    return TemplateResponse(request, "cases/desk/routing.html", context)
