"""A file that came with a tip: sealed original, what a scanner says of it, scrubbed copy, what its metadata told."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from hotline.models.conversation import Message
from hotline.models.draft import Draft
from hotline.models.tip import Tip
from vault.text import EncryptedText


class Attachment(models.Model):
    class State(models.TextChoices):
        OFFERED = "offered", _("Offered, not received")
        WAITING = "waiting", _("Copy is being made")
        COPIED = "copied", _("Copy ready")
        NO_COPY = "no_copy", _("No copy can be made")

    class Scan(models.TextChoices):
        """The scanner's verdict. Only CLEAN means that a scanner looked and found nothing."""

        WAITING = "waiting", _("Not scanned yet")
        CLEAN = "clean", _("No virus found")
        INFECTED = "infected", _("Virus found")
        NOT_SCANNED = "not_scanned", _("Not scanned: no scanner is set up")
        TOO_LARGE = "too_large", _("Not scanned: too large for the scanner")
        FAILED = "failed", _("Not scanned: the scanner did not answer")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="attachments")
    key_id = models.UUIDField()
    file_id = models.UUIDField(null=True, help_text="The vault's id of the sealed original.")
    copy_id = models.UUIDField(null=True, help_text="The vault's id of the scrubbed copy.")
    poster_id = models.UUIDField(null=True, help_text="The vault's id of a still picture of a film.")
    name = EncryptedText()
    origin = EncryptedText(help_text="Where a file can still be fetched: JSON of the channel's own ids.")
    origin_mark = models.BinaryField(
        null=True, unique=True, help_text="HMAC of the channel's unique file id in this tip."
    )
    bytes_mark = models.BinaryField(
        null=True, db_index=True, help_text="HMAC of the SHA-256: finds the same file again."
    )
    media_type = models.CharField(max_length=100, blank=True, help_text="Found from the content, never from the name.")
    size = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=30, blank=True, help_text="Code of why there is no copy.")
    scan = models.CharField(max_length=12, choices=Scan.choices, default=Scan.WAITING)
    scan_name = models.CharField(max_length=80, blank=True, help_text="The signature that a virus was known by.")
    scan_tries = models.PositiveSmallIntegerField(default=0)
    remarks = ArrayField(models.CharField(max_length=30), default=list, blank=True, help_text="Codes for the officer.")
    metadata = EncryptedText(help_text="What the original told of maker, time and place: for `hotline.read_metadata`.")
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    look_at = models.DateTimeField(
        null=True, blank=True, help_text="When its picture is to be hashed, to be known again; None: nothing waits."
    )
    look_tries = models.PositiveSmallIntegerField(default=0)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tip__isnull=False) | models.Q(draft__isnull=False), name="attachment_belongs"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("waiting", "copied")) | models.Q(file_id__isnull=False),
                name="attachment_has_its_original",
            ),
            models.CheckConstraint(
                condition=models.Q(scan__in=("waiting", "clean", "infected", "not_scanned", "too_large", "failed")),
                name="attachment_scan_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(scan="infected") | models.Q(copy_id__isnull=True),
                name="attachment_infected_uncopied",
            ),
        ]
        indexes = [
            models.Index(fields=["received_at"], name="attachment_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["next_try_at"], name="attachment_offered", condition=models.Q(state="offered")),
            models.Index(fields=["look_at"], name="attachment_unseen", condition=models.Q(look_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"attachment {self.pk}"
