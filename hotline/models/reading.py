"""What was read in a tip, sealed with it."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from hotline.models.tip import Tip
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
