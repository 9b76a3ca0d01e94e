"""Exhibits at the desk: the list, and one page with the chain of custody."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases import custody_chain, exhibits, labels
from cases.admin import exhibit_shown, withholding_buttons
from cases.admin.evidence_pages import EvidencePages
from cases.admin.exhibit_buttons import BUTTONS, offered, proposed
from cases.admin.exhibit_metadata import ExhibitMetadata
from cases.admin.ground import BAD, GOOD, WARN, seen_through_glass
from cases.admin.purge_buttons import purged_note
from cases.models import CustodyEvent, Exhibit
from cases.packets import chain
from hotline.admin.locked_in import locked_in
from hotline.admin.queue_lines import chip
from staff import access
from staff.desk_verbs import Button, press
from vault.keys import VaultClosed

State = Exhibit.State
TONES: dict[str, str] = {State.STORED: GOOD, State.OUT: WARN, State.LAB: WARN, State.COURT: WARN, State.DESTROYED: BAD}
MOST_LABELS = 480  # twenty sheets


class AttentionFilter(SimpleListFilter):
    title, parameter_name = _("wants attention"), "attention"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("overdue", _("not back in time")), ("broken", _("file not as received"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "overdue":
            return queryset.overdue()  # type: ignore[attr-defined, no-any-return]
        return queryset.filter(check_held=False) if self.value() == "broken" else queryset


@admin.register(Exhibit)
class ExhibitAdmin(ExhibitMetadata, EvidencePages):
    list_display = ("reference", "state_shown", "kind", "description", "case", "holder", "lies", "acquired_at")
    list_filter = ("state", "kind", AttentionFilter)
    search_fields = ("=reference", "description", "=seal_number")
    ordering = ("-acquired_at", "id")
    sortable_by = ()
    list_select_related = ("case",)
    buttons = BUTTONS
    page_template = "cases/desk/exhibit.html"

    @display(description=_("state"))
    def state_shown(self, exhibit: Exhibit) -> str:
        return chip(exhibit.get_state_display(), BAD if exhibit.is_overdue else TONES.get(exhibit.state, ""))

    @display(description=_("lies, or due back"))
    def lies(self, exhibit: Exhibit) -> str:
        if exhibit.is_overdue:
            return chip(exhibit.due_back, BAD)
        return str(exhibit.due_back or exhibit.store_place or "–")

    def page_urls(self) -> list[URLPattern]:
        return [
            path("labels/<uuid:case_id>/", self.door(self.label_sheet), name="cases_exhibit_labels"),
            path("<str:pk>/label/", self.door(self.label), name="cases_exhibit_label"),
            path("<str:pk>/picture/", self.door(self.serve_picture), name="cases_exhibit_picture"),
            *super().page_urls(),
        ]

    def serve_picture(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        """The scrubbed copy of a picture, its own or of the copy derived from it."""
        exhibit = self.row_or_404(request, pk)
        try:
            copy = exhibits.open_picture(exhibit, by=request.user)  # type: ignore[arg-type]
        except (VaultClosed, FileNotFoundError) as gone:
            raise Http404 from gone
        return locked_in(copy, exhibit.reference)

    def label(self, request: HttpRequest, pk: str) -> HttpResponse:
        exhibit = self.row_or_404(request, pk)
        return printed(labels.single(exhibit), f"{exhibit.reference}-label")

    def label_sheet(self, request: HttpRequest, case_id: UUID) -> HttpResponse:
        """Labels of all that was received in a case."""
        return label_sheet(self.get_queryset(request).filter(case=case_id))

    def page_context(self, request: HttpRequest, row: Exhibit) -> dict[str, Any]:
        rows = custody_chain.rows([row])
        return {
            "tone": BAD if row.is_overdue else TONES.get(row.state, ""), "broken": chain.first_break(rows),
            "custody": [line | {"kind": CustodyEvent.Kind(line["kind"]).label} for line in rows],
            "offered": offered(row), "proposed": proposed(row), "facts": exhibit_shown.facts(row),
            "corrected": exhibit_shown.corrected(row) if row.version > 1 else [],
            "sheet": exhibit_shown.sheet(row), "tree": exhibit_shown.tree(row), "file": exhibit_shown.file(row),
            "questions": row.lab_questions.select_related("request", "result_file").order_by("request__asked_at"),
            "may_read_metadata": access.allows(request.user, "cases.read_metadata"),
            "may_bring": access.allows(request.user, "cases.take_exhibit") and not row.is_copy,
            **(withholding_buttons.shown(row) if row.version > 1 else {}),
            **purged_note(row.case, request.user), **seen_through_glass(request, row),
        }  # fmt: skip

    def _pressing(self, button: Button) -> Callable[..., HttpResponseBase]:
        """An original is an answer of its own: the bytes, and no redirect."""
        return self._saving(button) if button.name == "original" else super()._pressing(button)

    def _saving(self, button: Button) -> Callable[..., HttpResponseBase]:
        def saving(request: HttpRequest, pk: str) -> HttpResponseBase:
            row = self.row_or_404(request, pk)
            if not access.allows(request.user, button.right):
                raise PermissionDenied
            if request.method != "POST":
                return HttpResponseRedirect(self.page_address(row))
            found, refused, status = press(button, row, request)
            if refused:
                return self.page(request, row, refused=refused, status=status)
            answer = StreamingHttpResponse(found.chunks, content_type="application/octet-stream")
            answer["Content-Disposition"] = f'attachment; filename="{found.name}"'
            answer["Content-Length"] = str(found.size)
            answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
            return answer

        return saving


def label_sheet(rows: QuerySet[Any]) -> HttpResponse:
    """Labels of exhibits that the officer sees. Raises: Http404 where there are none."""
    chosen = list(rows.exclude(relation=Exhibit.Relation.COPY).order_by("reference")[:MOST_LABELS])
    if not chosen:
        raise Http404
    return printed(labels.sheet(chosen), "labels")


def printed(pdf: bytes, name: str) -> HttpResponse:
    """A PDF of our own, to save and print."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer
