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
    """The proposals, best first; `?agency=<id>` takes one into the form, which posts to the case's own button.

    A request with `X-Fragment` gets the proposals alone: the dialog on the case's page shows them when it is opened.
    """
    officer: Any = request.user
    if not access.allows(officer, "cases.draft_referral"):
        raise PermissionDenied
    case = get_object_or_404(Case.objects.worked_by(officer), pk=pk)
    told = {
        "proposals": proposing.propose(case, officer), "row": case,
        "may_read_risk": access.allows(officer, risks.RIGHT),
    }  # fmt: skip
    if "X-Fragment" in request.headers:
        return TemplateResponse(request, "cases/desk/proposals.html", told)
    form = ReferralForm(row=case, officer=officer, name="refer")
    form.fields["agency"].help_text = ""
    taken = request.GET.get("agency", "")
    if taken.isascii() and taken.isdigit() and len(taken) < 10:
        form.initial["agency"] = int(taken)
    context = {
        **admin.site.each_context(request), "title": _("Whom to ask"), "form": form,
        "taken": form.initial.get("agency"), "send_to": address(case, "refer"), "is_fullwidth": "1", **told,
    }  # fmt: skip
    return TemplateResponse(request, "cases/desk/routing.html", context)
