"""Webhooks: where a partner is told of its own tips, and what is still to be told. The row is the job."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models.partner import Partner
from hotline.models.tip import Tip
from vault.text import EncryptedText


class Webhook(models.Model):
    """A partner's address for news. Address and secret are sealed under the partner's key."""

    partner = models.OneToOneField(Partner, on_delete=models.CASCADE, primary_key=True, related_name="webhook")
    address = EncryptedText()
    secret = EncryptedText()
    is_on = models.BooleanField(_("is told"), default=True)
    set_at = models.DateTimeField(default=timezone.now)
    heard_at = models.DateTimeField(_("last taken"), null=True, help_text="When the receiver last took something.")

    def __str__(self) -> str:
        return f"webhook {self.pk}"

    @property
    def key_id(self) -> uuid.UUID:
        return self.partner.key_id


class WebhookEvent(models.Model):
    """One piece of news for one partner: opaque ids and a coarse status, nothing of a tip."""

    class Kind(models.TextChoices):
        STATUS = "tip.status_changed", _("Status changed")
        QUESTION = "tip.question_asked", _("Question asked")
        REFUSED = "attachment.refused", _("File refused")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Taken")
        DEAD = "dead", _("Given up")

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="webhook_events")
    public_id = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Its id for the partner.")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="webhook_events")
    about = models.UUIDField(null=True, help_text="The message or file that it is about.")
    status = models.CharField(max_length=20, blank=True, help_text="The public status, or why a file was refused.")
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True, help_text="Code of the latest failure.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "about"], name="told_once", condition=models.Q(about__isnull=False))
        ]
        indexes = [models.Index(fields=["partner", "id"], name="webhook_waiting", condition=models.Q(state="waiting"))]

    def __str__(self) -> str:
        return f"news {self.pk}"
