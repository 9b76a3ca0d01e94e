"""The register of stores at the desk: each shelf with what lies on it."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases import shelves
from cases.admin.exhibit_forms import ShelfForm
from cases.admin.exhibits import label_sheet
from cases.models import Exhibit, Shelf
from hotline.admin.queue_lines import chip
from staff import access, frame
from staff.desk import DeskAdmin
from staff.desk_verbs import Button
from staff.refusals import Refused

SHOWN = 500  # what one shelf's page lists

BUTTONS = [
    Button(
        "close", _("No longer used"), "cases.manage_shelves",
        lambda shelf, officer, said: shelves.close_shelf(shelf, by=officer), shown=lambda shelf: not shelf.is_closed,
        done=_("Closed."),
    ),
    Button(
        "reopen", _("Use it again"), "cases.manage_shelves",
        lambda shelf, officer, said: shelves.open_shelf(shelf.store, shelf.name, by=officer),
        shown=lambda shelf: shelf.is_closed, done=_("It is used again."),
    ),
]  # fmt: skip


@admin.register(Shelf)
class ShelfAdmin(DeskAdmin):
    list_display = ("store", "name", "lying", "note", "use")
    list_display_links = ("store", "name")
    list_filter = ("store", "is_closed")
    search_fields = ("store", "name")
    ordering = ("store", "name")
    sortable_by = ()
    buttons = BUTTONS
    page_template = "cases/desk/shelf.html"
    change_list_template = "cases/desk/shelves.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(on_it=Count("exhibits"))

    @display(description=_("lie there"))
    def lying(self, shelf: Shelf) -> int:
        return int(getattr(shelf, "on_it", 0))

    @display(description=_("use"))
    def use(self, shelf: Shelf) -> str:
        return chip(_("closed"), "is-warn") if shelf.is_closed else "–"

    def page_urls(self) -> list[URLPattern]:
        return [
            path("new/", self.door(self.enter), name="cases_shelf_new"),
            path("<str:pk>/labels/", self.door(self.print_labels), name="cases_shelf_labels"),
            *super().page_urls(),
        ]

    def print_labels(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Labels of all that lies there, as far as the officer sees it."""
        shelf = self.row_or_404(request, pk)
        return label_sheet(Exhibit.objects.visible_to(request.user).filter(shelf=shelf))

    def enter(self, request: HttpRequest) -> HttpResponse:
        """A form; its POST enters a shelf."""
        officer: Any = request.user
        if not access.allows(officer, "cases.manage_shelves"):
            raise PermissionDenied
        given = request.POST if request.method == "POST" else None
        form = ShelfForm(given, row=None, officer=officer, name="shelf")
        refusal = ""
        if form.is_valid():
            try:
                shelves.open_shelf(**form.cleaned_data, by=officer)
                return HttpResponseRedirect(reverse("admin:cases_shelf_changelist"))
            except Refused as refused:
                refusal = str(refused)
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": _("Enter a shelf"), "form": form,
            "refusal": refusal, "is_fullwidth": "1",
        }  # fmt: skip
        return TemplateResponse(request, "cases/desk/shelf_new.html", context, status=422 if given is not None else 200)

    def page_context(self, request: HttpRequest, row: Shelf) -> dict[str, Any]:
        lying = Exhibit.objects.visible_to(request.user).filter(shelf=row).select_related("case").order_by("reference")
        return {"lying": list(lying[:SHOWN]), "number": row.exhibits.count()}
