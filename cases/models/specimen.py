"""What was seized, line by line: taxon, kind of specimen, quantity as reported and as counted."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.seizure import COUNTRY, OfSeizureSet, Seizure
from cases.models.trade_codes import Basis, Certainty, Condition, PurposeCode, SourceCode
from reference.models import Taxon, TradeTerm
from staff.models import Officer


class SpecimenLine(models.Model):
    """One species and kind of specimen of a seizure.

    appendix: as it stood at the date of the seizure, frozen when the line was entered; '' where none was found.
    quantity and unit: as reported. normalised: `quantity` times `factor`, in `normalised_unit`; all None where the
    unit has no fixed size (`cases.seizing.quantities`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seizure = models.ForeignKey(Seizure, on_delete=models.PROTECT, related_name="lines")
    taxon = models.ForeignKey(Taxon, on_delete=models.PROTECT, related_name="+", verbose_name=_("taxon"))
    appendix = models.CharField(_("appendix at the date"), max_length=20, blank=True)
    appendix_note = models.CharField(max_length=200, blank=True, help_text="What to check about the appendix.")
    term = models.ForeignKey(
        TradeTerm, on_delete=models.PROTECT, related_name="+", verbose_name=_("description of specimen")
    )
    quantity = models.DecimalField(_("quantity as reported"), max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("unit as reported"), max_length=8, blank=True)
    factor = models.DecimalField(max_digits=18, decimal_places=12, null=True, blank=True)
    normalised = models.DecimalField(_("quantity"), max_digits=30, decimal_places=15, null=True, blank=True)
    normalised_unit = models.CharField(_("unit"), max_length=3, blank=True)
    condition = models.CharField(_("alive or dead"), max_length=7, choices=Condition.choices, default=Condition.UNKNOWN)
    marks = models.CharField(_("marks"), max_length=300, blank=True, help_text=_("Rings, chips, tags."))
    source = models.CharField(_("source code"), max_length=1, choices=SourceCode.choices, blank=True)
    purpose = models.CharField(_("purpose code"), max_length=1, choices=PurposeCode.choices, blank=True)
    origin = models.CharField(_("country of origin"), max_length=2, blank=True)
    identified_by = models.CharField(_("identified by"), max_length=120, blank=True)
    basis = models.CharField(_("identified from"), max_length=10, choices=Basis.choices, blank=True)
    certainty = models.CharField(_("certainty"), max_length=8, choices=Certainty.choices, default=Certainty.UNKNOWN)
    added_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = OfSeizureSet.as_manager()

    class Meta:
        verbose_name = _("specimen line")
        verbose_name_plural = _("specimen lines")
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity=None, unit="") | models.Q(quantity__gte=0) & ~models.Q(unit=""),
                name="specimen_quantity_has_its_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(normalised=None, factor=None, normalised_unit="")
                | models.Q(normalised=models.F("quantity") * models.F("factor")) & ~models.Q(normalised_unit=""),
                name="specimen_is_counted_by_its_factor",
            ),
            models.CheckConstraint(
                condition=models.Q(origin="") | models.Q(origin__regex=COUNTRY), name="specimen_origin_is_a_code"
            ),
        ]

    def __str__(self) -> str:
        return f"specimen line {self.pk}"

    @property
    def reported(self) -> str:
        """`12.5 lb`, '' where no quantity was told."""
        return f"{self.quantity.normalize():f} {self.unit}" if self.quantity is not None else ""

    @property
    def counted(self) -> str:
        """The quantity as it is counted, `5.6699 kg`; as reported where its unit has no fixed size."""
        if self.normalised is None:
            return self.reported
        return f"{self.normalised.normalize():f} {self.normalised_unit}"
