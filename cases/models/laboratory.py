"""What a laboratory is asked about exhibits, and what it answered."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.evidence import Exhibit
from staff import access
from staff.models import Officer


class LabRequestSet(models.QuerySet["LabRequest"]):
    def visible_to(self, officer: Any) -> "LabRequestSet":
        """Requests about exhibits that the officer sees."""
        if not access.allows(officer, "cases.view_exhibit"):
            return self.none()
        seen = Exhibit.objects.visible_to(officer)
        return self.filter(models.Exists(LabQuestion.objects.filter(request=models.OuterRef("pk"), exhibit__in=seen)))


class LabRequest(models.Model):
    """A request to a laboratory: a form to print, with a question for each exhibit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lab_requests", verbose_name=_("case"))
    laboratory = models.CharField(_("laboratory"), max_length=120)
    address = models.CharField(_("address of the laboratory"), max_length=300, blank=True)
    method_wanted = models.CharField(_("method wanted"), max_length=200, blank=True)
    return_instructions = models.CharField(
        _("what to do with the items afterwards"), max_length=300,
        help_text=_("Returned to whom, kept, or destroyed only on a written order."),
    )  # fmt: skip
    contact = models.CharField(_("whom to reach"), max_length=200)
    asked_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, related_name="lab_requests", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    due = models.DateField(_("result wanted by"), null=True, blank=True)

    objects = LabRequestSet.as_manager()

    class Meta:
        verbose_name = _("laboratory request")
        verbose_name_plural = _("laboratory requests")
        indexes = [models.Index(fields=["-asked_at", "id"], name="lab_request_list")]

    def __str__(self) -> str:
        return self.reference


class LabQuestion(models.Model):
    """What is asked about one exhibit, and the answer: who found what, when, by which method."""

    request = models.ForeignKey(LabRequest, on_delete=models.PROTECT, related_name="questions")
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="lab_questions")
    question = models.CharField(_("question"), max_length=500)
    result = models.TextField(_("result"), blank=True)
    result_file = models.ForeignKey(
        Exhibit, on_delete=models.PROTECT, null=True, blank=True, related_name="results_of", verbose_name=_("report")
    )
    result_by = models.CharField(_("found by"), max_length=120, blank=True)
    result_on = models.DateField(_("found on"), null=True, blank=True)
    result_method = models.CharField(_("method used"), max_length=200, blank=True)
    entered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "exhibit"], name="one_question_an_exhibit"),
            models.CheckConstraint(
                condition=models.Q(result_on=None, entered_by=None, result_file=None, result="")
                | models.Q(result_on__isnull=False, entered_by__isnull=False) & ~models.Q(result_by=""),
                name="lab_result_says_who_and_when",
            ),
        ]
        ordering = ["exhibit__reference"]

    def __str__(self) -> str:
        return f"question {self.pk}"

    @property
    def is_answered(self) -> bool:
        return self.result_on is not None
