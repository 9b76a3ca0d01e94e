"""What is asked of a task, and the button that stands on a case's page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import worklist
from cases.admin.forms import day, one_of
from cases.admin.ground import case_page, colleagues
from cases.models import Case
from staff import compartments
from staff.desk_verbs import Button, VerbForm


def members(case: Case) -> Any:
    """Whom a task of the case can be given to: those who may act in it, as `worklist` asks again."""
    from staff.models import Membership

    let_in = Membership.objects.filter(compartment=case.pk, standing=Membership.Standing.MEMBER).values("officer")
    return colleagues("cases.view_case").filter(pk__in=let_in).exclude(pk__in=compartments.denied_by(case.pk))


class TaskForm(VerbForm):
    title = forms.CharField(label=_("task"), max_length=200)
    owner = one_of(label=_("owner"), required=False, help_text=_("Empty: you."))
    due = day(label=_("due"), required=False)
    is_blocking = forms.BooleanField(label=_("blocks the case"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues("cases.view_case")  # type: ignore[attr-defined]


TASK = Button(
    "task", _("Set a task"), "cases.write_case",
    lambda case, officer, said: worklist.set_task(case, by=officer, **said), form=TaskForm,
    shown=lambda case: not case.is_closed, done=_("The task is set."), then=case_page,
)  # fmt: skip
