"""A stranger's file as the workshop works on it: scanner's verdict, scrubbed copy, what its metadata told."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from vault.text import EncryptedText


class CopiedFile(models.Model):
    """Base of the rows that `hotline.copying` moves. `key_id`: the data key of its sealed columns and files."""

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
    key_id = models.UUIDField()
    file_id = models.UUIDField(null=True, help_text="The vault's id of the sealed original.")
    copy_id = models.UUIDField(null=True, help_text="The vault's id of the scrubbed copy.")
    poster_id = models.UUIDField(null=True, help_text="The vault's id of a still picture of a film.")
    name = EncryptedText()
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
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
