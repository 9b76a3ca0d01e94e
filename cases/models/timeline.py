"""What happened in a case, as far as is known, and every earlier wording of it."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases import when
from cases.models.case import Case
from cases.models.evidence import Exhibit
from hotline.models import Report
from staff import compartments
from staff.ledger import only_emptied
from staff.models import Officer


class TimelineSet(models.QuerySet["TimelineItem"]):
    def visible_to(self, officer: Any) -> "TimelineSet":
        """Entries of one's cases, but those that rest on a report which another case keeps from the officer."""
        rows = self.filter(case__in=Case.objects.visible_to(officer))
        closed = list(compartments.closed_to(officer))
        return rows.exclude(reports__compartments__overlap=closed) if closed else rows

    def drawn(self) -> "TimelineSet":
        """With what a page tells of each entry, for a fixed number of queries."""
        return self.prefetch_related("reports", "exhibits", "conflicts").select_related("added_by", "changed_by")


class Told(models.Model):
    """When something happened, and what: an entry as it stands, or as it was worded before."""

    Precision = when.Precision

    start = models.DateTimeField(_("from"), help_text="UTC: the beginning of what is known.")
    end = models.DateTimeField(_("until"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", help_text="IANA name, as it was told.")
    precision = models.CharField(
        _("precision"), max_length=8, choices=when.Precision.choices, default=when.Precision.DAY
    )
    text = models.CharField(_("what happened"), max_length=500)
    place = models.CharField(_("place"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text="ISO 3166-1")
    in_summary = models.BooleanField(_("goes into packets"), default=True)

    class Meta:
        abstract = True

    @property
    def when(self) -> str:
        """The start in its zone, as precisely as it is known: `2026-11-22 04:10`, `2026-11-22`, `2026-11`, `2026`."""
        return when.shown(self.start, self.precision, self.zone)

    @property
    def until(self) -> str:
        return when.shown(self.end, self.precision, self.zone) if self.end else ""

    @property
    def when_utc(self) -> str:
        """The start in UTC where its clock is known, else as `when`."""
        return when.shown_in_utc(self.start, self.precision, self.zone)

    @property
    def until_utc(self) -> str:
        return when.shown_in_utc(self.end, self.precision, self.zone) if self.end else ""

    @property
    def has_clock(self) -> bool:
        """Whether it is an instant, which UTC tells otherwise than its zone does."""
        return self.precision in when.CLOCK

    @property
    def is_elsewhere(self) -> bool:
        return self.has_clock and self.zone != "UTC"

    @property
    def earliest(self) -> datetime:
        """The first instant at which it may have begun."""
        return self.start - timedelta(days=when.ABOUT_DAYS) if self.precision == when.Precision.ABOUT else self.start

    @property
    def over(self) -> datetime:
        """The first instant after it, as far as is known."""
        return when.over(self.end or self.start, self.precision, self.zone)


class TimelineItem(Told):
    """What happened when, as far as is known. Entries that contradict each other are tied; none is ever deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="timeline", verbose_name=_("case"))
    reports = models.ManyToManyField(Report, related_name="timeline_items", blank=True, verbose_name=_("reports"))
    exhibits = models.ManyToManyField(Exhibit, related_name="timeline_items", blank=True, verbose_name=_("exhibits"))
    conflicts = models.ManyToManyField("self", blank=True, verbose_name=_("contradicts"))
    is_disputed = models.BooleanField(_("disputed"), default=False)
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    added_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, related_name="timeline_added", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added"), auto_now_add=True)
    changed_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reworded by")
    )
    changed_at = models.DateTimeField(_("reworded"), null=True, blank=True)

    objects = TimelineSet.as_manager()

    class Meta:
        verbose_name = _("timeline entry")
        verbose_name_plural = _("timeline entries")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end=None) | models.Q(end__gte=models.F("start")), name="timeline_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(precision__in=("minute", "hour", "day", "month", "year", "about")),
                name="timeline_precision_known",
            ),
        ]
        indexes = [models.Index(fields=["case", "start"], name="timeline_of_case")]
        ordering = ["start", "added_at"]

    def __str__(self) -> str:
        return f"timeline item {self.pk}"

    @property
    def withdrawn(self) -> list[Report]:
        """The withdrawn reports that it rests on. Prefetch `reports` where many are asked."""
        return [report for report in self.reports.all() if report.status == Report.Status.WITHDRAWN]


class TimelineVersion(Told):
    """An entry as it was worded before it was written anew."""

    item = models.ForeignKey(TimelineItem, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    reports = ArrayField(models.UUIDField(), default=list, help_text="Reports cited then, by id.")
    exhibits = ArrayField(models.UUIDField(), default=list, help_text="Exhibits cited then, by id.")
    written_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="one_timeline_version_a_number")]
        triggers = only_emptied("text", "place")
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"timeline version {self.pk}"
