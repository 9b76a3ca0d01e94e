"""Alerts of cameras, officers' own chats, and which alert was passed to which chat."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models.partner import Partner
from hotline.models.tip import Tip
from staff.models import Officer
from vault.text import EncryptedText


class OfficerChat(models.Model):
    """An officer's own chat, linked by a code that the desk showed. The chat's id is sealed under a key of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.OneToOneField(Officer, on_delete=models.CASCADE, related_name="alert_chat")
    key_id = models.UUIDField()
    chat = EncryptedText()
    mark = models.BinaryField(unique=True, help_text="HMAC of the chat's id: one officer a chat.")
    linked_at = models.DateTimeField(_("linked"), default=timezone.now)
    is_unreachable = models.BooleanField(default=False, help_text="The officer blocked the bot.")
    next_send_at = models.DateTimeField(default=timezone.now, help_text="The channel's pace for this chat.")

    def __str__(self) -> str:
        return f"chat {self.pk}"


class ChatCode(models.Model):
    """A one-time code by which an officer links a chat: kept as its HMAC, good for minutes."""

    officer = models.OneToOneField(Officer, on_delete=models.CASCADE, related_name="chat_code")
    mark = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"code {self.pk}"


class CameraAlert(models.Model):
    """What a camera sent with its tip. The details are sealed under the tip's key and go with it."""

    tip = models.OneToOneField(Tip, on_delete=models.CASCADE, primary_key=True, related_name="camera_alert")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="alerts")
    details = EncryptedText(help_text='{"camera", "taken_at", "species", "confidence", "lat", "lon"}')
    received_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"alert {self.pk}"

    @property
    def key_id(self) -> Any:
        return self.tip.key_id


class AlertPass(models.Model):
    """One alert for one officer's chat: first its words, then its picture once the copy is made. The row is the job."""

    alert = models.ForeignKey(CameraAlert, on_delete=models.CASCADE, related_name="passes")
    chat = models.ForeignKey(OfficerChat, on_delete=models.CASCADE, related_name="passes")
    made_at = models.DateTimeField(default=timezone.now)
    said_at = models.DateTimeField(null=True, help_text="When its words were put into the outbox.")
    has_picture = models.BooleanField(default=False, help_text="A picture is to follow.")
    shown_at = models.DateTimeField(null=True, help_text="When its picture was put into the outbox, or given up.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "chat"], name="passed_once")]
        indexes = [
            models.Index(fields=["chat", "id"], name="alert_unsaid", condition=models.Q(said_at=None)),
            models.Index(
                fields=["chat", "id"], name="alert_unshown", condition=models.Q(has_picture=True, shown_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"pass {self.pk}"
