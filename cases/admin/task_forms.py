"""What is asked of a task, and the button that stands on a case's page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import worklist
from cases.admin.forms import day, one_of
from cases.admin.ground import case_page, colleagues
from cases.models import Task
from staff.desk_verbs import Button, VerbForm


class TaskForm(VerbForm):
    title = forms.CharField(label=_("task"), max_length=200)
    owner = one_of(label=_("owner"), required=False, help_text=_("Empty: you."))
    due = day(label=_("due"), required=False)
    is_blocking = forms.BooleanField(label=_("blocks the case"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues("cases.view_case")  # type: ignore[attr-defined]


class AssignForm(VerbForm):
    owner = one_of(label=_("owner"))

    def __init__(self, *args: Any, row: Task, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.fields["owner"].queryset = colleagues("cases.view_case").exclude(pk=row.owner_id)  # type: ignore[attr-defined]


class ReplanForm(VerbForm):
    due = day(label=_("due"), required=False)
    is_blocking = forms.BooleanField(label=_("blocks the case"), required=False)

    def __init__(self, *args: Any, row: Task, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        self.initial = {"due": row.due, "is_blocking": row.is_blocking}


class WorkForm(VerbForm):
    text = forms.CharField(
        label=_("what was done"), max_length=worklist.MAX_WORK, widget=forms.Textarea(attrs={"rows": 2})
    )
    minutes = forms.IntegerField(label=_("minutes"), min_value=1, max_value=worklist.MAX_MINUTES, required=False)
    on = day(label=_("day"), required=False, help_text=_("Empty: today."))


class OtherTaskForm(VerbForm):
    """A task of the same case."""

    other = one_of(label=_("the task that must end first"))

    def __init__(self, *args: Any, row: Task, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        chosen: Any = self.fields["other"]
        chosen.queryset = self.offered(row)
        chosen.label_from_instance = lambda task: task.title

    def offered(self, row: Task) -> Any:
        return Task.objects.open().filter(case=row.case_id).exclude(pk=row.pk).exclude(held_up=row).order_by("title")


class WaitedForForm(OtherTaskForm):
    def offered(self, row: Task) -> Any:
        return Task.objects.filter(held_up=row).order_by("title")


TASK = Button(
    "task", _("Set a task"), "cases.write_case",
    lambda case, officer, said: worklist.set_task(case, by=officer, **said), form=TaskForm,
    shown=lambda case: not case.is_closed, done=_("The task is set."), then=case_page,
)  # fmt: skip
