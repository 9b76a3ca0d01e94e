"""What an outside service recognised in a picture, sealed with its tip, and what an officer made of that."""

from uuid import UUID, uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models.attachment import Attachment
from hotline.models.tip import Tip
from staff.models import Officer
from vault.text import EncryptedText


class Recognition(models.Model):
    """The newest answer about a picture. It opens under the tip's data key."""

    class Verdict(models.TextChoices):
        OPEN = "", _("Not looked at")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="recognitions")
    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="recognition")
    made = EncryptedText(help_text='{"service", "candidates": [{"name", "score", "rank", "taxon"}]}')
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    verdict = models.CharField(max_length=8, blank=True, choices=Verdict.choices, default=Verdict.OPEN)
    accepted = EncryptedText(help_text="The scientific name that an officer accepted.")
    judged_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict="", judged_by=None)
                | models.Q(verdict__in=("accepted", "declined"), judged_by__isnull=False),
                name="recognition_judged_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"recognition {self.pk}"

    @property
    def key_id(self) -> UUID:
        return self.tip.key_id
