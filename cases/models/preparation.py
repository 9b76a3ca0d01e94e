"""What a case starts with and must not forget: points of its checklist, what a template brought, its risks."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.inquiry import OfCase
from staff.models import Officer


class ChecklistPoint(models.Model):
    """One point of a case's checklist. What we did, or did not do, stands in packets once it is ticked."""

    class Section(models.TextChoices):
        STEP = "step", _("A step of ours")
        DONE = "done", _("What we did: stands in packets")
        NOT_DONE = "not_done", _("What we did not do: stands in packets")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="checklist", verbose_name=_("case"))
    text = models.CharField(_("point"), max_length=300)
    section = models.CharField(_("section"), max_length=8, choices=Section.choices, default=Section.STEP)
    ticked_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ticked by")
    )
    ticked_at = models.DateTimeField(_("ticked"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = OfCase.as_manager()

    class Meta:
        verbose_name = _("point of the checklist")
        verbose_name_plural = _("points of the checklist")
        constraints = [
            models.CheckConstraint(condition=Q(section__in=("step", "done", "not_done")), name="point_section_known"),
            models.CheckConstraint(
                condition=Q(ticked_by=None, ticked_at=None) | Q(ticked_by__isnull=False, ticked_at__isnull=False),
                name="ticked_point_says_by_whom",
            ),
        ]
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"point {self.pk}"

    @property
    def is_ticked(self) -> bool:
        return self.ticked_at is not None


class TemplateUse(models.Model):
    """An entry of a template that a case was given, so that it is given once, whatever became of it since."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="template_uses")
    entry = models.CharField(max_length=60, help_text="`trade.tasks.places`")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "entry"], name="template_entry_given_once")]

    def __str__(self) -> str:
        return self.entry


class CaseRisk(models.Model):
    """How great one kind of risk is in a case, and why."""

    class Kind(models.TextChoices):
        SOURCE = "source", _("To a source")
        OFFICERS = "officers", _("To officers")
        ANIMALS = "animals", _("To animals")
        CORRUPTION = "corruption", _("Corruption")
        FLIGHT = "flight", _("Flight, or loss of evidence")

    class Level(models.TextChoices):
        LOW = "low", _("low")
        MEDIUM = "medium", _("medium")
        HIGH = "high", _("high")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="risks")
    kind = models.CharField(_("risk"), max_length=10, choices=Kind.choices)
    level = models.CharField(_("how great"), max_length=6, choices=Level.choices)
    sentence = models.CharField(_("why, and what is done about it"), max_length=300)
    assessed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    assessed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="one_assessment_a_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=("source", "officers", "animals", "corruption", "flight"))
                & Q(level__in=("low", "medium", "high")),
                name="risk_kind_and_level_known",
            ),
        ]
        ordering = ["kind"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"


class LinkSet(models.QuerySet["CaseLink"]):
    def of(self, case: Case) -> "LinkSet":
        """Every link of a case, from either side. For what an officer may see of them, ask `links.shown`."""
        return self.filter(Q(near=case) | Q(far=case))


class CaseLink(models.Model):
    """Two cases that belong together and stay two. Of a parent, `near` is the parent and `far` the child."""

    class Kind(models.TextChoices):
        LINKED = "linked", _("linked")
        PARENT = "parent", _("parent of")

    near = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links_from")
    far = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links_to")
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices)
    why = models.CharField(_("why"), max_length=300, blank=True)
    is_hinted = models.BooleanField(
        default=False, help_text="Whether members of one case who do not see the other are told that there is one."
    )
    linked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(auto_now_add=True)

    objects: Any = LinkSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(near=models.F("far")), name="case_is_not_linked_to_itself"),
            models.CheckConstraint(condition=Q(kind__in=("linked", "parent")), name="case_link_kind_known"),
            models.UniqueConstraint(
                Least("near", "far"), Greatest("near", "far"),
                name="two_cases_are_linked_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"link {self.pk}"
