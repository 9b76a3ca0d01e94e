"""Calls to officers: rows that wait to be sent, each with references and never a word of a source."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models.tip import Tip
from staff.models import Officer


class DutyCall(models.Model):
    """One call by one way. The row is the job."""

    class Kind(models.TextChoices):
        URGENT = "urgent", _("Urgent tip")
        LATE = "late", _("First look overdue")
        SILENT = "silent", _("Feedback overdue")
        OPEN = "open", _("Still overdue")
        AGENCY = "agency", _("An agency wrote")
        MEMBER = "member", _("A member wrote")

    class Way(models.TextChoices):
        MAIL = "mail", _("E-mail")
        GROUP = "group", _("Telegram group of staff")
        CHAT = "chat", _("Officer's own chat")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")

    kind = models.CharField(max_length=6, choices=Kind.choices)
    way = models.CharField(max_length=5, choices=Way.choices)
    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, null=True, related_name="duty_calls")
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, null=True, related_name="duty_calls")
    references = ArrayField(models.CharField(max_length=20), help_text="What it is about; at most so many are named.")
    total = models.PositiveIntegerField(default=1, help_text="How many there are, named or not.")
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=60, blank=True, help_text="Code of why it failed.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tip", "kind", "way", "officer"], name="called_once", nulls_distinct=False,
                condition=models.Q(tip__isnull=False),
            )
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["not_before"], name="duty_call_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["kind", "made_at"], name="duty_call_made"),
        ]

    def __str__(self) -> str:
        return f"call {self.pk}"
