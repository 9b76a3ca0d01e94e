"""An entry of a timeline at the desk: what it rests on, what contradicts it, and how it was worded before."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cases import timeline
from cases.admin import seen
from cases.admin.forms import one_of
from cases.admin.ground import ViewedWithCases, seen_through_glass
from cases.admin.timeline_forms import RewordForm
from cases.models import Exhibit, TimelineItem
from staff.desk import DeskAdmin
from staff.desk_history import history
from staff.desk_verbs import Button, VerbForm

WRITE = "cases.write_case"
NEAREST = 200  # entries offered as contradicting


def _named(item: TimelineItem) -> str:
    return f"{item.when} · {item.text[:80]}"


class OtherForm(VerbForm):
    """Another entry of the case, to tie with."""

    other = one_of(label=_("the entry that contradicts it"))

    def __init__(self, *args: Any, row: TimelineItem, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        chosen: Any = self.fields["other"]
        chosen.queryset = self.offered(row)
        chosen.label_from_instance = _named

    def offered(self, row: TimelineItem) -> Any:
        others = TimelineItem.objects.visible_to(self.officer).filter(case=row.case_id).exclude(pk=row.pk)
        return others.exclude(conflicts=row).order_by("start")[:NEAREST] if not self.is_bound else others


class TiedForm(OtherForm):
    def offered(self, row: TimelineItem) -> Any:
        return TimelineItem.objects.visible_to(self.officer).filter(conflicts=row).order_by("start")


BUTTONS = [
    Button(
        "reword", _("Write anew"), WRITE,
        lambda item, officer, said: timeline.reword(item, said["moment"], by=officer), form=RewordForm,
        tone="primary", done=_("Written anew. What it said before stands below."),
    ),
    Button(
        "contradict", _("Contradicted by"), WRITE,
        lambda item, officer, said: timeline.contradict(item, said["other"], by=officer), form=OtherForm,
        done=_("Both stay, and each says so."),
    ),
    Button(
        "untie", _("No contradiction"), WRITE,
        lambda item, officer, said: timeline.untie(item, said["other"], by=officer), form=TiedForm,
        shown=lambda item: bool(item.conflicts.all()), done=_("They stand side by side no longer."),
    ),
    Button(
        "dispute", _("Disputed"), WRITE, lambda item, officer, said: timeline.dispute(item, by=officer),
        shown=lambda item: not item.is_disputed, done=_("Marked as disputed: every packet says so."),
    ),
]  # fmt: skip


@admin.register(TimelineItem)
class TimelineItemAdmin(ViewedWithCases, DeskAdmin):
    list_display = ("when", "zone", "text", "place", "case", "is_disputed")
    list_filter = ("is_disputed", "precision")
    list_select_related = ("case",)
    ordering = ("-start", "id")
    sortable_by = ()
    buttons = BUTTONS
    page_template = "cases/desk/timeline_entry.html"
    page_facts = (
        "case",
        "precision",
        "zone",
        "country",
        "in_summary",
        "added_by",
        "added_at",
        "changed_by",
        "changed_at",
    )

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def page_context(self, request: HttpRequest, row: TimelineItem) -> dict[str, Any]:
        seen = TimelineItem.objects.visible_to(request.user)
        return {
            "conflicts": seen.filter(conflicts=row).drawn(), "versions": _versions(row, request.user),
            "cited": row.reports.order_by("reference"), "shown_exhibits": row.exhibits.order_by("reference"),
            "history": history(row), **seen_through_glass(request, row),
        }  # fmt: skip


def _versions(item: TimelineItem, officer: Any) -> list[Any]:
    """(version, reports, exhibits) of earlier wordings; none that rests on a report which is kept from the officer."""
    versions = list(item.versions.select_related("written_by"))
    reports = {link.report_id: link.report for link in seen.report_links(item.case, officer)}
    wanted = {pk for version in versions for pk in version.exhibits}
    exhibits = {row.pk: row for row in Exhibit.objects.visible_to(officer).filter(pk__in=wanted)}
    return [
        (version, [reports[pk] for pk in version.reports], [exhibits[pk] for pk in version.exhibits if pk in exhibits])
        for version in versions
        if set(version.reports) <= set(reports)
    ]
