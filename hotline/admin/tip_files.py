"""The addresses of a tip's files: copy, poster, and what the original told of its maker."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from hotline import copies, recognitions
from hotline.admin import where
from hotline.admin.locked_in import locked_in
from hotline.copies import Copy
from hotline.models import Attachment, Tip
from staff import access
from staff.desk import DeskAdmin
from staff.models import Officer
from staff.refusals import Refused
from vault import text
from vault.keys import VaultClosed

LABELS = {
    "taken_at": _("Taken"), "created_at": _("Created"), "changed_at": _("Changed"), "make": _("Maker of the device"),
    "model": _("Device"), "serial": _("Serial number"), "lens": _("Lens"), "software": _("Software"),
    "author": _("Author"), "owner": _("Owner"), "title": _("Title"), "description": _("Description"),
    "latitude": _("Latitude"), "longitude": _("Longitude"), "altitude": _("Height, metres"), "location": _("Place"),
    "duration": _("Length, seconds"), "width": _("Width, pixels"), "height": _("Height, pixels"), "pages": _("Pages"),
    "company": _("Company"),
}  # fmt: skip


class TipFiles(DeskAdmin):
    """`/desk/hotline/tip/<id>/copy/<file>/`, `…/poster/<file>/`, `…/metadata/<file>/`."""

    def page_urls(self) -> list[URLPattern]:
        places = {
            "copy": self.serve_copy, "poster": self.serve_poster, "metadata": self.show_metadata,
            "recognise": self.recognise, "recognised": self.judge_recognition,
        }  # fmt: skip
        return [
            *(path(f"<str:pk>/{place}/<uuid:attachment_id>/", self.door(view), name=f"hotline_tip_{place}")
              for place, view in places.items()),
            *super().page_urls(),
        ]  # fmt: skip

    def serve_copy(self, request: HttpRequest, pk: str, attachment_id: Any) -> HttpResponseBase:
        """The scrubbed copy, drawn or played inside our page, or saved; alone in a tab it can run nothing."""
        return self._serve(request, pk, attachment_id, copies.open_copy)

    def serve_poster(self, request: HttpRequest, pk: str, attachment_id: Any) -> HttpResponseBase:
        return self._serve(request, pk, attachment_id, copies.open_poster)

    def _serve(
        self, request: HttpRequest, pk: str, attachment_id: Any, opening: Callable[..., Copy]
    ) -> HttpResponseBase:
        tip: Tip = self.row_or_404(request, pk)
        attachment = Attachment.objects.filter(tip=tip, pk=attachment_id).first()
        if attachment is None or not access.allows(request.user, "hotline.read_tip"):
            raise Http404
        try:
            copy = opening(attachment, by=request.user)
        except (VaultClosed, FileNotFoundError) as gone:
            raise Http404 from gone
        return locked_in(copy, f"{tip.reference}-{str(attachment.pk)[:8]}", request.headers.get("Range", ""))

    def recognise(self, request: HttpRequest, pk: str, attachment_id: Any) -> HttpResponseBase:
        """Have a picture recognised by the service outside: an officer's own act, on record."""
        return self._on_picture(
            request, pk, attachment_id, recognitions.RIGHT,
            lambda picture, officer: recognitions.recognise(
                picture, faces_looked_for=bool(request.POST.get("faces")), by=officer
            ),
        )  # fmt: skip

    def judge_recognition(self, request: HttpRequest, pk: str, attachment_id: Any) -> HttpResponseBase:
        """`taxon` accepts it; without one all is declined."""
        taxon = request.POST.get("taxon", "")

        def judge(picture: Attachment, officer: Officer) -> Any:
            if taxon:
                return recognitions.accept(picture, taxon, by=officer)
            return recognitions.decline(picture, by=officer)

        return self._on_picture(request, pk, attachment_id, recognitions.JUDGE, judge)

    def _on_picture(
        self, request: HttpRequest, pk: str, attachment_id: Any, right: str,
        act: Callable[[Attachment, Officer], Any],
    ) -> HttpResponseBase:  # fmt: skip
        tip: Tip = self.row_or_404(request, pk)
        officer = cast(Officer, request.user)
        if not access.allows(officer, right):
            raise PermissionDenied
        if request.method == "POST":
            picture = Attachment.objects.select_related("tip").filter(tip=tip, pk=attachment_id).first()
            if picture is None:
                raise Http404
            try:
                act(picture, officer)
            except Refused as refusal:
                messages.error(request, str(refusal))
        return HttpResponseRedirect(f"{self.page_address(tip)}#file-{attachment_id}")

    def show_metadata(self, request: HttpRequest, pk: str, attachment_id: Any) -> HttpResponseBase:
        """A page of its own, opened by POST: looking is an act that the ledger keeps."""
        tip: Tip = self.row_or_404(request, pk)
        if not access.allows(request.user, "hotline.read_metadata"):
            raise PermissionDenied
        # A session that ran out comes back here by GET after signing in: show the tip, open nothing.
        if request.method != "POST":
            return HttpResponseRedirect(self.page_address(tip))
        attachment = Attachment.objects.filter(tip=tip, pk=attachment_id).first()
        if attachment is None:
            raise Http404
        try:
            found = copies.read_metadata(attachment, by=request.user)  # type: ignore[arg-type]
        except VaultClosed as gone:
            raise Http404 from gone
        return TemplateResponse(request, "hotline/desk/metadata.html", self._metadata_context(request, tip, found))

    def _metadata_context(self, request: HttpRequest, tip: Tip, found: dict[str, Any]) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request), "opts": self.opts, "title": tip.reference, "row": tip,
            "told": [(LABELS.get(name, name), value) for name, value in found.items()], "is_fullwidth": "1",
            "back": self.page_address(tip), "where": where.drawing(where.told(_answers(tip)), where.camera(found)),
        }  # fmt: skip


def _answers(tip: Tip) -> dict[str, Any]:
    """What the source answered; whoever reads metadata reads tips, and both are on the ledger by then."""
    return text.read(tip, "answers") or {}
