"""The sanitised, graded account that an analyst writes from one or more tips."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models.tip import Tip
from hotline.story import Offence, Precision
from reference.models import Taxon
from staff import access, compartments
from staff.ledger import AppendOnly
from staff.models import Officer


class Reliability(models.TextChoices):
    """Admiralty / NATO source reliability."""

    A = "A", _("A · Completely reliable")
    B = "B", _("B · Usually reliable")
    C = "C", _("C · Fairly reliable")
    D = "D", _("D · Not usually reliable")
    E = "E", _("E · Unreliable")
    F = "F", _("F · Cannot be judged")


class Credibility(models.TextChoices):
    """Admiralty / NATO credibility of the information."""

    CONFIRMED = "1", _("1 · Confirmed by other sources")
    PROBABLE = "2", _("2 · Probably true")
    POSSIBLE = "3", _("3 · Possibly true")
    DOUBTFUL = "4", _("4 · Doubtful")
    IMPROBABLE = "5", _("5 · Improbable")
    UNKNOWN = "6", _("6 · Truth cannot be judged")


class Knowledge(models.TextChoices):
    WITNESSED = "witnessed", _("Seen by the source")
    DIRECT = "direct", _("Known directly to the source")
    CORROBORATED = "corroborated", _("Known indirectly, corroborated")
    INDIRECT = "indirect", _("Known indirectly")
    UNKNOWN = "unknown", _("Not known how")
    FALSE = "false", _("Suspected false")


class Handling(models.TextChoices):
    """TLP 2.0 labels."""

    RED = "TLP:RED", _("TLP:RED · named recipients only")
    AMBER_STRICT = "TLP:AMBER+STRICT", _("TLP:AMBER+STRICT · this organisation only")
    AMBER = "TLP:AMBER", _("TLP:AMBER · organisation and clients who need to know")
    GREEN = "TLP:GREEN", _("TLP:GREEN · community")
    CLEAR = "TLP:CLEAR", _("TLP:CLEAR · no limit")


class Withdrawal(models.TextChoices):
    """Why a report is taken back. Agencies are told that it was, and never why."""

    WRONG = "wrong", _("It turned out to be wrong")
    PLANTED = "planted", _("It seems planted, or made up")
    EXPOSES = "exposes", _("It could lead to its source")
    DOUBLE = "double", _("Another report tells the same")
    OTHER = "other", _("Another reason")


class ReportSet(models.QuerySet["Report"]):
    def visible_to(self, officer: Any) -> "ReportSet":
        """Reports for those who read them, less those in a compartment that denies them. The only statement of it."""
        if not access.allows(officer, "hotline.view_report"):
            return self.none()
        return self.exclude(compartments__overlap=list(compartments.closed_to(officer)))


class Report(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        GRADED = "graded", _("Graded")
        CHECKED = "checked", _("Second-checked")
        RELEASED = "released", _("Released")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class DatePrecision(models.TextChoices):
        DAY = "day", _("Day")
        MONTH = "month", _("Month")
        YEAR = "year", _("Year")
        UNKNOWN = "unknown", _("Unknown")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(
        _("sanitised text"), help_text=_("Write afresh: no word of the source, nothing that points to them.")
    )
    offences = ArrayField(models.CharField(max_length=12, choices=Offence.choices), verbose_name=_("offences"))
    country = models.CharField(_("country"), max_length=2, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    place_precision = models.CharField(
        _("precision of place"), max_length=8, choices=Precision.choices, default=Precision.REGION
    )
    happened_on = models.DateField(_("date"), null=True, blank=True)
    date_precision = models.CharField(
        _("precision of date"), max_length=8, choices=DatePrecision.choices, default=DatePrecision.UNKNOWN
    )
    reliability = models.CharField(_("source reliability"), max_length=1, choices=Reliability.choices, blank=True)
    credibility = models.CharField(_("credibility"), max_length=1, choices=Credibility.choices, blank=True)
    knowledge = models.CharField(_("knowledge basis"), max_length=12, choices=Knowledge.choices, blank=True)
    handling = models.CharField(_("handling"), max_length=16, choices=Handling.choices, default=Handling.AMBER)
    author = models.ForeignKey(
        Officer, on_delete=models.PROTECT, related_name="reports_written", verbose_name=_("written by")
    )
    checker = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="reports_checked"
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    released_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_why = models.CharField(_("why withdrawn"), max_length=8, choices=Withdrawal.choices, blank=True)
    review_by = models.DateField(_("review by"), null=True, blank=True)
    passed_on_at = models.DateTimeField(null=True, blank=True, help_text="When an agency was first told of it.")
    tips = models.ManyToManyField(Tip, through="ReportTip", related_name="reports")
    compartments = ArrayField(
        models.UUIDField(), default=list, blank=True, help_text="Cases that use it, by opaque id."
    )

    objects = ReportSet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=("draft", "withdrawn"))
                | (~models.Q(reliability="") & ~models.Q(credibility="")),
                name="report_past_draft_is_graded",
            ),
            models.CheckConstraint(
                condition=models.Q(status="withdrawn", withdrawn_at__isnull=False) & ~models.Q(withdrawn_why="")
                | ~models.Q(status="withdrawn") & models.Q(withdrawn_at=None, withdrawn_why=""),
                name="withdrawn_report_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["-written_at", "id"]),
            models.Index(fields=["status", "-written_at"]),
            models.Index(fields=["review_by"]),
            models.Index(
                fields=["withdrawn_at"], name="report_withdrawn", condition=models.Q(withdrawn_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_review_overdue(self) -> bool:
        return self.review_by is not None and self.review_by < timezone.localdate()

    @property
    def grade(self) -> str:
        """`B2`, or `not graded`."""
        return f"{self.reliability}{self.credibility}" if self.reliability else str(_("not graded"))


class ReportTip(models.Model):
    report = models.ForeignKey(Report, on_delete=models.CASCADE)
    tip = models.ForeignKey(Tip, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "tip"], name="report_cites_tip_once")]

    def __str__(self) -> str:
        return f"{self.report_id} < {self.tip_id}"


class SpeciesLine(models.Model):
    """What a report is about: taxon, specimen (a CITES term code), quantity as told."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="species")
    taxon = models.ForeignKey(Taxon, on_delete=models.PROTECT)
    term = models.CharField(_("specimen"), max_length=3, blank=True, help_text=_("CITES term code"))
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=8, blank=True)

    def __str__(self) -> str:
        return f"species line {self.pk}"


class GradeEntry(AppendOnly):
    """Every grade that a report was ever given."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="grades")
    reliability = models.CharField(max_length=1, choices=Reliability.choices)
    credibility = models.CharField(max_length=1, choices=Credibility.choices)
    knowledge = models.CharField(max_length=12, choices=Knowledge.choices)
    reason = models.CharField(_("why"), max_length=300, blank=True, help_text="Of a later grade: never empty.")
    by = models.ForeignKey(Officer, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)

    class Meta(AppendOnly.Meta):
        pass

    def __str__(self) -> str:
        return f"grade {self.pk}"

    @property
    def code(self) -> str:
        """`B2`."""
        return f"{self.reliability}{self.credibility}"


class CheckEntry(AppendOnly):
    """Every time that a second person read a report against its tips and found that it holds."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="checks")
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)

    class Meta(AppendOnly.Meta):
        db_table = "hotline_check_entry"

    def __str__(self) -> str:
        return f"check {self.pk}"
