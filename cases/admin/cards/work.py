"""Reports, timeline and tasks on a case's page."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.admin import seen
from cases.admin.cards.card import Card
from cases.admin.tasks import STEPS, held_up_among
from cases.models import Case
from staff import desk_verbs
from staff.models import Officer


def _timeline(case: Case, officer: Officer) -> dict[str, Any]:
    items = seen.timeline(case, officer)
    return {"timeline_items": items, "timeline_seen": {item.pk for item in items}}


def _tasks(case: Case, officer: Officer) -> dict[str, Any]:
    tasks = list(case.tasks.select_related("owner").with_awaited())
    by_id, waiting = {task.pk: task for task in tasks}, defaultdict(list)
    for task in tasks:
        ids = task.awaited  # type: ignore[attr-defined]  # of `with_awaited`
        awaited = [by_id[pk] for pk in ids if pk in by_id]  # a task waits for others of its case
        task.hindered_by = [other for other in awaited if other.is_open]
        for other in awaited if task.is_open else ():
            waiting[other.pk].append(task)
    shown = [
        (task, desk_verbs.offers(STEPS, task, officer), held_up_among(task, waiting[task.pk]))
        for task in sorted(tasks, key=lambda task: not task.is_open)
    ]
    coming = [row for row in seen.proceedings(case, officer) if row.next_hearing]
    return {"tasks": shown, "hearings": sorted(coming, key=lambda row: (row.next_hearing, row.reference))}


REPORTS = Card(
    "reports", _("Reports"), lambda case, officer: {"report_links": seen.report_links(case, officer)},
    ("report", "settle"), counted="report_links",
)  # fmt: skip
TIMELINE = Card("timeline", _("Timeline"), _timeline, ("happened",), counted="timeline_items")
TASKS = Card("tasks", _("Tasks"), _tasks, ("task",), is_aside=True, counted="tasks")
