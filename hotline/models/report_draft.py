"""What an officer has typed of a report that is not written yet."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from hotline.models.tip import Tip
from staff.models import Officer
from vault.text import EncryptedText


class ReportDraft(models.Model):
    """One officer's open form about one tip, sealed under the tip's data key: what shreds the tip takes it along."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="report_drafts")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    said = EncryptedText(help_text="The fields of the form by name, each a list of what stands in it.")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "hotline_report_draft"
        constraints = [models.UniqueConstraint(fields=["tip", "officer"], name="one_report_draft_of_a_tip")]

    def __str__(self) -> str:
        return f"report draft {self.pk}"

    @property
    def key_id(self) -> UUID:
        return self.tip.key_id
