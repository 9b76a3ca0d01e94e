"""Persons and things at the desk: the list, and one page with every fact by report and grade."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases.admin import identity_buttons
from cases.admin.entity_buttons import ON_ENTITY
from cases.admin.ground import BAD
from cases.models import Case
from hotline.admin.queue_lines import chip
from intel import marking
from intel.models import Entity, Fact, Link, Mention
from intel.properties import label_of
from staff import break_glass
from staff.desk import DeskAdmin
from staff.desk_history import history


@admin.register(Entity)
class EntityAdmin(DeskAdmin):
    list_display = ("reference", "schema", "name_shown", "recorded_at", "review_shown")
    list_filter = ("schema",)
    search_fields = ("=reference", "name")
    ordering = ("-recorded_at", "id")
    sortable_by = ()
    buttons = (*ON_ENTITY, *identity_buttons.ON_IDENTITY)
    page_template = "cases/desk/entity.html"
    page_facts = ("schema", "recorded_at", "recorded_by", "review_shown")

    @display(description=_("name"))
    def name_shown(self, entity: Entity) -> str:
        return entity.shown_name

    @display(description=_("review by"))
    def review_shown(self, entity: Entity) -> str:
        return chip(entity.review_by, BAD) if entity.is_review_overdue else str(entity.review_by or "–")

    def page_context(self, request: HttpRequest, row: Entity) -> dict[str, Any]:
        officer: Any = request.user
        facts = Fact.objects.visible_to(officer).filter(entity=row).select_related("report", "recorded_by")
        return {
            "told": [(label_of(row.schema, fact.prop), fact) for fact in facts], "links": _links(row, officer),
            "cases": Case.objects.visible_to(officer).filter(pk__in=row.compartments), "history": history(row),
            "placed": identity_buttons.PLACED, "mentions": _mentions(row, officer),
            **(_through_glass(row, officer) or identity_buttons.shown(row, officer)),
        }  # fmt: skip


def _mentions(row: Entity, officer: Any) -> list[tuple[Mention, str | None]]:
    """Where the reports' own texts name it, with the words; None where they stand there no longer."""
    found = Mention.objects.visible_to(officer).standing().filter(entity=row).select_related("report", "fact")
    return [(each, each.words_in(marking.whole(each.report))) for each in found.order_by("report__reference", "offset")]


def _links(row: Entity, officer: Any) -> Any:
    """Links at either end, those that were taken out last."""
    seen = Link.objects.visible_to(officer)
    both = seen.filter(source=row) | seen.filter(target=row)
    return both.select_related("source", "target", "report").order_by("taken_out_at", "recorded_at")


def _through_glass(row: Entity, officer: Any) -> dict[str, Any]:
    """Read through broken glass it is on record, and no button stands."""
    glass = break_glass.note_reading(officer, row.recorded_in, row)
    return {"glass": glass, "offers": {}} if glass else {}
