"""`/desk/cases/exhibit/<id>/metadata/`: what an exhibit's file tells of device, time and place; `…/where_taken/`."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from cases import exhibit_files, where_taken
from cases.models import Exhibit
from hotline.admin import where
from hotline.admin.tip_files import LABELS
from hotline.media import positions
from staff import access, frame
from staff.desk import DeskAdmin
from staff.refusals import Invalid, NotAllowed
from vault.keys import VaultClosed


class ExhibitMetadata(DeskAdmin):
    """Adds the page to the desk of exhibits."""

    def page_urls(self) -> list[URLPattern]:
        places = {"metadata": self.show_metadata, "where_taken": self.put_on_timeline}
        return [
            *(path(f"<str:pk>/{place}/", self.door(view), name=f"cases_exhibit_{place}")
              for place, view in places.items()),
            *super().page_urls(),
        ]  # fmt: skip

    def show_metadata(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """A page of its own, opened by POST: looking is an act that the ledger keeps."""
        exhibit = self.row_or_404(request, pk)
        # A session that ran out comes back here by GET after signing in: show the exhibit, open nothing.
        if request.method != "POST":
            return HttpResponseRedirect(self.page_address(exhibit))
        try:
            told = exhibit_files.read_metadata(exhibit, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as refusal:
            raise PermissionDenied from refusal
        except (Invalid, VaultClosed) as gone:
            raise Http404 from gone
        return TemplateResponse(request, "cases/desk/metadata.html", self._context(request, exhibit, told))

    def put_on_timeline(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """Position and time become an entry of the case's timeline, whose page answers."""
        exhibit = self.row_or_404(request, pk)
        if request.method != "POST":
            return HttpResponseRedirect(self.page_address(exhibit))
        try:
            item = where_taken.put_on_timeline(exhibit, by=request.user)  # type: ignore[arg-type]
        except NotAllowed as refusal:
            raise PermissionDenied from refusal
        except Invalid as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(self.page_address(exhibit))
        messages.success(request, _("On the timeline, and so on the map; in no packet until you say so here."))
        return HttpResponseRedirect(reverse("admin:cases_timelineitem_change", args=[item.pk]))

    def _context(self, request: HttpRequest, exhibit: Exhibit, told: dict[str, Any]) -> dict[str, Any]:
        at, is_whole = positions.position(told), where_taken.moment(exhibit, told) is not None
        return {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": exhibit.reference, "row": exhibit,
            "told": [(LABELS.get(name, name), value) for name, value in told.items()], "is_fullwidth": "1",
            "back": self.page_address(exhibit), "where": where.drawing(where.camera(told)),
            "may_place": is_whole and access.allows(request.user, "cases.write_case"),
            "decimal": f"{at[0]:.5f}, {at[1]:.5f}" if at else "", "written": positions.sexagesimal(*at) if at else "",
        }  # fmt: skip
