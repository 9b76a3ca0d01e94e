"""Seizures: what an authority took, where, from whom, and the way the goods went."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.evidence import Exhibit
from cases.models.outcome import Outcome
from cases.models.trade_codes import Detection, Disposal, RouteRole, Setting, Transport, ValueMethod
from hotline.models import Report
from reference.models import Agency
from staff.models import Officer

COUNTRY = "^[A-Z]{2}$"


class OfSeizedSet(models.QuerySet[Any]):
    """Rows that belong to a case, or to a seizure of one (`case_path`): who sees the case sees them."""

    case_path = "case"

    def visible_to(self, officer: Any) -> Any:
        return self.filter(**{f"{self.case_path}__in": Case.objects.visible_to(officer)})

    def worked_by(self, officer: Any) -> Any:
        """Those in which the officer may act: not what is seen through broken glass alone."""
        return self.filter(**{f"{self.case_path}__in": Case.objects.worked_by(officer)})


class Seizure(models.Model):
    """A seizure with the columns of the CITES annual illegal trade report. Its lines, route and persons are rows."""

    class DatePrecision(models.TextChoices):
        DAY = "day", _("Day")
        MONTH = "month", _("Month")
        YEAR = "year", _("Year")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="seizures", verbose_name=_("case"))
    seized_on = models.DateField(_("date of seizure"))
    date_precision = models.CharField(
        _("precision of date"), max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    country = models.CharField(_("country"), max_length=2, help_text="ISO 3166-1 alpha-2, XX unknown, ZZ high seas.")
    setting = models.CharField(_("kind of place"), max_length=12, choices=Setting.choices, default=Setting.UNKNOWN)
    place = models.CharField(_("place"), max_length=200, blank=True)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("detecting agency")
    )
    agency_words = models.CharField(_("detecting agency in words"), max_length=200, blank=True)
    reason = models.CharField(_("reason for seizure"), max_length=300, blank=True)
    transport = models.CharField(
        _("mode of transport"), max_length=14, choices=Transport.choices, default=Transport.UNKNOWN
    )
    detection = models.CharField(_("method of detection"), max_length=14, choices=Detection.choices, blank=True)
    concealment = models.CharField(_("method of concealment"), max_length=300, blank=True)
    value = models.DecimalField(_("estimated value"), max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, help_text="ISO 4217, as VND.")
    valued_on = models.DateField(_("value as of"), null=True, blank=True)
    value_method = models.CharField(_("valued by"), max_length=8, choices=ValueMethod.choices, blank=True)
    valued_by = models.CharField(_("who valued it"), max_length=120, blank=True)
    law = models.CharField(_("law under which charges were brought"), max_length=300, blank=True)
    sanction = models.CharField(_("sanction"), max_length=300, blank=True)
    disposal = models.CharField(
        _("disposal of specimens"), max_length=9, choices=Disposal.choices, default=Disposal.UNKNOWN
    )
    additional = models.TextField(_("additional information"), blank=True)
    proof = models.CharField(_("proof"), max_length=12, choices=Outcome.Proof.choices, default=Outcome.Proof.UNVERIFIED)
    told_by = models.CharField(_("who told us"), max_length=200, blank=True, help_text=_("Stays on the desk."))
    attribution = models.CharField(
        _("how far our part"), max_length=12, choices=Outcome.Attribution.choices, default=Outcome.Attribution.UNKNOWN
    )
    reports = models.ManyToManyField(Report, related_name="seizures", blank=True, verbose_name=_("reports"))
    exhibits = models.ManyToManyField(Exhibit, related_name="seizures", blank=True, verbose_name=_("exhibits"))
    recorded_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by"))
    recorded_at = models.DateTimeField(_("entered"), auto_now_add=True)

    objects = OfSeizedSet.as_manager()

    class Meta:
        verbose_name = _("seizure")
        verbose_name_plural = _("seizures")
        constraints = [
            models.CheckConstraint(condition=models.Q(country__regex=COUNTRY), name="seizure_country_is_a_code"),
            models.CheckConstraint(
                condition=models.Q(value=None, currency="") | models.Q(value__gte=0, currency__regex="^[A-Z]{3}$"),
                name="seizure_value_has_its_currency",
            ),
        ]
        indexes = [
            models.Index(fields=["-seized_on", "id"], name="seizure_list"),
            models.Index(fields=["country", "seized_on"], name="seizure_of_a_year"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def when(self) -> str:
        """The date as precisely as it is known: `2026-11-22`, `2026-11`, `2026`."""
        return self.seized_on.strftime({"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}[self.date_precision])

    @property
    def detecting_agency(self) -> str:
        """The agency's name, or what was said of it. Select `agency` with it."""
        return self.agency.name if self.agency else self.agency_words


class OfSeizureSet(OfSeizedSet):
    case_path = "seizure__case"


class RouteStop(models.Model):
    """A place on the way of the goods, in order. `mode`: how they came here from the place before."""

    seizure = models.ForeignKey(Seizure, on_delete=models.CASCADE, related_name="route")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(_("role"), max_length=11, choices=RouteRole.choices)
    country = models.CharField(_("country"), max_length=2)
    place = models.CharField(_("place"), max_length=120, blank=True)
    mode = models.CharField(_("mode of transport"), max_length=14, choices=Transport.choices, blank=True)

    objects = OfSeizureSet.as_manager()

    class Meta:
        ordering = ["seizure", "position"]
        constraints = [
            models.UniqueConstraint(fields=["seizure", "position"], name="one_stop_a_place_in_line"),
            models.CheckConstraint(condition=models.Q(country__regex=COUNTRY), name="stop_country_is_a_code"),
        ]

    def __str__(self) -> str:
        return f"stop {self.position} of {self.seizure_id}"
