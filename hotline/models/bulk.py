"""Many tips at once: the tags officers give them, and runs of one act over many, a row for each tip."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models.tip import Tip
from staff.models import Officer


class Tag(models.Model):
    """A word of the officers by which tips are gathered. It stands in clear: no name of a person belongs in it."""

    name = models.CharField(_("tag"), max_length=40, unique=True)
    made_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name


class TipTag(models.Model):
    """A tag on a tip."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="tags")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tips")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "tip"], name="one_tag_of_a_kind")]

    def __str__(self) -> str:
        return f"tag {self.tag_id} of tip {self.tip_id}"


class BulkRun(models.Model):
    """One act of an officer over many tips. The row is the job: a worker does what waits, tip by tip."""

    class Act(models.TextChoices):
        SPAM = "spam", _("Dismiss as spam")
        MERGE = "merge", _("Merge into one")
        ASSIGN = "assign", _("Assign")
        TAG = "tag", _("Tag")
        UNTAG = "untag", _("Take the tag off")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="bulk_runs")
    act = models.CharField(max_length=8, choices=Act.choices)
    into = models.ForeignKey(Tip, on_delete=models.PROTECT, null=True, related_name="+", help_text="Merged into this.")
    assignee = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=10, help_text="In which refusals are told.")
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(act__in=("spam", "merge", "assign", "tag", "untag")), name="bulk_act_known"
            )
        ]
        indexes = [
            models.Index(fields=["started_at"], name="bulk_run_waiting", condition=models.Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.pk}"


class BulkStep(models.Model):
    """One tip of a run."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        FAILED = "failed", _("Not done")

    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="steps")
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    why = models.CharField(max_length=300, blank=True, help_text="The refusal, as the officer is told it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "tip"], name="one_step_of_a_tip"),
            models.CheckConstraint(
                condition=models.Q(state__in=("waiting", "done", "failed")), name="bulk_state_known"
            ),
        ]
        indexes = [models.Index(fields=["run", "state"], name="bulk_step_state")]

    def __str__(self) -> str:
        return f"step {self.pk} of {self.run_id}"
