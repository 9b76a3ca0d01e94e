"""An intelligence product: what it is, how far it has come, and who stood for each step."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from intel.models.version import Citation, Version
from staff import access, compartments
from staff.models import Officer

MAX_WHY = 300  # characters


class ProductType(models.TextChoices):
    ALERT = "alert", _("Alert")
    INFORMATION = "information", _("Information report")
    SUBJECT = "subject", _("Subject profile")
    NETWORK = "network", _("Network profile")
    PROBLEM = "problem", _("Problem profile")
    TREND = "trend", _("Trend analysis")
    SELLER = "seller", _("Online seller dossier")
    FINANCIAL = "financial", _("Financial annex")
    STATEMENT = "statement", _("Evidence statement")
    STRATEGIC = "strategic", _("Strategic assessment")
    BULLETIN = "bulletin", _("Public bulletin")


class ProductSet(models.QuerySet["Product"]):
    def visible_to(self, officer: Any) -> "ProductSet":
        """Those of a case that the officer may read, and those of no case; never one that ever cited a report, or was
        drafted from a case, that is kept from the officer."""
        return self._within(officer, compartments.open_to)

    def worked_by(self, officer: Any) -> "ProductSet":
        """Those of the visible in which the officer may act: broken glass lets read, and nothing more."""
        return self._within(officer, compartments.member_of)

    def _within(self, officer: Any, let_in: Any) -> "ProductSet":
        if not access.allows(officer, "intel.view_product"):
            return self.none()
        closed = list(compartments.closed_to(officer))
        hidden = Citation.objects.filter(report__compartments__overlap=closed).values("version__product")
        seen = self.exclude(made_in__in=closed).exclude(pk__in=hidden) if closed else self
        if access.allows(officer, "cases.read_every_case"):
            return seen
        return seen.filter(Q(made_in=None) | Q(made_in__in=let_in(officer)))


class Product(models.Model):
    """What it says stands in its versions; `current` is the last. Nobody's word counts twice: see the constraints."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Drafting")
        IN_REVIEW = "in_review", _("In peer review")
        AT_GATE = "at_gate", _("At the gate")
        CLEARED = "cleared", _("Through the gate")
        APPROVED = "approved", _("Approved")
        DISSEMINATED = "disseminated", _("Disseminated")
        EXPIRED = "expired", _("Expired")
        SUPERSEDED = "superseded", _("Superseded")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    type = models.CharField(_("type"), max_length=12, choices=ProductType.choices)
    made_in = models.UUIDField(
        null=True, blank=True, db_index=True, help_text="The case it was drafted from, by opaque id; none: a selection."
    )
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.DRAFT)
    current = models.OneToOneField(Version, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("author"))
    writers = ArrayField(models.BigIntegerField(), default=list, help_text="Ids of all who ever wrote in it.")
    drafted_at = models.DateTimeField(_("drafted"), auto_now_add=True)
    reviewed_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reviewed by")
    )
    cleared_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("gate kept by")
    )
    mosaic = models.CharField(
        _("could the subject work out who told us"),
        max_length=MAX_WHY,
        blank=True,
        help_text="The gatekeeper's answer.",
    )
    approved_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="revisions", verbose_name=_("replaces")
    )
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("superseded by")
    )
    withdrawn_why = models.CharField(_("why withdrawn"), max_length=MAX_WHY, blank=True)
    purged_at = models.DateTimeField(_("purged"), null=True, blank=True)

    objects = ProductSet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=(
                        "draft", "in_review", "at_gate", "cleared", "approved", "disseminated", "expired", "superseded",
                        "withdrawn",
                    )
                ),
                name="product_status_known",
            ),
            models.CheckConstraint(condition=Q(type__in=ProductType.values), name="product_type_known"),
            models.CheckConstraint(
                condition=(Q(reviewed_by=None) | ~Q(reviewed_by=F("author")))
                & (Q(cleared_by=None) | ~Q(cleared_by=F("author")))
                & (Q(approved_by=None) | ~Q(approved_by=F("author"))),
                name="product_is_passed_by_others",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("draft", "in_review", "withdrawn"))
                | Q(status="at_gate", reviewed_by__isnull=False)
                | Q(status="cleared", reviewed_by__isnull=False, cleared_by__isnull=False) & ~Q(mosaic="")
                | Q(reviewed_by__isnull=False, cleared_by__isnull=False, approved_by__isnull=False,
                    approved_at__isnull=False) & ~Q(mosaic="") & ~Q(status__in=("at_gate", "cleared")),
                name="product_skips_no_step",
            ),
            models.CheckConstraint(
                condition=~Q(status="superseded") | Q(superseded_by__isnull=False),
                name="superseded_product_says_by_what",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | ~Q(withdrawn_why=""), name="withdrawn_product_says_why"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["-drafted_at", "id"], name="product_list"),
            models.Index(fields=["status", "-drafted_at"], name="product_by_status"),
        ]

    def __str__(self) -> str:
        return self.reference

    def is_written_by(self, officer: Officer) -> bool:
        return officer.pk in self.writers

    @property
    def is_out(self) -> bool:
        """Whether somebody outside may hold a copy."""
        return self.status in (self.Status.DISSEMINATED, self.Status.EXPIRED, self.Status.SUPERSEDED)
