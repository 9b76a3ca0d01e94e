"""Tasks at the desk: one's list of work over all cases, a task's page with its log, and the steps of the board."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from cases import proceedings, worklist
from cases.admin.ground import BAD, WARN, ViewedWithCases, case_page, seen_through_glass
from cases.admin.task_forms import AssignForm, OtherTaskForm, ReplanForm, WaitedForForm, WorkForm
from cases.listings import rechecks as listing_rechecks
from cases.models import Task
from cases.worklist import Work
from hotline.admin.queue_lines import chip
from staff.desk import DeskAdmin
from staff.desk_history import history
from staff.desk_verbs import Button
from staff.models import Officer

WRITE = "cases.write_case"
MOST_HEARINGS = 20  # and listings that stand above the tasks; their own lists have all


def _step(to: str, label: Any) -> Button:
    return Button(
        to, label, "cases.view_case", lambda task, officer, said: worklist.move(task, to, by=officer),
        shown=lambda task: to in worklist.NEXT[task.state], then=case_page,
    )  # fmt: skip


# Bare buttons, which cost nothing where many tasks stand on a page.
STEPS = [
    _step("doing", _("Begin")),
    _step("done", _("Done")),
    _step("dropped", _("Drop")),
    _step("to_do", _("Take up again")),
]
BUTTONS = [
    *STEPS,
    Button(
        "log", _("Write into the log"), "cases.view_case",
        lambda task, officer, said: worklist.log(task, Work(**said), by=officer), form=WorkForm, tone="primary",
        done=_("It stands in the log."),
    ),
    Button(
        "assign", _("Give to another"), WRITE,
        lambda task, officer, said: worklist.assign(task, said["owner"], by=officer), form=AssignForm,
        shown=lambda task: task.is_open, done=_("The task has a new owner."),
    ),
    Button(
        "replan", _("When, and does it block"), WRITE,
        lambda task, officer, said: worklist.replan(task, by=officer, **said), form=ReplanForm,
        shown=lambda task: task.is_open, done=_("Kept."),
    ),
    Button(
        "wait", _("It waits for another"), WRITE,
        lambda task, officer, said: worklist.wait_for(task, said["other"], by=officer), form=OtherTaskForm,
        shown=lambda task: task.is_open, done=_("It cannot be done before the other has ended."),
    ),
    Button(
        "free", _("It waits no longer"), WRITE,
        lambda task, officer, said: worklist.wait_no_longer(task, said["other"], by=officer), form=WaitedForForm,
        shown=lambda task: bool(task.waits_for.all()), done=_("Kept."),
    ),
]  # fmt: skip


class WhoseFilter(SimpleListFilter):
    """One's own open tasks unless others are asked for."""

    title, parameter_name = _("whose"), "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("mine", _("My open tasks")), ("all", _("Everybody's"))]

    def choices(self, changelist: Any) -> Iterator[Any]:
        chosen = self.value() or "mine"
        for value, words in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": chosen == value, "query_string": query, "display": words}

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset if self.value() == "all" else queryset.open().filter(owner=request.user)


class PressingFilter(SimpleListFilter):
    title, parameter_name = _("pressing"), "pressing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("overdue", _("overdue")), ("blocking", _("others wait for it"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "overdue":
            return queryset.overdue()
        return queryset.that_block() if self.value() == "blocking" else queryset


@admin.register(Task)
class TaskAdmin(ViewedWithCases, DeskAdmin):
    list_display = ("title", "case", "owner", "due_shown", "state", "holds_up_shown")
    list_filter = (WhoseFilter, PressingFilter, "state")
    list_select_related = ("case", "owner")
    ordering = ("ended_at", "due", "set_at")
    sortable_by = ()
    change_list_template = "cases/desk/tasks.html"
    buttons = BUTTONS
    page_template = "cases/desk/task.html"
    page_facts = ("case", "owner", "due", "is_blocking", "set_by", "set_at", "ended_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("case", "owner").prefetch_related("held_up", "waits_for")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """One's hearings to come, and the listings that one has to look at again, stand above one's tasks."""
        officer = cast(Officer, request.user)
        above = {
            "hearings": proceedings.hearings_for(officer)[:MOST_HEARINGS],
            "listings_due": listing_rechecks.due_for(officer)[:MOST_HEARINGS],
        }
        return super().changelist_view(request, {**(extra_context or {}), **above})

    @display(description=_("due"))
    def due_shown(self, task: Task) -> str:
        return chip(task.due, BAD) if task.is_overdue else str(task.due or "–")

    @display(description=_("waits for it"))
    def holds_up_shown(self, task: Task) -> str:
        return chip(", ".join(held), WARN) if (held := held_up_by(task)) else "–"

    def page_context(self, request: HttpRequest, row: Task) -> dict[str, Any]:
        return {
            "log": row.log.select_related("officer"), "minutes": row.log.aggregate(sum=Sum("minutes"))["sum"],
            "held_up": held_up_by(row), "history": history(row), **seen_through_glass(request, row),
        }  # fmt: skip

    def carried(self, request: HttpRequest) -> str:
        """A step taken on the task's own page stays there, and one taken on the board leads back to the board."""
        return "?on=board" if request.GET.get("on") == "board" else "?on=task"

    def address_after(self, request: HttpRequest, button: Button, row: Any, result: Any) -> str:
        if request.GET.get("on") == "board":
            return reverse("admin:cases_case_tasks", args=[row.case_id])
        return (
            self.page_address(row)
            if request.GET.get("on") == "task"
            else super().address_after(request, button, row, result)
        )


def held_up_by(task: Task) -> list[str]:
    """What waits for a task, in words: the case's closing, and open tasks."""
    return held_up_among(task, task.holds_up)


def held_up_among(task: Task, others: Iterable[Task]) -> list[str]:
    """The same, for who has at hand which open tasks wait for it."""
    case = [str(_("closing %(case)s") % {"case": task.case})] if task.is_blocking and task.is_open else []
    return case + [other.title for other in others if task.is_open]
