"""Cases at the desk: the list, and one page with everything of a case."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.paginator import InfinitePaginator

from cases import next_steps, withdrawals
from cases.admin.case_buttons import BUTTONS
from cases.admin.ground import BAD, GOOD, WARN, seen_through_glass
from cases.admin.tasks import BUTTONS as TASK_BUTTONS
from cases.models import Case, Exhibit, Packet, Referral
from hotline.admin.queue_lines import chip
from staff import compartments, desk_verbs
from staff.desk import DeskAdmin
from staff.desk_history import history
from staff.models import Membership

Status = Case.Status
TONES: dict[str, str] = {Status.CLOSED: GOOD, Status.WITH_AGENCY: WARN, Status.IN_COURT: WARN}
# Where each button of the page stands; the rest are in the bar at the top.
PLACES = {
    "reports": ("report", "settle"), "timeline": ("timeline",), "tasks": ("task",), "exhibits": ("take", "register"),
    "packets": ("packet",), "referrals": ("refer", "outcome"), "notes": ("note",),
    "members": ("admit", "deny", "lift", "lead"),
}  # fmt: skip


def _reports_shown(case: Case, officer: Any) -> Any:
    """The case's reports but those that another case keeps from the officer."""
    links = case.report_links.select_related("report").order_by("added_at")
    return links.exclude(report__compartments__overlap=list(compartments.closed_to(officer)))


class ReviewFilter(SimpleListFilter):
    title, parameter_name = _("review"), "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("overdue", _("overdue"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "overdue":
            return queryset
        return queryset.filter(review_by__lt=timezone.localdate()).exclude(status__in=(Status.CLOSED, Status.ARCHIVED))


@admin.register(Case)
class CaseAdmin(DeskAdmin):
    list_display = ("reference", "priority_shown", "status_shown", "title", "type", "lead", "opened_at", "review_shown")
    list_filter = ("status", "type", "priority", ReviewFilter)
    search_fields = ("=reference", "title")
    ordering = ("priority", "-opened_at")
    sortable_by = ()
    paginator = InfinitePaginator
    list_select_related = ("lead",)
    buttons = BUTTONS
    page_template = "cases/desk/case.html"

    @display(description=_("status"))
    def status_shown(self, case: Case) -> str:
        return chip(case.get_status_display(), TONES.get(case.status, ""))

    @display(description=_("priority"))
    def priority_shown(self, case: Case) -> str:
        return chip(case.get_priority_display(), BAD if case.priority == Case.Priority.URGENT else "")

    @display(description=_("review by"))
    def review_shown(self, case: Case) -> str:
        return chip(case.review_by, BAD) if case.is_review_overdue else str(case.review_by or "–")

    def page_context(self, request: HttpRequest, row: Case) -> dict[str, Any]:
        officer: Any = request.user
        tasks = list(row.tasks.select_related("owner"))
        exhibits = Exhibit.objects.visible_to(officer).filter(case=row)
        packets = list(Packet.objects.visible_to(officer).filter(case=row).order_by("-drafted_at"))
        referrals = list(
            Referral.objects.visible_to(officer).filter(case=row).select_related("agency").order_by("-drafted_at")
        )
        reports = _reports_shown(row, officer)
        withdrawn = [link.report for link in withdrawals.unsettled(row).filter(pk__in=reports)]
        return {
            "tone": TONES.get(row.status, ""), "places": PLACES,
            "placed": {name for names in PLACES.values() for name in names},
            "fact_rows": self._facts(row),
            "report_links": reports,
            "timeline_items": row.timeline.select_related("report"),
            "tasks": [(task, desk_verbs.offers(TASK_BUTTONS, task, officer)) for task in tasks],
            "exhibits": exhibits.select_related("parent").prefetch_related("derived").order_by("reference"),
            "packets": packets, "referrals": referrals,
            "next_steps": next_steps.of(row, tasks, packets, referrals, withdrawn),
            "outcomes": row.outcomes.select_related("by_agency", "by_officer", "referral"),
            "notes": row.notes.select_related("author"), "history": history(row),
            "members": Membership.objects.filter(compartment=row.pk).select_related("officer").order_by("since"),
            **seen_through_glass(request, row),
        }  # fmt: skip

    def _facts(self, case: Case) -> list[tuple[Any, Any]]:
        return [
            (_("Type"), case.get_type_display()), (_("Priority"), case.get_priority_display()), (_("Lead"), case.lead),
            (_("Opened"), f"{case.opened_at:%Y-%m-%d}"), (_("Review by"), case.review_by),
            (_("How it ended"), case.get_ending_display()), (_("Law and jurisdiction"), case.law_and_jurisdiction),
            (_("Objectives"), case.objectives), (_("Risks"), case.risk),
        ]  # fmt: skip
