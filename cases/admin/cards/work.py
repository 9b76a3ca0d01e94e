"""Reports, timeline and tasks on a case's page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import proceedings
from cases.admin.cards.card import Card
from cases.admin.tasks import STEPS, held_up_by
from cases.models import Case, TimelineItem
from staff import compartments, desk_verbs
from staff.models import Officer


def reports_shown(case: Case, officer: Officer) -> Any:
    """The case's reports but those that another case keeps from the officer."""
    links = case.report_links.select_related("report").order_by("added_at")
    return links.exclude(report__compartments__overlap=list(compartments.closed_to(officer)))


def _timeline(case: Case, officer: Officer) -> dict[str, Any]:
    items = list(TimelineItem.objects.visible_to(officer).filter(case=case).drawn())
    return {"timeline_items": items, "timeline_seen": {item.pk for item in items}}


def _tasks(case: Case, officer: Officer) -> dict[str, Any]:
    tasks = case.tasks.select_related("owner").prefetch_related("waits_for", "held_up")
    shown = [
        (task, desk_verbs.offers(STEPS, task, officer), held_up_by(task))
        for task in sorted(tasks, key=lambda task: not task.is_open)
    ]
    return {"tasks": shown, "hearings": proceedings.hearings_of(case, officer)}


REPORTS = Card(
    "reports", _("Reports"), lambda case, officer: {"report_links": reports_shown(case, officer)},
    ("report", "settle"),
)  # fmt: skip
TIMELINE = Card("timeline", _("Timeline"), _timeline, ("happened",))
TASKS = Card("tasks", _("Tasks"), _tasks, ("task",), is_aside=True)
