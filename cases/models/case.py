"""The case: what is worked on, by whom, and how it ended."""

import uuid
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hotline.models import Report
from staff import access, compartments
from staff.models import Officer


class CaseSet(models.QuerySet["Case"]):
    def visible_to(self, officer: Any) -> "CaseSet":
        """One's own cases; every case for those who read every one; never one that denies the officer."""
        if not access.allows(officer, "cases.view_case"):
            return self.none()
        if access.allows(officer, "cases.read_every_case"):
            return self.exclude(pk__in=compartments.closed_to(officer))
        return self.filter(pk__in=compartments.open_to(officer))

    def with_given(self) -> "CaseSet":
        """Each with `given_entries`: what it had from its template (`cases.case_templates`)."""
        uses = Case._meta.get_field("template_uses").related_model._default_manager  # type: ignore[union-attr]
        given = uses.filter(case=models.OuterRef("pk")).values("entry")
        return self.annotate(given_entries=ArraySubquery(given))

    def worked_by(self, officer: Any) -> "CaseSet":
        """Those of the visible in which the officer may act: broken glass lets read, and nothing more."""
        if access.allows(officer, "cases.read_every_case"):
            return self.visible_to(officer)
        return self.visible_to(officer).filter(pk__in=compartments.member_of(officer))


class Case(models.Model):
    """A case. Its id is the compartment that members are let into (`staff.compartments`)."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        OPEN = "open", _("Open")
        ACTIVE = "active", _("Active")
        DORMANT = "dormant", _("Dormant")
        WITH_AGENCY = "with_agency", _("With an agency")
        IN_COURT = "in_court", _("In court")
        CLOSED = "closed", _("Closed")
        ARCHIVED = "archived", _("Archived")

    class Ending(models.TextChoices):
        CONVICTED = "convicted", _("Convicted")
        ACQUITTED = "acquitted", _("Acquitted")
        ADMINISTRATIVE = "administrative", _("Administrative penalty")
        RESCUED = "rescued", _("Animals rescued")
        DISRUPTED = "disrupted", _("Disrupted")
        NO_ACTION = "no_action", _("No action by the agency")
        INSUFFICIENT = "insufficient", _("Too little to go on")
        UNFOUNDED = "unfounded", _("Unfounded")

    class Type(models.TextChoices):
        TRADE = "trade", _("Trade and trafficking")
        POACHING = "poaching", _("Killing and trapping")
        ONLINE = "online", _("Online trade")
        CAPTIVE = "captive", _("Keeping and breeding")
        HABITAT = "habitat", _("Timber and habitat")
        CORRUPTION = "corruption", _("Official involved")
        OTHER = "other", _("Other")

    class Priority(models.IntegerChoices):
        URGENT = 1, _("1 · Life or a live animal")
        HIGH = 2, _("2 · High")
        NORMAL = 3, _("3 · Normal")
        LOW = 4, _("4 · Low")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=160)
    type = models.CharField(_("type"), max_length=12, choices=Type.choices, default=Type.TRADE)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.NORMAL)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.PROPOSED)
    ending = models.CharField(_("how it ended"), max_length=14, choices=Ending.choices, blank=True)
    lead = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="cases_led", verbose_name=_("lead"))
    deputy = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="cases_deputised",
        verbose_name=_("deputy"),
    )  # fmt: skip
    opened_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="cases_opened")
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    review_by = models.DateField(_("review by"), null=True, blank=True)
    wake_on = models.DateField(_("dormant until"), null=True, blank=True)
    purged_at = models.DateTimeField(_("purged"), null=True, blank=True)
    summary = models.TextField(_("summary"), blank=True, help_text=_("Stands first in every packet."))
    objectives = models.TextField(_("objectives"), blank=True)
    law_and_jurisdiction = models.TextField(_("law and jurisdiction"), blank=True)
    jurisdiction = models.CharField(
        _("jurisdiction"), max_length=2, blank=True, help_text=_("The country, by its ISO 3166 code.")
    )
    offences = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, verbose_name=_("offences"),
        help_text="Codes of `reference.Offence`.",
    )  # fmt: skip
    risk = models.TextField(_("risks"), blank=True, help_text=_("To people, animals and the operation."))
    reports = models.ManyToManyField(Report, through="CaseReport", related_name="cases")

    objects = CaseSet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    status__in=(
                        "proposed", "open", "active", "dormant", "with_agency", "in_court", "closed", "archived",
                    )
                ),
                name="case_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=("closed", "archived"), closed_at__isnull=False) & ~models.Q(ending="")
                | ~models.Q(status__in=("closed", "archived")) & models.Q(ending="", closed_at__isnull=True),
                name="closed_case_says_how",
            ),
            models.CheckConstraint(
                condition=models.Q(status="dormant", wake_on__isnull=False)
                | ~models.Q(status="dormant") & models.Q(wake_on=None),
                name="dormant_case_wakes_some_day",
            ),
            models.CheckConstraint(
                condition=models.Q(deputy=None) | ~models.Q(deputy=models.F("lead")), name="lead_is_not_the_deputy"
            ),
            models.CheckConstraint(
                condition=models.Q(purged_at=None)
                | models.Q(title="", summary="", objectives="", law_and_jurisdiction="", risk=""),
                name="purged_case_has_no_words",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["priority", "-opened_at"], name="case_list"),
            models.Index(fields=["status", "priority", "-opened_at"], name="case_list_by_status"),
            models.Index(fields=["wake_on"], name="case_dormant", condition=models.Q(wake_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.reference

    def is_visible_to(self, officer: Any) -> bool:
        """As `CaseSet.visible_to` says of many; asks about the officer's compartments only."""
        if not access.allows(officer, "cases.view_case"):
            return False
        if access.allows(officer, "cases.read_every_case"):
            return self.pk not in compartments.closed_to(officer)
        return self.pk in compartments.open_to(officer)

    def is_worked_by(self, officer: Any) -> bool:
        """Whether an officer who sees the case may act in it too; `CaseSet.worked_by` says the same of many."""
        if access.allows(officer, "cases.read_every_case"):
            return True
        return self.pk in compartments.member_of(officer)

    def is_led_by(self, officer: Officer) -> bool:
        """As its lead, or the lead's deputy."""
        return officer.pk in (self.lead_id, self.deputy_id)

    @property
    def is_review_overdue(self) -> bool:
        is_asked = self.status != self.Status.CLOSED and self.purged_at is None
        return is_asked and self.review_by is not None and self.review_by < timezone.localdate()

    @property
    def is_wake_due(self) -> bool:
        return self.wake_on is not None and self.wake_on <= timezone.localdate()

    @property
    def is_closed(self) -> bool:
        return self.status in (self.Status.CLOSED, self.Status.ARCHIVED)


class CaseReport(models.Model):
    """A report used in a case, and why."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="report_links")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="case_links")
    reason = models.CharField(_("why it belongs here"), max_length=300, blank=True)
    added_by = models.ForeignKey(Officer, on_delete=models.PROTECT)
    added_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(
        null=True, blank=True, help_text="When the case had seen to it that the report is withdrawn."
    )
    settled_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "report"], name="case_uses_report_once")]

    def __str__(self) -> str:
        return f"{self.case_id} < {self.report_id}"

    @property
    def is_unsettled(self) -> bool:
        """Whether its report was withdrawn, and nobody in the case has seen to that. Select the report."""
        return self.report.status == Report.Status.WITHDRAWN and self.settled_at is None


class CaseNote(models.Model):
    """What an officer noted in a case. It stays on the desk: no packet holds it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Officer, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField(_("note"))

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"note {self.pk}"
