"""What is to be done in a case, and what happened in it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from hotline.models import Report
from staff.models import Officer


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
    set_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="tasks_set", verbose_name=_("set by"))
    set_at = models.DateTimeField(_("set"), auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

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


class TimelineItem(models.Model):
    """What happened when, as far as is known. Times are UTC."""

    class Precision(models.TextChoices):
        MINUTE = "minute", _("To the minute")
        DAY = "day", _("Day")
        MONTH = "month", _("Month")
        YEAR = "year", _("Year")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="timeline")
    start = models.DateTimeField(_("from"))
    end = models.DateTimeField(_("until"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=8, choices=Precision.choices, default=Precision.DAY)
    text = models.CharField(_("what happened"), max_length=500)
    place = models.CharField(_("place"), max_length=200, blank=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("report"))
    is_disputed = models.BooleanField(_("disputed"), default=False)
    in_summary = models.BooleanField(_("goes into packets"), default=True)
    added_by = models.ForeignKey(Officer, on_delete=models.PROTECT)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end=None) | models.Q(end__gte=models.F("start")), name="timeline_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["case", "start"], name="timeline_of_case")]
        ordering = ["start", "added_at"]

    def __str__(self) -> str:
        return f"timeline item {self.pk}"

    @property
    def when(self) -> str:
        """The start as precisely as it is known: `2026-11-22 04:10`, `2026-11-22`, `2026-11`, `2026`."""
        shape = {"minute": "%Y-%m-%d %H:%M", "day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}[self.precision]
        return self.start.strftime(shape)
