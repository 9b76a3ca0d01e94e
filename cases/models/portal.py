"""What comes by an agency's page beside its answers: each act, files that prove an outcome, what it made of us."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.outcome import Outcome
from cases.models.referral import Referral
from hotline.models import CopiedFile
from staff import access
from staff.ledger import AppendOnly, only_emptied


class PortalAct(AppendOnly):
    """One use of an agency's page: when and what. No address of a network, no browser."""

    class Act(models.TextChoices):
        OPEN = "open", _("Opened with the code")
        LOOK = "look", _("Looked again")
        DOWNLOAD = "download", _("Took the packet")
        STAMP = "stamp", _("Took its time stamp")
        ACKNOWLEDGE = "acknowledge", _("Acknowledged")
        ACCEPT = "accept", _("Accepted")
        MORE = "more", _("Asked for more")
        DECLINE = "decline", _("Declined")
        MESSAGE = "message", _("Wrote a message")
        FIRST_ACTION = "first_action", _("Named its first action")
        OUTCOME = "outcome", _("Reported an outcome")
        FEEDBACK = "feedback", _("Gave feedback")
        STOPPED = "stopped", _("No longer uses a withdrawn report")
        SHARE = "share", _("Wrote for other agencies")

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="portal_acts")
    at = models.DateTimeField(default=timezone.now)
    act = models.CharField(max_length=12, choices=Act.choices)

    class Meta(AppendOnly.Meta):
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["referral", "-at"], name="portal_acts_of_referral")]

    def __str__(self) -> str:
        return f"{self.act} {self.referral_id}"


class OutcomeFileSet(models.QuerySet["OutcomeFile"]):
    def visible_to(self, officer: Any) -> "OutcomeFileSet":
        """Files of the outcomes of the cases that the officer sees."""
        if not access.allows(officer, "cases.view_outcome"):
            return self.none()
        return self.filter(outcome__case__in=Case.objects.visible_to(officer))


class OutcomeFile(CopiedFile):
    """A paper or photograph by which an agency proves an outcome; the desk sees its scrubbed copy."""

    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="files")

    objects = OutcomeFileSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(file_id__isnull=False), name="outcome_file_has_its_original"),
            models.CheckConstraint(
                condition=~models.Q(scan="infected") | models.Q(copy_id__isnull=True), name="outcome_infected_uncopied"
            ),
        ]
        indexes = [
            models.Index(fields=["received_at"], name="outcome_file_waiting", condition=models.Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return f"file of {self.outcome_id}"


class ReferralFeedback(models.Model):
    """What an agency made of a referral. Given again it is a further row, and the latest counts."""

    class Degree(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="feedback")
    at = models.DateTimeField(default=timezone.now)
    useful = models.CharField(_("useful"), max_length=6, choices=Degree.choices)
    timely = models.CharField(_("in time"), max_length=6, choices=Degree.choices)
    rating = models.PositiveSmallIntegerField(_("rating"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    text = models.TextField(_("in their words"), blank=True)

    class Meta:
        triggers = only_emptied("text")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(rating__range=(1, 5)), name="feedback_rates_from_one_to_five"),
            models.CheckConstraint(
                condition=models.Q(useful__in=("yes", "partly", "no"), timely__in=("yes", "partly", "no")),
                name="feedback_degree_known",
            ),
        ]
        indexes = [models.Index(fields=["referral", "-at"], name="feedback_of_referral")]

    def __str__(self) -> str:
        return f"feedback {self.referral_id}"
