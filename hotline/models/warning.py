"""Warnings to the people of an area: who asked for them, what was said, and which chat was told.

A chat that asks for warnings is kept apart from all that it ever reported: by a mark and a key of its own.
"""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff.models import Officer
from vault.text import EncryptedText


class WarningChat(models.Model):
    """A chat that asked for warnings. Its address is sealed; nothing leads from it to a tip, a source or a lane."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key_id = models.UUIDField()
    chat = EncryptedText()
    mark = models.BinaryField(unique=True, help_text="HMAC of the chat's address.")
    language = models.CharField(max_length=10)
    asked_on = models.DateField(default=timezone.localdate)

    def __str__(self) -> str:
        return f"warning chat {self.pk}"


class WarnedArea(models.Model):
    """An area that a chat is warned of: a province by its code, or '' for the whole country."""

    chat = models.ForeignKey(WarningChat, on_delete=models.CASCADE, related_name="areas")
    country = models.CharField(max_length=2)
    province = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chat", "country", "province"], name="warned_of_an_area_once")]
        indexes = [models.Index(fields=["country", "province"], name="warned_area")]

    def __str__(self) -> str:
        return self.province or self.country


class AreaWarning(models.Model):
    """One warning to everybody who asked for those of its area."""

    class Kind(models.TextChoices):
        ELEPHANTS = "elephants", _("Elephants near people")
        BIG_CAT = "big_cat", _("Tiger or leopard near people")
        BEAR = "bear", _("Bear near people")
        CROCODILE = "crocodile", _("Crocodile in the water")
        RABIES = "rabies", _("Animal that may have rabies")
        POISON = "poison", _("Poison bait")
        SNARES = "snares", _("Snares or traps")
        OVER = "over", _("Danger is over")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENDING = "sending", _("On its way")
        SENT = "sent", _("Sent")
        STOPPED = "stopped", _("Stopped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("danger"), max_length=10, choices=Kind)
    country = models.CharField(_("country"), max_length=2)
    province = models.CharField(_("province"), max_length=20, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True)
    until = models.DateTimeField(_("until"), null=True)
    words = models.CharField(_("more words"), max_length=300, blank=True)
    words_language = models.CharField(_("language of these words"), max_length=10, blank=True)
    ends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="ended_by")
    state = models.CharField(_("status"), max_length=8, choices=State, default=State.DRAFT)
    drafted_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("drafted by"))
    drafted_at = models.DateTimeField(_("drafted"), default=timezone.now)
    sent_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("sent by")
    )
    begun_at = models.DateTimeField(_("begun"), null=True)
    is_laid = models.BooleanField(default=False, help_text="A row stands for each chat.")
    ended_at = models.DateTimeField(_("done"), null=True)
    reached = models.PositiveIntegerField(default=0, help_text="Chats that had it, counted when it was done.")
    missed = models.PositiveIntegerField(default=0, help_text="Chats that had not.")

    class Meta:
        verbose_name = _("warning")
        verbose_name_plural = _("warnings")
        ordering = ["-drafted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft", sent_by=None)
                | models.Q(sent_by__isnull=False, begun_at__isnull=False),
                name="warning_was_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="over", ends__isnull=False) | ~models.Q(kind="over") & models.Q(ends=None),
                name="what_is_over_was_warned_of",
            ),
        ]
        indexes = [
            models.Index(fields=["-drafted_at", "id"], name="warning_list"),
            models.Index(
                fields=["begun_at"], name="warning_underway", condition=models.Q(begun_at__isnull=False, ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.place or self.province or self.country}"


class WarningCopy(models.Model):
    """One warning for one chat. The row is the job, and the reason why no chat is told twice."""

    class State(models.TextChoices):
        WAITING = "waiting"
        QUEUED = "queued"
        SENT = "sent"
        FAILED = "failed"
        STOPPED = "stopped"

    warning = models.ForeignKey(AreaWarning, on_delete=models.CASCADE, related_name="copies")
    chat = models.ForeignKey(WarningChat, on_delete=models.SET_NULL, null=True, related_name="copies")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["warning", "chat"], name="warned_once")]
        indexes = [
            models.Index(fields=["warning", "state"], name="warning_copies"),
            models.Index(fields=["id"], name="warning_waiting", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"copy {self.pk}"
