"""What a report led to, told downward by casework: no case and no agency is named, by opaque ids only."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models.report import Report, ReportSet
from staff import compartments
from staff.models import Officer


class LedSet(models.QuerySet["Led"]):
    def visible_to(self, officer: Any) -> "LedSet":
        """What came of it in the cases that the officer works on, of the reports that they see."""
        seen = ReportSet(Report).visible_to(officer)
        return self.filter(report__in=seen, compartment__in=compartments.open_to(officer))


class Led(models.Model):
    """An outcome that a report stands behind. `outcome` and `compartment`: ids of casework's, opaque here."""

    class Kind(models.TextChoices):
        INSPECTION = "inspection", _("Inspection or raid")
        ARREST = "arrest", _("Arrest")
        SEIZURE = "seizure", _("Seizure")
        RESCUE = "rescue", _("Animals rescued")
        CHARGE = "charge", _("Charge filed")
        CONVICTION = "conviction", _("Conviction")
        ACQUITTAL = "acquittal", _("Acquittal")
        FINE = "fine", _("Fine or administrative penalty")
        REMOVAL = "removal", _("Listing or snares removed")
        NOTHING_FOUND = "nothing_found", _("Checked, nothing found")
        OTHER = "other", _("Other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="led_to")
    outcome = models.UUIDField()
    compartment = models.UUIDField()
    kind = models.CharField(max_length=14, choices=Kind.choices)
    on = models.DateField()
    noted_at = models.DateTimeField(default=timezone.now)
    tell_from = models.DateTimeField(help_text="From then on its source may learn that somebody acted.")
    let_out_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, help_text="Who let its source learn it earlier."
    )

    objects = LedSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "outcome"], name="report_led_to_it_once")]
        ordering = ["-on", "pk"]

    def __str__(self) -> str:
        return f"{self.report_id} > {self.outcome}"
