"""Files of others, and what each of them suggests to us until an officer decides."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hotline.models.report import Handling
from intel.models.entity import Entity, Fact, Schema
from intel.models.link import Link
from staff import access, compartments
from staff.models import Officer

MAX_SENDER = 200  # characters


class Form(models.TextChoices):
    STIX = "stix", "STIX 2.1"
    FTM = "ftm", "FollowTheMoney"
    TABLES = "tables", _("Tables for i2 (zip)")
    CSV = "csv", _("Table (CSV)")


class ImportSet(models.QuerySet["Import"]):
    def visible_to(self, officer: Any) -> "ImportSet":
        """Those into a case that the officer may read; never one that keeps them out."""
        if not access.allows(officer, "intel.view_entity"):
            return self.none()
        seen = self.exclude(case_id__in=list(compartments.closed_to(officer)))
        if access.allows(officer, "cases.read_every_case"):
            return seen
        return seen.filter(case_id__in=list(compartments.open_to(officer)))


class Import(models.Model):
    """One file that somebody sent us, for one case. Its content goes once it is taken in, refused or dropped."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Being read")
        READ = "read", _("Looked at, not taken in")
        TAKING = "taking", _("Being taken in")
        TAKEN = "taken", _("Taken in")
        REFUSED = "refused", _("Not readable")
        DROPPED = "dropped", _("Dropped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    case_id = models.UUIDField(help_text="The case, by its opaque id.")
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.WAITING)
    form = models.CharField(_("form"), max_length=6, choices=Form.choices)
    sender = models.CharField(_("who sent it"), max_length=MAX_SENDER)
    received_on = models.DateField(_("received"))
    handling = models.CharField(
        _("handling"), max_length=16, choices=Handling.choices,
        help_text="The stricter of what its sender said and what the file says.",
    )  # fmt: skip
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("bytes"))
    content = models.BinaryField(null=True, editable=False)
    schema = models.CharField(_("what a line is"), max_length=16, choices=Schema.choices, blank=True)
    columns = models.JSONField(default=dict, help_text="Of a CSV table: our property by their column.")
    header = ArrayField(models.CharField(max_length=200), default=list)
    counts = models.JSONField(default=dict, help_text="What it offers, by kind: codes and whole numbers.")
    problem = models.CharField(_("what is wrong"), max_length=300, blank=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("brought by"))
    at = models.DateTimeField(_("brought"), auto_now_add=True)

    objects = ImportSet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=("waiting", "read", "taking", "taken", "refused", "dropped")),
                name="import_status_known",
            ),
            models.CheckConstraint(condition=Q(handling__in=Handling.values), name="import_handling_known"),
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="import_does_no_more_than_all"),
            models.CheckConstraint(
                condition=Q(content__isnull=False) | ~Q(status__in=("waiting", "read", "taking")),
                name="import_at_work_has_its_file",
            ),
            models.UniqueConstraint(
                fields=["case_id", "sha256"], name="import_once_in_a_case",
                condition=Q(status__in=("waiting", "read", "taking", "taken")),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["-at", "id"], name="import_list"),
            models.Index(fields=["status"], name="import_at_work", condition=Q(status__in=("waiting", "taking"))),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_at_work(self) -> bool:
        return self.status in (self.Status.WAITING, self.Status.TAKING)


class SuggestionKind(models.TextChoices):
    THING = "thing", _("Person or thing")
    FACT = "fact", _("Fact")
    LINK = "link", _("Link")


class Suggestion(models.Model):
    """One thing, value or link that a file offers. What two files say alike is one row, of the first of them."""

    class State(models.TextChoices):
        OPEN = "open", _("To decide")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="suggestions")
    case_id = models.UUIDField()
    kind = models.CharField(_("kind"), max_length=5, choices=SuggestionKind.choices)
    mark = models.CharField(max_length=64, help_text="SHA-256 over what it says, in one spelling.")
    said = models.JSONField(help_text="As `intel.exchange.offering` writes it.")
    where = models.CharField(_("where in the file"), max_length=80)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, null=True, related_name="+")
    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, null=True, related_name="+")
    link = models.ForeignKey(Link, on_delete=models.CASCADE, null=True, related_name="+")
    decided_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True)

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SuggestionKind.values), name="suggestion_kind_known"),
            models.CheckConstraint(
                condition=Q(state="open", decided_by=None, decided_at=None)
                | Q(state__in=("accepted", "rejected"), decided_by__isnull=False, decided_at__isnull=False),
                name="suggestion_is_decided_by_somebody",
            ),
            models.UniqueConstraint(fields=["case_id", "mark"], name="suggestion_once_in_a_case"),
        ]
        indexes = [models.Index(fields=["source", "state", "id"], name="suggestion_list")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"suggestion {self.pk}"
