"""Keys, files and the source's identity. No foreign key leads here from outside: only opaque ids."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff.ledger import AppendOnly


class DataKey(models.Model):
    """The key of one tip, exhibit or packet, wrapped by the vault's key. Destroying the row shreds all it sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wrapped = models.BinaryField()
    wrapped_by = models.CharField(max_length=32, help_text="Name of the vault key.", db_index=True)

    class Meta:
        db_table = '"vault"."data_key"'

    def __str__(self) -> str:
        return f"key {self.pk}"


class PurposeKey(models.Model):
    """A random key for one purpose (codes, addresses, form tokens, …), wrapped; rotation never changes it."""

    purpose = models.CharField(max_length=40, primary_key=True)
    wrapped = models.BinaryField()
    wrapped_by = models.CharField(max_length=32)

    class Meta:
        db_table = '"vault"."purpose_key"'

    def __str__(self) -> str:
        return self.purpose


class PurgedKey(AppendOnly):
    """The purge ledger: which keys were destroyed, when and why. Replayed after a restore."""

    key_id = models.UUIDField(unique=True)
    # Not `auto_now_add`: a replayed entry keeps its own time.
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=40)

    class Meta(AppendOnly.Meta):
        db_table = "vault_purged_key"

    def __str__(self) -> str:
        return f"purged {self.key_id}"


class StoredFile(models.Model):
    """An encrypted file. The blob is sealed under a random file key, which is wrapped under a data key.

    Several rows may point at one blob: an exhibit re-wraps the file key of a tip's attachment under its own data key.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    blob = models.CharField(max_length=80, help_text="Name in the file store: random, tells nothing.", db_index=True)
    key_id = models.UUIDField(db_index=True)
    wrapped_file_key = models.BinaryField()
    size = models.BigIntegerField(help_text="Bytes of the clear content.")
    digest = models.BinaryField(help_text="SHA-256 of the clear content, sealed under the data key.")
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = '"vault"."stored_file"'

    def __str__(self) -> str:
        return f"file {self.pk}"


class Source(models.Model):
    """Who said it: a pseudonym, and nothing else in clear."""

    class Kind(models.TextChoices):
        PUBLIC = "public", _("Public")
        COMMUNITY = "community", _("Community")
        JOURNALIST = "journalist", _("Journalist")
        PARTNER = "partner", _("Partner")
        OFFICER = "officer", _("Officer")
        CAMERA = "camera", _("Camera")
        PLATFORM = "platform", _("Platform")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pseudonym = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.PUBLIC)
    key_id = models.UUIDField(help_text="Data key of the address.")

    class Meta:
        db_table = '"vault"."source"'

    def __str__(self) -> str:
        return self.pseudonym


class SourceAddress(models.Model):
    """Where the machine answers a source: a chat id, encrypted, found again by its HMAC."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="address")
    channel = models.CharField(max_length=12)
    mark = models.BinaryField(unique=True, help_text="HMAC of channel and address.")
    sealed = models.BinaryField()

    class Meta:
        db_table = '"vault"."source_address"'

    def __str__(self) -> str:
        return f"address {self.pk}"


class SealedContact(models.Model):
    """What a source volunteered about reaching them: sealed to each handler's public key. The server cannot open it."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="contacts")
    handler = models.CharField(max_length=60, help_text="Whose public key, by its name in HANDLER_PUBLIC_KEYS.")
    sealed = models.BinaryField()
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = '"vault"."sealed_contact"'

    def __str__(self) -> str:
        return f"contact {self.pk}"
