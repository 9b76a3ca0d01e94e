"""The ledger of outcomes: what came of cases, who may claim it, and how it is proven."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.evidence import Exhibit
from cases.models.proceeding import Proceeding, Sentence
from cases.models.referral import Referral
from intel.models import Entity
from reference.models import Agency
from staff import access
from staff.ledger import only_emptied
from staff.models import Officer


class OutcomeSet(models.QuerySet["Outcome"]):
    def visible_to(self, officer: Any) -> "OutcomeSet":
        """Outcomes of the cases that the officer sees."""
        if not access.allows(officer, "cases.view_outcome"):
            return self.none()
        return self.filter(case__in=Case.objects.visible_to(officer))

    def standing(self) -> "OutcomeSet":
        """Those that count: not corrected since, and not themselves the word that another was wrong."""
        return self.filter(is_retraction=False, correction=None)


class Outcome(models.Model):
    """Something that came of a case. What proved wrong is corrected by a further row; both stay."""

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

    class Attribution(models.TextChoices):
        SOLE = "sole", _("This referral alone")
        LEAD = "lead", _("This referral led")
        CONTRIBUTED = "contributed", _("This referral contributed")
        UNKNOWN = "unknown", _("Unknown")

    class Proof(models.TextChoices):
        DOCUMENT = "document", _("Official document")
        COURT = "court", _("Court record")
        MESSAGE = "message", _("Message from the agency")
        CALL = "call", _("Note of a call")
        PRESS = "press", _("Press")
        OBSERVED = "observed", _("Own observation")
        UNVERIFIED = "unverified", _("Unverified")

    # What counts persons, each once.
    OF_PERSONS = (Kind.ARREST, Kind.CHARGE, Kind.CONVICTION, Kind.ACQUITTAL)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="outcomes", verbose_name=_("case"))
    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="outcomes", verbose_name=_("referral")
    )
    kind = models.CharField(_("outcome"), max_length=14, choices=Kind.choices)
    date = models.DateField(_("date"))
    quantity = models.DecimalField(_("number or quantity"), max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=12, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text="ISO 3166-1 alpha-2.")
    counted_in = models.PositiveSmallIntegerField(_("counted in the year"))
    attribution = models.CharField(
        _("how far our part"), max_length=12, choices=Attribution.choices, default=Attribution.UNKNOWN
    )
    proof = models.CharField(_("proof"), max_length=12, choices=Proof.choices, default=Proof.UNVERIFIED)
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="outcomes",
        verbose_name=_("exhibit that proves it"),
    )  # fmt: skip
    proceeding = models.ForeignKey(
        Proceeding, on_delete=models.PROTECT, null=True, blank=True, related_name="outcomes",
        verbose_name=_("proceeding that proves it"),
    )  # fmt: skip
    sentence = models.ForeignKey(Sentence, on_delete=models.PROTECT, null=True, blank=True, related_name="outcomes")
    persons = models.ManyToManyField(Entity, through="OutcomePerson", related_name="outcomes")
    text = models.TextField(_("what happened"), blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="correction", verbose_name=_("corrects")
    )
    is_retraction = models.BooleanField(_("says that it was wrong"), default=False)
    by_officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("entered by")
    )
    by_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("reported by")
    )
    reported_at = models.DateTimeField(_("entered"), auto_now_add=True)

    objects = OutcomeSet.as_manager()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by_officer__isnull=False, by_agency=None)
                | models.Q(by_officer=None, by_agency__isnull=False),
                name="outcome_has_one_teller",
            ),
            models.CheckConstraint(
                condition=models.Q(quantity=None, unit="") | models.Q(quantity__isnull=False) & ~models.Q(unit=""),
                name="quantity_has_its_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(is_retraction=False) | models.Q(corrects__isnull=False, quantity=None),
                name="retraction_names_what_was_wrong",
            ),
            models.CheckConstraint(
                condition=models.Q(country="") | models.Q(country__regex="^[A-Z]{2}$"), name="outcome_country_is_iso"
            ),
            models.UniqueConstraint(
                fields=["sentence"], condition=models.Q(corrects=None), name="fine_of_a_sentence_counts_once"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "date"], name="outcome_of_case"),
            models.Index(fields=["-date", "id"], name="outcome_list"),
        ]
        ordering = ["-date", "-reported_at"]
        triggers = only_emptied("text", "place")

    def __str__(self) -> str:
        return f"outcome {self.pk}"

    @property
    def stands(self) -> bool:
        return not self.is_retraction and not hasattr(self, "correction")


class OutcomePerson(models.Model):
    """A person counted in an outcome. `stands` follows the outcome: a corrected one counts nobody."""

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="counted")
    person = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=Outcome.Kind.choices)
    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, null=True, related_name="+")
    stands = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outcome", "person"], name="person_once_an_outcome"),
            models.UniqueConstraint(
                fields=["proceeding", "kind", "person"],
                condition=models.Q(stands=True, proceeding__isnull=False),
                name="verdict_of_a_person_counts_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} < {self.person_id}"
