"""Taking out a case's network: `/desk/cases/case/<id>/export/`, the same of one entity by `?around=`."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from cases import exports
from cases.admin.ground import seen_through_glass
from cases.export_forms import FORMS
from cases.models import Case
from intel.models import Entity
from staff import access, frame
from staff.desk import DeskAdmin
from staff.refusals import NotAllowed, Refused


class ExportPage(DeskAdmin):
    """Mixed into the cases' admin."""

    def page_urls(self) -> list[URLPattern]:
        return [path("<str:pk>/export/", self.door(self.export_view), name="cases_case_export"), *super().page_urls()]

    def export_view(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """GET: what would leave, and under which label. POST with `form`: the file, taken on record."""
        case, officer = self.row_or_404(request, pk), request.user
        if not access.allows(officer, exports.RIGHT):
            raise PermissionDenied
        around = _entity(request, case)
        if request.method != "POST":
            return self._menu(request, case, around)
        try:
            file = exports.take_out(case, request.POST.get("form", ""), by=officer, around=around)  # type: ignore[arg-type]  # the desk's users are officers
        except NotAllowed as refused:
            raise PermissionDenied from refused
        except Refused as refused:
            return self._menu(request, case, around, refusal=str(refused))
        answer = StreamingHttpResponse(file.pieces, content_type=file.media_type)
        answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
        return answer

    def _menu(self, request: HttpRequest, case: Case, around: Entity | None, refusal: str = "") -> TemplateResponse:
        officer: Any = request.user
        found = exports.leaving(case, by=officer, around=around)
        on_map = exports.of_places(case, by=officer, around=around)
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "row": case, "is_fullwidth": "1",
            "title": _("Take out the network of %(case)s") % {"case": case.reference},
            "around": around, "found": found, "on_map": on_map, "refusal": refusal,
            "forms": [(code, each) for code, each in FORMS.items() if not each.is_map],
            "map_forms": [(code, each) for code, each in FORMS.items() if each.is_map],
            **seen_through_glass(request, case),
        }  # fmt: skip
        return TemplateResponse(request, "cases/desk/export.html", context, status=422 if refusal else 200)


def _entity(request: HttpRequest, case: Case) -> Entity | None:
    """The entity that the address names; what the officer does not see in the case is not there. Raises: Http404."""
    named = request.GET.get("around")
    if not named:
        return None
    try:
        return Entity.objects.visible_to(request.user).in_case(case.pk).get(pk=UUID(named))
    except (ValueError, Entity.DoesNotExist) as missing:
        raise Http404 from missing
