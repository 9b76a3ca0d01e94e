"""What an agency or court is given."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.evidence import Exhibit
from hotline.models import Report
from reference.models import Agency
from staff import access
from staff.models import Officer
from vault.text import EncryptedText


class ProfileName(models.TextChoices):
    DUTY = "duty", _("Duty officer: act now")
    INVESTIGATOR = "investigator", _("Investigator of an agency")
    PROSECUTOR = "prosecutor", _("Prosecutor")
    COURT = "court", _("Court")
    NGO = "ngo", _("Partner organisation")


class Envelope(models.TextChoices):
    """How a packet is closed for the way."""

    NONE = "none", _("Not encrypted: handed over on our own page")
    KEY = "key", _("To the recipient's public key (age)")
    PHRASE = "phrase", _("By a pass phrase that we make")


class PacketSet(models.QuerySet["Packet"]):
    def visible_to(self, officer: Any) -> "PacketSet":
        """Packets of the cases that the officer sees."""
        if not (access.allows(officer, "cases.draft_packet") or access.allows(officer, "cases.approve_packet")):
            return self.none()
        return self.filter(case__in=Case.objects.visible_to(officer))


class Packet(models.Model):
    """A packet: chosen, approved by a second person, built by a worker, kept under its own key."""

    class Status(models.TextChoices):
        DRAFTED = "drafted", _("Drafted")
        APPROVED = "approved", _("Approved, waiting to be built")
        BUILDING = "building", _("Being built")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Not built")

    class Stamp(models.TextChoices):
        NONE = "none", _("No authority is named")
        WANTED = "wanted", _("Waits for the authority")
        STAMPED = "stamped", _("Stamped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="packets", verbose_name=_("case"))
    profile = models.CharField(_("for"), max_length=12, choices=ProfileName.choices)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFTED)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("agency"))
    ask = models.CharField(_("what we ask"), max_length=300, blank=True)
    deadline = models.DateField(_("by"), null=True, blank=True)
    deadline_why = models.CharField(_("why by then"), max_length=200, blank=True)
    reports = models.ManyToManyField(Report, related_name="packets")
    exhibits = models.ManyToManyField(Exhibit, related_name="packets", blank=True)
    cleared_identifiers = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, verbose_name=_("identifiers that may leave"),
        help_text=_("Telephone numbers, addresses and accounts of the persons reported, never of a source."),
    )  # fmt: skip
    drafted_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, related_name="packets_drafted", verbose_name=_("drafted by")
    )
    drafted_at = models.DateTimeField(_("drafted"), auto_now_add=True)
    approved_by = models.ForeignKey(
        Officer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="packets_approved",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the content that was approved.")
    watermark = models.CharField(
        _("watermark"), max_length=16, unique=True, help_text="Tells this copy from every other."
    )
    mosaic = models.CharField(
        _("could the subject work out who told us?"), max_length=300, blank=True,
        help_text="The approver's sentence: what the facts tell together.",
    )  # fmt: skip
    envelope = models.CharField(_("encryption"), max_length=6, choices=Envelope.choices, default=Envelope.NONE)
    recipient_keys = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name=_("public keys of the recipient")
    )
    phrase = EncryptedText(help_text="The pass phrase, until it was shown.")
    claim = models.UUIDField(null=True, help_text="The worker that builds it: a later worker's claim wins.")
    progress_at = models.DateTimeField(null=True)
    bytes_done = models.BigIntegerField(default=0)
    bytes_total = models.BigIntegerField(default=0)
    key_id = models.UUIDField(null=True)
    file_id = models.UUIDField(null=True)
    size = models.BigIntegerField(_("size"), default=0, help_text="Bytes.")
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the tag manifest, for the letter.")
    tag_manifest = models.TextField(
        blank=True, help_text="What is stamped: tagmanifest-sha256.txt as it stands in the bag."
    )
    stamp_state = models.CharField(_("time stamp"), max_length=8, choices=Stamp.choices, default=Stamp.NONE)
    stamp = models.BinaryField(null=True, help_text="The authority's answer, DER (RFC 3161).")
    stamped_at = models.DateTimeField(_("stamped"), null=True, blank=True, help_text="By the authority's clock.")
    stamp_tries = models.PositiveSmallIntegerField(default=0)
    stamp_due_at = models.DateTimeField(null=True, help_text="When the authority is asked next.")
    built_at = models.DateTimeField(_("built"), null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True, help_text="Why it was not built; names no secret.")

    objects = PacketSet.as_manager()

    class Meta:
        verbose_name = _("packet")
        verbose_name_plural = _("packets")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=("drafted", "approved", "building", "ready", "failed")),
                name="packet_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("drafted_by")),
                name="packet_has_a_second_person",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=("drafted", "failed")) | models.Q(approved_by__isnull=False),
                name="packet_is_approved_before_it_is_built",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="ready") | models.Q(file_id__isnull=False), name="ready_packet_has_its_file"
            ),
            models.CheckConstraint(
                condition=models.Q(envelope__in=("none", "phrase"), recipient_keys=[])
                | models.Q(envelope="key") & ~models.Q(recipient_keys=[]),
                name="packet_to_a_key_names_it",
            ),
            models.CheckConstraint(
                condition=models.Q(stamp_state__in=("none", "wanted"), stamp=None)
                | models.Q(stamp_state="stamped", stamp__isnull=False),
                name="stamped_packet_has_its_stamp",
            ),
        ]
        indexes = [
            models.Index(fields=["stamp_due_at"], name="packet_to_stamp", condition=models.Q(stamp_state="wanted")),
            models.Index(
                fields=["approved_at"], name="packet_waiting", condition=models.Q(status__in=("approved", "building"))
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def percent(self) -> int:
        """Whole percent of the payload that is built."""
        if self.status == self.Status.READY:
            return 100
        return min(99, 100 * self.bytes_done // self.bytes_total) if self.bytes_total else 0

    @property
    def file_name(self) -> str:
        """As it is handed over."""
        return f"{self.reference}.zip" if self.envelope == Envelope.NONE else f"{self.reference}.zip.age"


class Absence(models.Model):
    """What exists and is not enclosed, and why: for the prosecutor only."""

    class Reason(models.TextChoices):
        SOURCE = "source", _("Protects a source")
        OTHER_CASE = "other_case", _("Belongs to another case")
        PRIVILEGE = "privilege", _("Legally privileged")
        NOT_RELEVANT = "irrelevant", _("Not relevant")

    packet = models.ForeignKey(Packet, on_delete=models.CASCADE, related_name="absences")
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["packet", "exhibit"], name="one_reason_for_an_absent_exhibit"),
            models.UniqueConstraint(fields=["packet", "report"], name="one_reason_for_an_absent_report"),
            models.CheckConstraint(
                condition=models.Q(exhibit=None, report__isnull=False) | models.Q(exhibit__isnull=False, report=None),
                name="absence_of_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(reason__in=("source", "other_case", "privilege", "irrelevant")),
                name="absence_has_a_known_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"absence {self.pk}"
