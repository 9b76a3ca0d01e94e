"""What is to be done in a case, and what was done for it."""

import uuid
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from staff.ledger import only_emptied
from staff.models import Officer


class TaskSet(models.QuerySet["Task"]):
    def visible_to(self, officer: Any) -> "TaskSet":
        """Tasks of the cases that the officer sees."""
        return self.filter(case__in=Case.objects.visible_to(officer))

    def open(self) -> "TaskSet":
        return self.filter(state__in=(Task.State.TO_DO, Task.State.DOING))

    def overdue(self) -> "TaskSet":
        return self.open().filter(due__lt=timezone.localdate())

    def with_awaited(self) -> "TaskSet":
        """Each with `awaited`: the ids of what it waits for."""
        pairs = Task.waits_for.through.objects.filter(from_task=models.OuterRef("pk"))
        return self.annotate(awaited=ArraySubquery(pairs.values("to_task")))

    def that_block(self) -> "TaskSet":
        """Open tasks that the case's closing, or another open task, waits for."""
        waiting = Task.objects.open().filter(waits_for=models.OuterRef("pk"))
        return self.open().filter(models.Q(is_blocking=True) | models.Exists(waiting))


class Task(models.Model):
    class State(models.TextChoices):
        TO_DO = "to_do", _("To do")
        DOING = "doing", _("Being done")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks", verbose_name=_("case"))
    title = models.CharField(_("task"), max_length=200)
    owner = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("owner"))
    due = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.TO_DO)
    is_blocking = models.BooleanField(_("blocks the case"), default=False)
    waits_for = models.ManyToManyField(
        "self", symmetrical=False, related_name="held_up", blank=True, verbose_name=_("waits for")
    )
    set_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="tasks_set", verbose_name=_("set by"))
    set_at = models.DateTimeField(_("set"), auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TaskSet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=("to_do", "doing", "done", "dropped")), name="task_state_known"
            ),
        ]
        indexes = [models.Index(fields=["owner", "state", "due"], name="task_worklist")]
        ordering = ["ended_at", "due", "set_at"]

    def __str__(self) -> str:
        return f"task {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.TO_DO, self.State.DOING)

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due is not None and self.due < timezone.localdate()

    @property
    def holds_up(self) -> "list[Task]":
        """The open tasks that wait for this one while it is open. Prefetch `held_up` where many are asked."""
        return [task for task in self.held_up.all() if task.is_open] if self.is_open else []

    @cached_property
    def hindered_by(self) -> "list[Task]":
        """The open tasks that must end before this one is done. Prefetch `waits_for` where many are asked."""
        return [task for task in self.waits_for.all() if task.is_open]


class WorkEntry(models.Model):
    """A line of a task's work log: who did what for it, when, and for how long."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="log")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("officer"))
    on = models.DateField(_("day"))
    minutes = models.PositiveIntegerField(
        _("minutes"), null=True, blank=True, validators=[MinValueValidator(1)], help_text="None: not counted."
    )
    text = models.CharField(_("what was done"), max_length=1000)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-pk"]
        triggers = only_emptied("text")

    def __str__(self) -> str:
        return f"work entry {self.pk}"
