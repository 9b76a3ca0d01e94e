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


class ProfileName(models.TextChoices):
    DUTY = "duty", _("Duty officer: act now")
    INVESTIGATOR = "investigator", _("Investigator of an agency")
    PROSECUTOR = "prosecutor", _("Prosecutor")
    COURT = "court", _("Court")
    NGO = "ngo", _("Partner organisation")


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
    claim = models.UUIDField(null=True, help_text="The worker that builds it: a later worker's claim wins.")
    progress_at = models.DateTimeField(null=True)
    bytes_done = models.BigIntegerField(default=0)
    bytes_total = models.BigIntegerField(default=0)
    key_id = models.UUIDField(null=True)
    file_id = models.UUIDField(null=True)
    size = models.BigIntegerField(_("size"), default=0, help_text="Bytes.")
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the tag manifest, for the letter.")
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
        ]
        indexes = [
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
