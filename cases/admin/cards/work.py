"""Reports, timeline and tasks on a case's page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.admin.cards.card import Card
from cases.admin.tasks import BUTTONS
from cases.models import Case
from staff import compartments, desk_verbs
from staff.models import Officer


def reports_shown(case: Case, officer: Officer) -> Any:
    """The case's reports but those that another case keeps from the officer."""
    links = case.report_links.select_related("report").order_by("added_at")
    return links.exclude(report__compartments__overlap=list(compartments.closed_to(officer)))


def _tasks(case: Case, officer: Officer) -> list[Any]:
    return [(task, desk_verbs.offers(BUTTONS, task, officer)) for task in case.tasks.select_related("owner")]


REPORTS = Card(
    "reports", _("Reports"), lambda case, officer: {"report_links": reports_shown(case, officer)},
    ("report", "settle"),
)  # fmt: skip
TIMELINE = Card(
    "timeline", _("Timeline"), lambda case, officer: {"timeline_items": case.timeline.select_related("report")},
    ("timeline",),
)  # fmt: skip
TASKS = Card("tasks", _("Tasks"), lambda case, officer: {"tasks": _tasks(case, officer)}, ("task",), is_aside=True)
