"""Tasks of a case: who does what by when."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.casework import require_case
from cases.models import Case, Task
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

State = Task.State
NEXT: dict[str, set[str]] = {
    State.TO_DO: {State.DOING, State.DONE, State.DROPPED},
    State.DOING: {State.TO_DO, State.DONE, State.DROPPED},
    State.DONE: {State.TO_DO},
    State.DROPPED: {State.TO_DO},
}


@transaction.atomic
def set_task(
    case: Case, title: str, *, by: Officer, owner: Officer | None = None, due: date | None = None,
    is_blocking: bool = False,
) -> Task:  # fmt: skip
    """Give somebody a task in a case.

    Args:
        owner: left out, whoever sets it; must see the case.
        is_blocking: the case cannot be closed before it is done or dropped.
    Raises: NotAllowed; Invalid.
    """
    require_case(case, "cases.write_case", by=by)
    owner = owner or by
    if not title.strip():
        raise Invalid(_("Say what is to be done."), title=_("Say what is to be done."))
    if not Case.objects.worked_by(owner).filter(pk=case.pk).exists():
        raise Invalid(_("The owner must be a member of the case."), owner=_("Not a member of the case."))
    task = Task.objects.create(
        case=case, title=title.strip()[:200], owner=owner, due=due, is_blocking=is_blocking, set_by=by
    )
    audit.record(by, "task.set", task, case=case.reference, owner=owner.pk)
    return task


@transaction.atomic
def move(task: Task, to: str, *, by: Officer) -> Task:
    """Start, finish, drop or take up a task again. Its owner may, and whoever writes in the case.

    Raises: NotAllowed; WrongStatus.
    """
    require_case(task.case, "cases.view_case" if task.owner_id == by.pk else "cases.write_case", by=by)
    fresh = Task.objects.select_for_update(no_key=True).get(pk=task.pk)
    return _move(fresh, to, by=by)


def _move(fresh: Task, to: str, *, by: Officer) -> Task:
    if to not in NEXT[fresh.state]:
        raise WrongStatus(_("This task is now '%(now)s'.") % {"now": State(fresh.state).label})
    was, fresh.state = fresh.state, to
    fresh.ended_at = None if fresh.is_open else timezone.now()
    fresh.save(update_fields=["state", "ended_at"])
    audit.record(by, f"task.{to}", fresh, was=was)
    return fresh


def open_tasks_of(officer: Officer) -> "list[Task]":
    """What the officer has to do, soonest first, in the cases they see."""
    if not access.allows(officer, "cases.view_case"):
        return []
    mine = Task.objects.filter(owner=officer, state__in=(State.TO_DO, State.DOING))
    return list(mine.filter(case__in=Case.objects.visible_to(officer)).select_related("case").order_by("due", "set_at"))
