"""Tasks at the desk: one's list of work, and the buttons that stand on the case's page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cases import worklist
from cases.admin.ground import ViewedWithCases, case_page
from cases.models import Case, Task
from staff.desk import DeskAdmin
from staff.desk_verbs import Button


def _button(to: str, label: Any) -> Button:
    return Button(
        to, label, "cases.view_case", lambda task, officer, said: worklist.move(task, to, by=officer),
        shown=lambda task: to in worklist.NEXT[task.state], then=case_page,
    )  # fmt: skip


BUTTONS = [
    _button("doing", _("Begin")), _button("done", _("Done")), _button("dropped", _("Drop")),
    _button("to_do", _("Take up again")),
]  # fmt: skip


@admin.register(Task)
class TaskAdmin(ViewedWithCases, DeskAdmin):
    list_display = ("title", "case", "owner", "due", "state", "is_blocking")
    list_filter = ("state", "is_blocking")
    list_select_related = ("case", "owner")
    ordering = ("ended_at", "due", "set_at")
    sortable_by = ()
    buttons = BUTTONS
    page_facts = ("title", "case", "owner", "due", "state", "is_blocking", "set_by", "set_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(case__in=Case.objects.visible_to(request.user))
