"""What a case asks: questions, and hypotheses with the evidence for and against each."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.evidence import Exhibit
from cases.models.timeline import TimelineItem
from hotline.models import Report
from intel.estimates import Confidence, Likelihood, in_words
from staff import compartments
from staff.models import Officer


class OfCase(models.QuerySet[Any]):
    def visible_to(self, officer: Any) -> "OfCase":
        """Those of the cases that the officer sees."""
        return self.filter(case__in=Case.objects.visible_to(officer))


class Question(models.Model):
    """Something the case must find out. While it is open it is a gap."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered")
        DROPPED = "dropped", _("Dropped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="questions", verbose_name=_("case"))
    text = models.CharField(_("question"), max_length=300)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    in_packets = models.BooleanField(_("goes into packets"), default=True)
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = OfCase.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=("open", "answered", "dropped")), name="question_state_known"),
            models.CheckConstraint(condition=~Q(state="answered") | ~Q(answer=""), name="answered_question_says_what"),
        ]
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"question {self.pk}"


class Hypothesis(models.Model):
    """One explanation of what happened, weighed beside the others of its case."""

    class State(models.TextChoices):
        OPEN = "open", _("Being weighed")
        HELD = "held", _("Held")
        REJECTED = "rejected", _("Rejected")
        DROPPED = "dropped", _("Dropped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hypotheses", verbose_name=_("case"))
    text = models.CharField(_("hypothesis"), max_length=300)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    conclusion = models.TextField(_("conclusion"), blank=True)
    likelihood = models.CharField(_("likelihood"), max_length=14, choices=Likelihood.choices, blank=True)
    confidence = models.CharField(_("confidence"), max_length=8, choices=Confidence.choices, blank=True)
    in_packets = models.BooleanField(_("goes into packets"), default=True)
    put_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("put by"))
    put_at = models.DateTimeField(_("put"), auto_now_add=True)

    objects = OfCase.as_manager()

    class Meta:
        verbose_name = _("hypothesis")
        verbose_name_plural = _("hypotheses")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("open", "held", "rejected", "dropped")), name="hypothesis_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("held", "rejected"))
                | (~Q(conclusion="") & ~Q(likelihood="") & ~Q(confidence="")),
                name="concluded_hypothesis_says_how_sure",
            ),
        ]
        ordering = ["put_at", "pk"]

    def __str__(self) -> str:
        return f"hypothesis {self.pk}"

    @property
    def likelihood_shown(self) -> str:
        """`very likely (80–95 %)`, "" where none was given."""
        return in_words(self.likelihood)


class BearingSet(models.QuerySet["Bearing"]):
    def visible_to(self, officer: Any) -> "BearingSet":
        """Those of the officer's cases, but what rests on a report that another case keeps from them."""
        closed = list(compartments.closed_to(officer))
        seen = self.filter(hypothesis__case__in=Case.objects.visible_to(officer))
        hidden = Q(report__compartments__overlap=closed) | Q(moment__reports__compartments__overlap=closed)
        return seen.exclude(pk__in=self.model._default_manager.filter(hidden).values("pk")) if closed else seen


class Bearing(models.Model):
    """How one report, exhibit or entry of the timeline bears on one hypothesis."""

    class Says(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        NEITHER = "neither", _("neither")

    hypothesis = models.ForeignKey(Hypothesis, on_delete=models.CASCADE, related_name="bearings")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="+")
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, null=True, related_name="+")
    moment = models.ForeignKey(TimelineItem, on_delete=models.PROTECT, null=True, related_name="+")
    says = models.CharField(_("says"), max_length=8, choices=Says.choices)
    note = models.CharField(_("why"), max_length=300, blank=True)
    weighed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    weighed_at = models.DateTimeField(auto_now=True)

    objects = BearingSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(says__in=("for", "against", "neither")), name="bearing_says_known"),
            models.CheckConstraint(
                condition=Q(report__isnull=False, exhibit=None, moment=None)
                | Q(report=None, exhibit__isnull=False, moment=None)
                | Q(report=None, exhibit=None, moment__isnull=False),
                name="bearing_rests_on_one_thing",
            ),
            models.UniqueConstraint(fields=["hypothesis", "report"], name="report_bears_once"),
            models.UniqueConstraint(fields=["hypothesis", "exhibit"], name="exhibit_bears_once"),
            models.UniqueConstraint(fields=["hypothesis", "moment"], name="moment_bears_once"),
        ]

    def __str__(self) -> str:
        return f"bearing {self.pk}"
