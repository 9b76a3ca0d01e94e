"""The desk of those who were told of broken glass: what waits for their review."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from staff import break_glass
from staff.models import GlassNotice
from staff.refusals import Refused

SHOWN = 50  # reviewed ones


def _notices(request: HttpRequest) -> HttpResponse:
    """`/desk/glass/`: every officer's own notices; most officers have none."""
    officer: Any = request.user
    mine = GlassNotice.objects.filter(officer=officer).select_related("glass__officer")
    context = {
        **admin.site.each_context(request), "title": _("Broken glass"), "is_fullwidth": "1",
        "waiting": break_glass.waiting_for(officer), "findings": break_glass.Finding.choices[1:],
        "reviewed": mine.exclude(finding=break_glass.Finding.WAITING).order_by("-pk")[:SHOWN],
    }  # fmt: skip
    return TemplateResponse(request, "staff/desk/glass.html", context)


def _review(request: HttpRequest, pk: int) -> HttpResponse:
    """`/desk/glass/<id>/`: a POST with `finding`."""
    officer: Any = request.user
    notice = GlassNotice.objects.filter(pk=pk, officer=officer).first()
    if notice is None:
        raise Http404
    try:
        break_glass.review(notice, request.POST.get("finding", ""), by=officer)
        messages.success(request, str(_("Reviewed.")))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("desk_glass"))


notices = require_safe(admin.site.admin_view(_notices))
review = require_POST(admin.site.admin_view(_review))
