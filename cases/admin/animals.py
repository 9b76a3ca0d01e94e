"""Live animals at the desk: who is to be looked at again, and what became of them."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases.admin.ground import BAD, ViewedWithCases, seen_through_glass
from cases.admin.specimen_forms import SeenForm
from cases.models import AnimalGroup
from cases.seizing import animals
from hotline.admin.queue_lines import chip
from staff.desk import DeskAdmin
from staff.desk_history import history
from staff.desk_verbs import Button

BUTTONS = [
    Button(
        "note", _("Note how they are"), "cases.write_case",
        lambda group, officer, said: animals.note(group, said["seen"], by=officer), form=SeenForm,
        shown=lambda group: group.fate not in animals.ENDED, tone="primary", done=_("It stands in their history."),
    ),
]  # fmt: skip


class RecheckFilter(SimpleListFilter):
    title, parameter_name = _("recheck"), "recheck"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("due", _("due"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(recheck_due__lte=timezone.localdate()) if self.value() == "due" else queryset


@admin.register(AnimalGroup)
class AnimalGroupAdmin(ViewedWithCases, DeskAdmin):
    list_display = ("reference_shown", "taxon", "number", "fate_shown", "centre", "seen_on", "due_shown")
    list_filter = (RecheckFilter, "fate")
    search_fields = ("=seizure__reference", "taxon__scientific_name", "marks")
    ordering = ("recheck_due", "id")
    sortable_by = ()
    buttons = BUTTONS
    page_template = "cases/desk/animals.html"
    page_facts = (
        "taxon", "number", "marks", "fate", "centre", "site", "released_on", "release_place", "seen_on", "due_shown",
    )  # fmt: skip

    @display(description=_("reference"))
    def reference_shown(self, group: AnimalGroup) -> str:
        return group.reference

    @display(description=_("what became of them"))
    def fate_shown(self, group: AnimalGroup) -> str:
        return group.get_fate_display()

    @display(description=_("recheck due"))
    def due_shown(self, group: AnimalGroup) -> str:
        return chip(group.recheck_due, BAD) if group.is_recheck_due else str(group.recheck_due or "–")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("seizure__case", "taxon")

    def page_context(self, request: HttpRequest, row: AnimalGroup) -> dict[str, Any]:
        return {
            "states": row.states.select_related("by"), "history": history(row),
            **seen_through_glass(request, row.seizure),
        }  # fmt: skip
