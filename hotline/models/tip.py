"""The tip: what a source said, kept as said."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models.turn import Turn, line_indexes
from hotline.story import Offence, Urgency
from hotline.taxon_groups import TaxonGroup
from staff import access, compartments
from staff.models import Officer
from vault.models import Source
from vault.text import EncryptedText


class Channel(models.TextChoices):
    WEB = "web", _("Web form")
    TELEGRAM = "telegram", _("Telegram")
    CONSOLE = "console", _("Console")
    API = "api", _("Partner")
    PHONE = "phone", _("Telephone")
    WALK_IN = "walk_in", _("At the door")
    CHAT = "chat", _("Member's chat")


class TipSet(models.QuerySet["Tip"]):
    def visible_to(self, officer: Any) -> "TipSet":
        """Every tip for those who read tips, less those in a report that a case keeps from the officer.

        The only statement of a tip's visibility.
        """
        if not access.allows(officer, "hotline.view_tip"):
            return self.none()
        closed = list(compartments.closed_to(officer))
        # Denials are rare: whom none meets pays for no second condition.
        return self.exclude(reports__compartments__overlap=closed) if closed else self

    def waiting(self) -> "TipSet":
        return self.filter(status__in=Tip.OPEN)


class Tip(models.Model):
    """A tip. Its words are sealed under `key_id`; in clear are only coarse facts by which the queue is sorted."""

    class Status(models.TextChoices):
        RECEIVED = "received", _("Received")
        QUARANTINED = "quarantined", _("Quarantined")
        IN_TRIAGE = "in_triage", _("Being read")
        NEEDS_INFO = "needs_info", _("Source was asked")
        PROMOTED = "promoted", _("Report written")
        MERGED = "merged", _("Merged")
        DISMISSED = "dismissed", _("Dismissed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class DismissReason(models.TextChoices):
        SPAM = "spam", _("Spam")
        OUT_OF_SCOPE = "out_of_scope", _("Out of scope")
        INSUFFICIENT = "insufficient", _("Too little to act on")

    class Suspicion(models.TextChoices):
        """Why a tip was set aside. A person decides what it is."""

        HONEYPOT = "honeypot", _("Filled the field that people do not see")
        TOO_FAST = "too_fast_with_links", _("Came at once and is full of links")
        REPEATED = "repeated_words", _("The same words came many times")
        ALIKE = "alike", _("Nearly the same words came many times")
        OVER_BUDGET = "over_budget", _("Its network sends very many")
        CHAT_BUDGET = "chat_over_budget", _("Its chat sends very many")
        CHAT_FLOOD = "chat_flood", _("Came in a flood of new chats")
        OFFICER = "officer", _("Set aside by an officer")

    OPEN = (Status.RECEIVED, Status.IN_TRIAGE, Status.NEEDS_INFO)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    key_id = models.UUIDField()
    source_id = models.UUIDField(help_text="The vault's opaque id of the source.")
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    kind = models.CharField(
        _("kind of source"), max_length=12, choices=Source.Kind.choices, default=Source.Kind.PUBLIC,
        db_default=Source.Kind.PUBLIC, help_text="That of its source: each kind has its own record of reliability.",
    )  # fmt: skip
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.RECEIVED)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    due_at = models.DateTimeField(_("first look due"), null=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    urgency = models.CharField(_("urgency"), max_length=10, blank=True, choices=Urgency.choices)
    offences = ArrayField(models.CharField(max_length=12, choices=Offence.choices), default=list, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    taxon_group = models.CharField(
        _("species"), max_length=20, blank=True, choices=TaxonGroup.choices,
        help_text="Of the most protected taxon that was read; empty where none was.",
    )  # fmt: skip
    priority = models.PositiveSmallIntegerField(_("priority"), default=0)
    files = models.PositiveSmallIntegerField(_("files"), default=0)
    suspicions = ArrayField(models.CharField(max_length=20, choices=Suspicion.choices), default=list, blank=True)
    is_unfinished = models.BooleanField(_("unfinished"), default=False)
    assignee = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="claimed_tips")
    claimed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True, help_text="When its key was destroyed.")
    late_told_at = models.DateTimeField(null=True, help_text="When supervisors were told of its missed first look.")
    silent_told_at = models.DateTimeField(null=True, help_text="When they were told that its source heard nothing.")
    dismiss_reason = models.CharField(max_length=14, blank=True, choices=DismissReason.choices)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    narrative = EncryptedText()
    answers = EncryptedText()
    note = EncryptedText(help_text="The officer's note on the decision.")
    is_alike = models.BooleanField(
        _("duplicate suspected"),
        null=True,
        help_text="Another tip tells of the same; None: a worker has not looked yet.",
    )
    turn = models.GeneratedField(expression=Turn(), output_field=models.BigIntegerField(), db_persist=True)
    words_mark = models.BinaryField(
        null=True, help_text="HMAC of the normalised narrative: finds the same words again."
    )
    unmarked_since = models.DateTimeField(
        null=True, default=timezone.now, help_text="Since when its words wait to be made findable; None: they are."
    )
    form_mark = models.BinaryField(null=True, unique=True, help_text="HMAC of the form token or draft: one tip each.")

    objects = TipSet.as_manager()

    class Meta:
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    status__in=(
                        "received", "quarantined", "in_triage", "needs_info",
                        "promoted", "merged", "dismissed", "withdrawn",
                    )
                ),
                name="tip_status_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="merged") | models.Q(merged_into__isnull=False), name="merged_tip_says_where"
            ),
        ]  # fmt: skip
        indexes = [
            *line_indexes(Offence.values),
            models.Index(
                fields=["received_at"],
                name="tip_not_compared",
                condition=models.Q(is_alike=None, status__in=["received", "in_triage", "needs_info"]),
            ),
            models.Index(
                fields=["received_at"],
                name="tip_arrived",
                condition=models.Q(status__in=["received", "in_triage", "needs_info"]),
            ),
            models.Index(fields=["words_mark"], name="tip_words"),
            # Figures and trends of a period, whatever became of the tip.
            models.Index(fields=["received_at", "channel"], name="tip_received"),
            models.Index(fields=["decided_at"], name="tip_decided", condition=models.Q(decided_at__isnull=False)),
            models.Index(fields=["purged_at"], name="tip_purged", condition=models.Q(purged_at__isnull=False)),
            models.Index(fields=["source_id", "-received_at"], name="tip_of_source"),
            models.Index(fields=["source_id"], name="tip_living", condition=models.Q(purged_at=None)),
            models.Index(fields=["due_at"], name="tip_due", condition=models.Q(decided_at=None)),
            models.Index(fields=["due_at"], name="tip_late", condition=models.Q(status="received", late_told_at=None)),
            models.Index(
                fields=["claimed_at"],
                name="tip_claimed",
                condition=models.Q(status="in_triage", assignee__isnull=False),
            ),
            models.Index(
                fields=["received_at"], name="tip_silent", condition=models.Q(decided_at=None, silent_told_at=None)
            ),
            models.Index(
                fields=["unmarked_since"], name="tip_unmarked", condition=models.Q(unmarked_since__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_shredded(self) -> bool:
        """Withdrawn by its source or purged by the timetable: nothing of it can be read or added to."""
        return self.purged_at is not None or self.status == self.Status.WITHDRAWN

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def asks_for_proof(self) -> bool:
        """In quarantine by itself: its source's browser can lift it out by a proof of work."""
        return self.status == self.Status.QUARANTINED and self.Suspicion.OFFICER not in self.suspicions

    @property
    def is_overdue(self) -> bool:
        return self.status == self.Status.RECEIVED and self.due_at is not None and self.due_at < timezone.now()


class Receipt(models.Model):
    """A code that opens the status page of a tip: kept as its HMAC only. A tip can have several."""

    mark = models.BinaryField(unique=True)
    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="receipts")
    confirmed_at = models.DateTimeField(null=True, help_text="When the source typed its last two groups.")

    def __str__(self) -> str:
        return f"receipt {self.pk}"


class SavedView(models.Model):
    """A named set of queue filters, one's own or shared with all."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500, help_text="The queue's query string.")
    is_shared = models.BooleanField(_("shared"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "name"], name="one_view_of_a_name")]

    def __str__(self) -> str:
        return self.name
