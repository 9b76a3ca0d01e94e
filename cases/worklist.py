"""Tasks of a case: who does what by when, what waits for what, and what was done."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.casework import require_case
from cases.models import Case, Task, WorkEntry
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

MAX_MINUTES = 24 * 60
MAX_WORK = 1_000  # characters

State = Task.State
NEXT: dict[str, set[str]] = {
    State.TO_DO: {State.DOING, State.DONE, State.DROPPED},
    State.DOING: {State.TO_DO, State.DONE, State.DROPPED},
    State.DONE: {State.TO_DO},
    State.DROPPED: {State.TO_DO},
}


@dataclass(frozen=True)
class Work:
    """What was done for a task. minutes: None where nobody counts them; on: the day, today unless given."""

    text: str
    minutes: int | None = None
    on: date | None = None


# --- Giving work ------------------------------------------------------------------------------------------------
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
    _require_member(case, owner)
    task = Task.objects.create(
        case=case, title=title.strip()[:200], owner=owner, due=due, is_blocking=is_blocking, set_by=by
    )
    audit.record(by, "task.set", task, case=case.reference, owner=owner.pk)
    return task


def _require_member(case: Case, owner: Officer) -> None:
    if not Case.objects.worked_by(owner).filter(pk=case.pk).exists():
        raise Invalid(_("The owner must be a member of the case."), owner=_("Not a member of the case."))


@transaction.atomic
def assign(task: Task, owner: Officer, *, by: Officer) -> Task:
    """Give an open task to somebody else. Raises: NotAllowed; Invalid for no member; WrongStatus once it has ended."""
    require_case(task.case, "cases.write_case", by=by)
    _require_member(task.case, owner)
    fresh = _open(task)
    was, fresh.owner = fresh.owner_id, owner
    if was != owner.pk:
        fresh.save(update_fields=["owner"])
        audit.record(by, "task.assigned", fresh, was=was, owner=owner.pk)
    return fresh


@transaction.atomic
def replan(task: Task, *, by: Officer, due: date | None, is_blocking: bool) -> Task:
    """Set by when an open task is due (None: no day), and whether the case's closing waits for it."""
    require_case(task.case, "cases.write_case", by=by)
    fresh = _open(task)
    changed = [name for name, value in (("due", due), ("is_blocking", is_blocking)) if getattr(fresh, name) != value]
    fresh.due, fresh.is_blocking = due, is_blocking
    if changed:
        fresh.save(update_fields=changed)
        audit.record(by, "task.replanned", fresh, fields=changed)
    return fresh


def _open(task: Task) -> Task:
    fresh = _locked(task)
    if not fresh.is_open:
        raise WrongStatus(_("This task is now '%(now)s'.") % {"now": State(fresh.state).label})
    return fresh


def _locked(task: Task) -> Task:
    return Task.objects.select_for_update(no_key=True, of=("self",)).select_related("case", "owner").get(pk=task.pk)


# --- What waits for what ----------------------------------------------------------------------------------------
@transaction.atomic
def wait_for(task: Task, other: Task, *, by: Officer) -> Task:
    """Let a task wait for another of its case: it cannot be done before the other has ended.

    Raises: NotAllowed; Invalid where the other waits for this one, by whatever way, or stands in another case.
    """
    require_case(task.case, "cases.write_case", by=by)
    # The case's row keeps two officers from closing a circle from both sides.
    Case.objects.select_for_update(no_key=True).get(pk=task.case_id)
    if other.case_id != task.case_id or task.pk in _waited_for(other):
        sentence = _("That would wait for itself: choose another task of this case.")
        raise Invalid(sentence, other=sentence)
    fresh = _open(task)
    if not fresh.waits_for.filter(pk=other.pk).exists():
        fresh.waits_for.add(other)
        audit.record(by, "task.waits", fresh, other=str(other.pk))
    return fresh


def _waited_for(task: Task) -> set[UUID]:
    """Its own id, and those of every task that it waits for, directly or not."""
    pairs = Task.waits_for.through.objects.filter(from_task__case=task.case_id).values_list("from_task", "to_task")
    found, waiting = {task.pk}, [task.pk]
    while waiting:
        one = waiting.pop()
        further = {other for first, other in pairs if first == one} - found
        found |= further
        waiting += further
    return found


@transaction.atomic
def wait_no_longer(task: Task, other: Task, *, by: Officer) -> Task:
    """A task no longer waits for another."""
    require_case(task.case, "cases.write_case", by=by)
    fresh = _locked(task)
    if fresh.waits_for.filter(pk=other.pk).exists():
        fresh.waits_for.remove(other)
        audit.record(by, "task.waits_no_longer", fresh, other=str(other.pk))
    return fresh


# --- Doing it ---------------------------------------------------------------------------------------------------
@transaction.atomic
def move(task: Task, to: str, *, by: Officer) -> Task:
    """Start, finish, drop or take up a task again. Its owner may, and whoever writes in the case.

    Raises: NotAllowed; WrongStatus, also for one that is to be done and waits for an open one.
    """
    _require_worker(task, by=by)
    return _move(_locked(task), to, by=by)


def _require_worker(task: Task, *, by: Officer) -> None:
    require_case(task.case, "cases.view_case" if task.owner_id == by.pk else "cases.write_case", by=by)


def _move(fresh: Task, to: str, *, by: Officer) -> Task:
    if to not in NEXT[fresh.state]:
        raise WrongStatus(_("This task is now '%(now)s'.") % {"now": State(fresh.state).label})
    if to == State.DONE and (hindered := fresh.hindered_by):
        names = ", ".join(f"'{other.title}'" for other in hindered)
        raise WrongStatus(_("It waits for %(names)s.") % {"names": names})
    was, fresh.state = fresh.state, to
    fresh.ended_at = None if fresh.is_open else timezone.now()
    fresh.save(update_fields=["state", "ended_at"])
    audit.record(by, f"task.{to}", fresh, was=was)
    return fresh


@transaction.atomic
def log(task: Task, work: Work, *, by: Officer) -> WorkEntry:
    """Write into a task's log what was done for it. Its owner may, and whoever writes in the case; no line changes.

    Raises: NotAllowed; Invalid with a sentence per field.
    """
    _require_worker(task, by=by)
    wrong: dict[str, str] = {}
    if not work.text.strip() or len(work.text.strip()) > MAX_WORK:
        wrong["text"] = _("Say what was done, in up to 1,000 characters.")
    if work.minutes is not None and not 0 < work.minutes <= MAX_MINUTES:
        wrong["minutes"] = _("Give 1 to 1,440 minutes, or none: a further day is a further line.")
    if work.on and work.on > timezone.localdate():
        wrong["on"] = _("That day is still to come.")
    if wrong:
        raise Invalid(_("The line is not complete."), **wrong)
    line = WorkEntry.objects.create(
        task=task, officer=by, on=work.on or timezone.localdate(), minutes=work.minutes, text=work.text.strip()
    )
    audit.record(by, "task.logged", task, line=line.pk)
    return line
