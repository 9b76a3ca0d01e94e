"""What was said and not sent yet."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hotline.models.tip import Channel, Tip
from vault.text import EncryptedText


class Draft(models.Model):
    """Kept from the first word: a web form that came back with a sentence, or a chat before 'Send'."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        FILED = "filed", _("Filed")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key_id = models.UUIDField()
    source_id = models.UUIDField(null=True, db_index=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    language = models.CharField(max_length=10, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    interview = EncryptedText(help_text="JSON: the story so far and where the conversation stands.")
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts")
    started_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            # A chat has one draft at a time: `/start` never wipes it, a second process never makes another.
            models.UniqueConstraint(
                fields=["source_id"], condition=models.Q(status="open", source_id__isnull=False), name="one_open_draft"
            ),
        ]
        indexes = [models.Index(fields=["touched_at"], name="draft_open", condition=models.Q(status="open"))]

    def __str__(self) -> str:
        return f"draft {self.pk}"
