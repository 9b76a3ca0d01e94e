"""`/desk/cases/agency/<id>/`: what an agency was sent and how it answered, of the referrals that the officer sees.

The directory's page of the agency shows it as a fragment: a request with `X-Fragment` gets its inner part alone.
"""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cases import acknowledging
from cases.acknowledging import Record
from reference.models import Agency
from staff import access


@require_safe
def agency_record(request: HttpRequest, pk: int) -> HttpResponse:
    """The record of one agency."""
    officer: Any = request.user
    if not access.allows(officer, "cases.view_referral"):
        raise PermissionDenied
    agency = get_object_or_404(Agency, pk=pk)
    context = {
        "agency": agency, "record": acknowledging.records([agency.pk], officer).get(agency.pk, Record()),
        "recent": acknowledging.recent(agency.pk, officer),
    }  # fmt: skip
    if "X-Fragment" in request.headers:
        return TemplateResponse(request, "cases/desk/agency_record.html", context)
    told = {**admin.site.each_context(request), "title": str(agency), "row": agency, "is_fullwidth": "1"}
    return TemplateResponse(request, "cases/desk/agency_record_page.html", {**told, **context})
