"""The two-way thread of a tip."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models.tip import Tip
from staff.models import Officer
from vault.text import EncryptedText


class Message(models.Model):
    """One message. What goes to a source by chat waits here as a row until the bot's sender took it."""

    class Direction(models.TextChoices):
        FROM_SOURCE = "from_source", _("From the source")
        TO_SOURCE = "to_source", _("To the source")

    class Delivery(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        TAKEN = "taken", _("On its way")
        DELIVERED = "delivered", _("Delivered")
        UNREACHABLE = "unreachable", _("Source unreachable")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="messages")
    direction = models.CharField(max_length=12, choices=Direction.choices)
    author = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)
    body = EncryptedText()
    delivery = models.CharField(max_length=12, choices=Delivery.choices, default=Delivery.WAITING)
    read_at = models.DateTimeField(null=True, blank=True, help_text="Seen by the source, or by an officer.")
    made = EncryptedText(help_text="How it was made: `asking.Made`, or the code of the answer that was tapped.")
    replaces = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="edits")
    answer_to = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="answer",
        help_text="The question that a source answered, by its button or first in words: once.",
    )  # fmt: skip
    origin_mark = models.BinaryField(
        null=True, unique=True, help_text="HMAC of the message's origin: a repeat is no new row."
    )

    class Meta:
        indexes = [
            models.Index(fields=["tip", "at"]),
            models.Index(
                fields=["at"], name="message_waiting", condition=models.Q(direction="to_source", delivery="waiting")
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def key_id(self) -> Any:
        return self.tip.key_id


class Translation(models.Model):
    """What a machine made of the narrative (no message) or of a message, for officers; sealed like what it is of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="translations")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="translations")
    target = models.CharField(max_length=10, help_text="The desk's language that it is in.")
    made = EncryptedText(help_text='{"words", "pair"}: the pair of languages as the service named it.')
    by = models.ForeignKey(Officer, on_delete=models.PROTECT)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tip", "message", "target"], name="translated_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"translation {self.pk}"

    @property
    def key_id(self) -> Any:
        return self.tip.key_id
