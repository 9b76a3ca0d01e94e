"""Persons and things that reports tell of, and each single value that a report gave of one."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models import Report
from intel.models.recorded import Recorded
from staff import access, compartments

MAX_NAME = 300  # characters
MAX_VALUE = 500  # characters


class Schema(models.TextChoices):
    """What something is: names of FollowTheMoney, then our own."""

    PERSON = "Person", _("Person")
    COMPANY = "Company", _("Company")
    ORGANIZATION = "Organization", _("Organization")
    PUBLIC_BODY = "PublicBody", _("Public body")
    VEHICLE = "Vehicle", _("Vehicle")
    VESSEL = "Vessel", _("Vessel")
    AIRPLANE = "Airplane", _("Aircraft")
    USER_ACCOUNT = "UserAccount", _("Account online")
    BANK_ACCOUNT = "BankAccount", _("Bank account")
    CRYPTO_WALLET = "CryptoWallet", _("Crypto wallet")
    ADDRESS = "Address", _("Address")
    PHONE = "Phone", _("Telephone")
    EMAIL = "Email", _("E-mail address")
    SITE = "Site", _("Site")
    CONSIGNMENT = "Consignment", _("Consignment")
    CONTAINER = "Container", _("Container")
    LISTING = "Listing", _("Listing")


class EntitySet(models.QuerySet["Entity"]):
    def visible_to(self, officer: Any) -> "EntitySet":
        """Those within reach, where a report that the officer may see (or none) names it.

        A purged one has no name left to hide.
        """
        seen = self.within_reach(officer)
        named = Fact.objects.standing().cited_before(officer).filter(entity=models.OuterRef("pk"), prop="name")
        return seen.filter(models.Q(purged_at__isnull=False) | models.Exists(named))

    def within_reach(self, officer: Any) -> "EntitySet":
        """Those of cases that the officer may read; never one that a case keeps from them.

        Not enough to show one: whoever asks this must see to it that a report which the officer may see names it.
        """
        if not access.allows(officer, "intel.view_entity"):
            return self.none()
        seen = self.exclude(compartments__overlap=list(compartments.closed_to(officer)))
        if access.allows(officer, "cases.read_every_case"):
            return seen
        return seen.filter(compartments__overlap=list(compartments.open_to(officer)))

    def in_case(self, case_id: uuid.UUID) -> "EntitySet":
        """What stands in a case now: neither taken out nor purged."""
        return self.filter(compartments__contains=[case_id], taken_out_at=None, purged_at=None)


class Entity(Recorded):
    """A person or a thing. The same one told of in two cases is two rows until somebody judges them the same."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    schema = models.CharField(_("what it is"), max_length=16, choices=Schema.choices)
    name = models.CharField(_("name"), max_length=MAX_NAME, blank=True, help_text="As first recorded.")
    key = models.CharField(max_length=MAX_NAME, blank=True, help_text="The name in one spelling; empty when purged.")
    recorded_in = models.UUIDField(help_text="The case in which it was first recorded, by opaque id.")
    compartments = ArrayField(models.UUIDField(), default=list, help_text="Cases that use it, by opaque id.")
    review_by = models.DateField(_("review by"), null=True, blank=True)
    purged_at = models.DateTimeField(_("purged"), null=True, blank=True)

    objects = EntitySet.as_manager()

    class Meta:
        verbose_name = _("person or thing")
        verbose_name_plural = _("persons and things")
        constraints = [
            models.CheckConstraint(condition=models.Q(schema__in=Schema.values), name="entity_schema_known"),
            models.CheckConstraint(
                condition=~models.Q(schema="Person") | models.Q(review_by__isnull=False), name="person_is_reviewed"
            ),
            models.CheckConstraint(
                condition=models.Q(purged_at=None) & ~models.Q(name="") & ~models.Q(key="")
                | models.Q(purged_at__isnull=False, name="", key=""),
                name="purged_entity_has_no_name",
            ),
            models.UniqueConstraint(
                fields=["recorded_in", "schema", "key"],
                condition=models.Q(purged_at=None),
                name="entity_once_in_a_case",
            ),
        ]
        indexes = [
            GinIndex(fields=["compartments"], name="entity_of_case"),
            models.Index(fields=["schema", "key"], name="entity_by_key"),
            models.Index(fields=["-recorded_at", "id"], name="entity_list"),
            models.Index(fields=["review_by"], name="entity_review"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def shown_name(self) -> str:
        """The name; its reference once it is purged."""
        return self.name or self.reference

    @property
    def is_review_overdue(self) -> bool:
        return self.review_by is not None and self.review_by < timezone.localdate() and self.purged_at is None


class FactSet(models.QuerySet["Fact"]):
    def standing(self) -> "FactSet":
        return self.filter(taken_out_at=None)

    def cited_before(self, officer: Any) -> "FactSet":
        """Those whose report the officer may see, and those that cite none."""
        return self.filter(models.Q(report=None) | models.Q(report__in=Report.objects.visible_to(officer)))

    def visible_to(self, officer: Any) -> "FactSet":
        """Visible where the entity and the cited report are."""
        return self.filter(entity__in=Entity.objects.visible_to(officer)).cited_before(officer)


class Fact(Recorded):
    """One value of one property, as one report gave it. Values that contradict each other stand side by side."""

    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="facts")
    prop = models.CharField(_("property"), max_length=30, help_text="A name of intel.properties.")
    value = models.CharField(_("value"), max_length=MAX_VALUE, help_text="As it was given.")
    key = models.CharField(max_length=MAX_VALUE, help_text="The value in one spelling.")
    is_sound = models.BooleanField(
        _("checked"),
        null=True,
        blank=True,
        help_text="Whether its shape and check digits hold; unknown: none to check.",
    )
    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("report")
    )
    first_seen = models.DateField(_("first seen"), null=True, blank=True)
    last_seen = models.DateField(_("last seen"), null=True, blank=True)

    objects = FactSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "prop", "key", "report"], name="fact_once_a_report", nulls_distinct=False,
                condition=models.Q(taken_out_at=None),
            ),
            models.CheckConstraint(
                condition=models.Q(first_seen=None) | models.Q(last_seen=None)
                | models.Q(first_seen__lte=models.F("last_seen")),
                name="fact_first_then_last",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["prop", "key"], name="fact_by_value")]
        ordering = ["prop", "recorded_at", "pk"]

    def __str__(self) -> str:
        return f"fact {self.pk}"
