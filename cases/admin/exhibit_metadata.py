"""`/desk/cases/exhibit/<id>/metadata/`: what the file of an exhibit tells of its device, time and place."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from cases import exhibit_files
from cases.models import Exhibit
from hotline.admin import where
from hotline.admin.tip_files import LABELS
from hotline.media import positions
from staff import frame
from staff.desk import DeskAdmin
from staff.refusals import Invalid, NotAllowed
from vault.keys import VaultClosed


class ExhibitMetadata(DeskAdmin):
    """Adds the page to the desk of exhibits."""

    def page_urls(self) -> list[URLPattern]:
        page = path("<str:pk>/metadata/", self.door(self.show_metadata), name="cases_exhibit_metadata")
        return [page, *super().page_urls()]

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

    def _context(self, request: HttpRequest, exhibit: Exhibit, told: dict[str, Any]) -> dict[str, Any]:
        at = positions.position(told)
        return {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": exhibit.reference, "row": exhibit,
            "told": [(LABELS.get(name, name), value) for name, value in told.items()], "is_fullwidth": "1",
            "back": self.page_address(exhibit), "where": where.drawing(where.camera(told)),
            "decimal": f"{at[0]:.5f}, {at[1]:.5f}" if at else "", "written": positions.sexagesimal(*at) if at else "",
        }  # fmt: skip
