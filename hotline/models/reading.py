"""What was read in a tip, sealed with it, and what officers made of that."""

from uuid import UUID, uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models.tip import Tip
from hotline.suggestions import Kind
from staff.models import Officer
from vault.text import EncryptedText


class TipReading(models.Model):
    """The newest reading of a tip, made by a worker. It opens under the tip's data key, and with no other."""

    tip = models.OneToOneField(Tip, on_delete=models.CASCADE, primary_key=True, related_name="reading")
    found = EncryptedText(help_text="What was read, as `reading.kept` tells it.")
    version = models.CharField(max_length=24, help_text="Of the index it was read with.")
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "hotline_tip_reading"
        indexes = [models.Index(fields=["version"], name="tip_reading_version")]

    def __str__(self) -> str:
        return f"reading of {self.tip_id}"

    @property
    def key_id(self) -> UUID:
        return self.tip.key_id


class SuggestionJudgement(models.Model):
    """What an officer made of one thing that was read. The values are sealed; kind, language and verdict outlive them,
    so that the evaluation can count what was right."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        CORRECTED = "corrected", _("Corrected")
        REJECTED = "rejected", _("Rejected")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="judgements")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    language = models.CharField(max_length=10, help_text="That the tip was read in.")
    mark = models.BinaryField(help_text="HMAC of tip, kind and value as read: one judgement of each.")
    read = EncryptedText(help_text="The value as it was read.")
    corrected = EncryptedText(help_text="The value that the officer gave instead.")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "hotline_suggestion_judgement"
        constraints = [
            models.UniqueConstraint(fields=["tip", "mark"], name="one_judgement_of_a_suggestion"),
            models.CheckConstraint(
                condition=models.Q(verdict__in=("accepted", "corrected", "rejected")), name="judgement_verdict_known"
            ),
        ]

    def __str__(self) -> str:
        return f"judgement {self.pk}"

    @property
    def key_id(self) -> UUID:
        return self.tip.key_id
