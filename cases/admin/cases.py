"""Cases at the desk: the list, and one page with everything of a case."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases import next_steps
from cases.admin import seen
from cases.admin.cards import cards_of
from cases.admin.case_buttons import BUTTONS
from cases.admin.case_filters import DueFilter, OwnFilter
from cases.admin.export_page import ExportPage
from cases.admin.forms import offence_names
from cases.admin.ground import BAD, GOOD, WARN, seen_through_glass
from cases.admin.map_page import CaseMap
from cases.admin.network import NetworkPage
from cases.admin.purge_buttons import purged_note
from cases.admin.task_board import TaskBoard
from cases.admin.text_page import TextPage
from cases.admin.timeline_page import TimelinePage
from cases.admin.timeline_tables import TimelineTables
from cases.admin.weighing import Weighing
from cases.models import AnimalGroup, Case
from hotline.admin.queue_lines import chip
from hotline.models import Report
from hotline.public.countries import NAMES
from staff.desk_history import history
from staff.models import AuditEntry

Status = Case.Status
REASON_SHOWN = 300  # characters of a note in the history
TONES: dict[str, str] = {Status.CLOSED: GOOD, Status.WITH_AGENCY: WARN, Status.IN_COURT: WARN}


@admin.register(Case)
class CaseAdmin(TimelinePage, TimelineTables, NetworkPage, ExportPage, TaskBoard, CaseMap, Weighing, TextPage):
    list_display = ("reference", "priority_shown", "status_shown", "title", "type", "lead", "opened_at", "review_shown")
    list_filter = (OwnFilter, "status", "type", "priority", DueFilter)
    search_fields = ("=reference", "title")
    ordering = ("priority", "-opened_at")
    sortable_by = ()
    list_select_related = ("lead",)
    buttons = BUTTONS
    page_template = "cases/desk/case.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("lead", "deputy")

    def page_rows(self, request: HttpRequest) -> Any:
        return self.get_queryset(request).with_given()

    @display(description=_("status"))
    def status_shown(self, case: Case) -> str:
        if case.purged_at:
            return chip(_("purged"))
        if case.wake_on:
            said = _("%(status)s until %(day)s") % {"status": case.get_status_display(), "day": case.wake_on}
            return chip(said, BAD if case.is_wake_due else "")
        return chip(case.get_status_display(), TONES.get(case.status, ""))

    @display(description=_("priority"))
    def priority_shown(self, case: Case) -> str:
        return chip(case.get_priority_display(), BAD if case.priority == Case.Priority.URGENT else "")

    @display(description=_("review by"))
    def review_shown(self, case: Case) -> str:
        return chip(case.review_by, BAD) if case.is_review_overdue else str(case.review_by or "–")

    def page_context(self, request: HttpRequest, row: Case) -> dict[str, Any]:
        officer: Any = request.user
        context: dict[str, Any] = {}
        cards = cards_of(row, officer)
        for card in cards:
            context |= card.rows(row, officer)
        return {
            **context, "tone": TONES.get(row.status, ""), "cards": cards,
            "index": [(card, card.number(context)) for card in cards],
            "placed": {name for card in cards for name in (*card.places, *card.own)},
            "fact_rows": self._facts(row), "history": history(row, why=_why(row), known=_who(row, officer)),
            **self._what_next(row, officer, context), **seen_through_glass(request, row),
        }  # fmt: skip

    def _what_next(self, case: Case, officer: Any, shown: dict[str, Any]) -> dict[str, Any]:
        """What the case waits for; of a purged one that it was, and no button."""
        if case.purged_at:
            return purged_note(case, officer) | {"offers": {}}
        return {"next_steps": self._next_steps(case, officer, shown)}

    def _next_steps(self, case: Case, officer: Any, shown: dict[str, Any]) -> Any:
        """What the case waits for, from the rows that its cards show: they are asked for once."""
        withdrawn = [link.report for link in shown["report_links"] if link.is_unsettled]
        today = timezone.localdate()
        is_due = any(each.recheck_due and each.recheck_due <= today for each in seen.seizures(case, officer))  # type: ignore[attr-defined]
        animals = AnimalGroup.objects.visible_to(officer).filter(seizure__case=case).to_recheck()
        is_told = any(link.report.status == Report.Status.WITHDRAWN for link in seen.all_report_links(case))
        return next_steps.of(
            case, [task for task, _offers, _held in shown["tasks"]], shown["packets"], shown["referrals"],
            withdrawn, shown["proceedings"], animals.select_related("seizure") if is_due else (),
            [exhibit for exhibit in seen.exhibits(case, officer) if exhibit.is_wanting],
            unheard=None if is_told else (), listings=() if case.is_closed else shown["listings"],
        )  # fmt: skip

    def _facts(self, case: Case) -> list[tuple[Any, Any]]:
        names = offence_names()
        said = [
            (_("Type"), case.get_type_display()), (_("Lead"), case.lead), (_("Deputy"), case.deputy),
            (_("Opened"), f"{case.opened_at:%Y-%m-%d}"), (_("Review by"), case.review_by),
            (_("Dormant until"), case.wake_on), (_("How it ended"), case.get_ending_display()),
            (_("Jurisdiction"), NAMES.get(case.jurisdiction, case.jurisdiction)),
            (_("Offences"), ", ".join(names.get(code, code) for code in case.offences)),
            (_("Law and jurisdiction"), case.law_and_jurisdiction), (_("Objectives"), case.objectives),
            (_("Risks"), case.risk),
        ]  # fmt: skip
        return [(label, value) for label, value in said if value]


def _who(case: Case, officer: Any) -> list[Any]:
    """Officers whom the page knows anyhow: most who act in a case are among them."""
    return [officer, case.lead, *filter(None, [case.deputy]), *(each.officer for each in seen.members(case))]


def _why(case: Case) -> Callable[[AuditEntry], str]:
    """The reasons that officers gave when they let a case rest or took it up again: they are kept as notes."""
    notes = {note.pk: note.text for note in seen.notes(case)}

    def said(entry: AuditEntry) -> str:
        reason = "" if entry.verb == "case.noted" else notes.get(entry.details.get("note"), "")
        return " · ".join(filter(None, (reason[:REASON_SHOWN], entry.details.get("until", ""))))

    return said
