"""The board of a case's tasks, `/desk/cases/case/<id>/tasks/`: three columns, moved by buttons."""

from typing import Any, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from cases import proceedings
from cases.admin.ground import case_page, seen_through_glass
from cases.admin.tasks import STEPS, held_up_by
from cases.models import Case, Task
from staff import desk_verbs, frame
from staff.desk import DeskAdmin
from staff.models import Officer

COLUMNS = (Task.State.TO_DO, Task.State.DOING, Task.State.DONE)
MOST_ENDED = 30  # that stand on the board; the list has all


class TaskBoard(DeskAdmin):
    """Mixed into the cases' admin."""

    def page_urls(self) -> list[URLPattern]:
        return [path("<str:pk>/tasks/", self.door(self.board_view), name="cases_case_tasks"), *super().page_urls()]

    def board_view(self, request: HttpRequest, pk: str) -> HttpResponseBase:
        case = self.row_or_404(request, pk)
        glass = seen_through_glass(request, case)
        context = {
            **frame.context(self.admin_site, request), "opts": self.opts, "title": _("Tasks"), "row": case,
            "is_fullwidth": "1", "back": case_page(case), "offers": self._offers(request, case, None),
            "hearings": proceedings.hearings_of(case, cast(Officer, request.user)),
            "columns": _columns(case, request.user, is_read_only=bool(glass)), **glass,
        }  # fmt: skip
        return TemplateResponse(request, "cases/desk/board.html", context)


def _columns(case: Case, officer: Any, *, is_read_only: bool) -> list[tuple[str, Any, list[Any]]]:
    """(state, its name, [(task, buttons, what waits for it)])."""
    tasks = list(case.tasks.select_related("owner").prefetch_related("waits_for", "held_up"))
    ended = [task for task in tasks if not task.is_open][::-1]  # in the order of their ends, the last first
    shown = [task for task in tasks if task.is_open] + ended[:MOST_ENDED]
    return [
        (state, state.label, [_told(task, officer, is_read_only) for task in shown if task.state == state])
        for state in COLUMNS
    ]


def _told(task: Task, officer: Any, is_read_only: bool) -> tuple[Task, Any, list[str]]:
    buttons = {} if is_read_only else desk_verbs.offers(STEPS, task, officer, carried="?on=board")
    return task, buttons, held_up_by(task)
