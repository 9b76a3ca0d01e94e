"""Keys, files and the source's identity. No foreign key leads here from outside: only opaque ids."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff import access
from staff.ledger import AppendOnly

if TYPE_CHECKING:
    from staff.models import Officer


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


class PurgeRun(models.Model):
    """When a purge by the timetable came round last: what a calendar that has jumped is found out by."""

    what = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        db_table = '"vault"."purge_run"'

    def __str__(self) -> str:
        return self.what


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
        RANGER = "ranger", _("Ranger")
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
    giving = models.UUIDField(
        default=uuid.uuid4, db_index=True, help_text="Boxes of one giving hold the same words, one for each key."
    )
    handler = models.CharField(max_length=60, help_text="Whose public key, by its name in HANDLER_PUBLIC_KEYS.")
    fingerprint = models.CharField(max_length=30, blank=True, help_text="Of that public key, 30 digits.")
    sealed = models.BinaryField()
    given_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        db_table = '"vault"."sealed_contact"'
        constraints = [
            models.UniqueConstraint(fields=["giving", "handler", "fingerprint"], name="one_box_a_key_and_giving")
        ]

    def __str__(self) -> str:
        return f"contact {self.pk}"


class HandlerKey(models.Model):
    """A public key that an officer proved to hold the private half of. An old key stays beside its successor."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="handler_keys")
    name = models.CharField(max_length=60)
    fingerprint = models.CharField(max_length=30)
    taken_up_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "name", "fingerprint"], name="a_key_is_taken_up_once")
        ]

    def __str__(self) -> str:
        return self.name


class RevealRequestQuerySet(models.QuerySet["RevealRequest"]):
    def visible_to(self, officer: "Officer") -> "RevealRequestQuerySet":
        """Approvers see every request, a handler their own, anyone else none."""
        if access.allows(officer, "vault.approve_reveal"):
            return self
        return self.filter(asked_by=officer) if access.allows(officer, "vault.reveal_source") else self.none()


class RevealRequest(models.Model):
    """A handler's request to have boxes handed out: to open one source's contact, or to seal all to new keys."""

    class Kind(models.TextChoices):
        OPEN = "open", _("Open a contact")
        RESEAL = "reseal", _("Seal to the present keys")

    class Status(models.TextChoices):
        ASKED = "asked", _("Waits for a second person")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        RELEASED = "released", _("Handed out")
        WITHDRAWN = "withdrawn", _("Taken back")

    class Reason(models.TextChoices):
        DANGER = "danger", _("The source or someone else may be in danger")
        CLARIFY = "clarify", _("A question that status page and chat cannot carry")
        ASKED_FOR = "asked_for", _("The source asks to be contacted")
        WITNESS = "witness", _("The source may be asked to give evidence")
        ORDER = "order", _("A court or an authority ordered it")
        OTHER = "other", _("Another reason, told below")

    class KeyReason(models.TextChoices):
        JOINED = "joined", _("A handler joined")
        LEFT = "left", _("A handler left")
        ROTATED = "rotated", _("A handler made a new key")
        LOST = "lost", _("A key or its pass phrase was lost")

    class Refusal(models.TextChoices):
        OTHER_WAY = "other_way", _("Another way is safer for the source")
        NOT_NEEDED = "not_needed", _("Not needed for this purpose")
        TOO_RISKY = "too_risky", _("The risk to the source is too great")
        UNCLEAR = "unclear", _("The purpose is not clear: ask again and say more")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("for"), max_length=8, choices=Kind.choices, default=Kind.OPEN)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.ASKED)
    source_id = models.UUIDField(null=True, blank=True, db_index=True)
    about = models.CharField(_("about"), max_length=40, blank=True, help_text="What the asker calls it: a tip.")
    reason = models.CharField(_("purpose"), max_length=12)
    words = models.BinaryField(
        default=b"", blank=True, help_text="Why, in the asker's words (vault/text.py), under a data key of its own."
    )
    key_id = models.UUIDField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("decided by"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    refusal = models.CharField(_("why refused"), max_length=12, choices=Refusal.choices, blank=True)
    open_until = models.DateTimeField(_("to be used until"), null=True, blank=True)
    released_at = models.DateTimeField(_("handed out"), null=True, blank=True)

    objects = RevealRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact request")
        verbose_name_plural = _("contact requests")
        indexes = [models.Index(fields=["status", "asked_at"], name="reveal_by_status")]
        constraints = [
            models.CheckConstraint(condition=~Q(decided_by=F("asked_by")), name="a_second_person_decides"),
            models.CheckConstraint(
                condition=Q(kind="open", source_id__isnull=False) | Q(kind="reseal", source_id=None),
                name="opening_names_a_source",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("asked", "refused", "withdrawn"))
                | Q(decided_by__isnull=False, open_until__isnull=False),
                name="handed_out_after_approval_only",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.about}".strip()

    @property
    def is_expired(self) -> bool:
        return self.status == self.Status.APPROVED and self.open_until is not None and self.open_until < timezone.now()

    @property
    def purpose(self) -> str:
        """The reason's words."""
        known = dict((*self.Reason.choices, *self.KeyReason.choices))
        return str(known.get(self.reason, self.reason))
