"""A one-time link by which a file comes that a chat could not hand over."""

from django.db import models
from django.utils import timezone

from hotline.models.attachment import Attachment
from hotline.models.draft import Draft
from hotline.models.tip import Tip


class UploadTicket(models.Model):
    """The right to add files to one tip or draft, once: its token is kept as an HMAC only."""

    mark = models.BinaryField(unique=True)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, null=True, related_name="upload_tickets")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, null=True, related_name="upload_tickets")
    offered = models.ForeignKey(
        Attachment, on_delete=models.SET_NULL, null=True, help_text="The file that the chat offered."
    )
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tip__isnull=False, draft__isnull=True)
                | models.Q(tip__isnull=True, draft__isnull=False),
                name="upload_ticket_has_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"upload ticket {self.pk}"

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()
