"""What a court or an authority does about a case: who is accused of what, how far it is, what was decided."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from hotline.story import Offence
from intel.models import Entity
from staff import access
from staff.ledger import only_emptied
from staff.models import Officer

NEAR_DAYS = 7


class ProceedingSet(models.QuerySet["Proceeding"]):
    def visible_to(self, officer: Any) -> "ProceedingSet":
        """Proceedings of the cases that the officer sees."""
        if not access.allows(officer, "cases.view_proceeding"):
            return self.none()
        return self.filter(case__in=Case.objects.visible_to(officer))

    def running(self) -> "ProceedingSet":
        return self.exclude(stage__in=Proceeding.ENDED)

    def heard(self) -> "ProceedingSet":
        """Running ones with a hearing, the soonest first; on top those past of which nobody said what became."""
        awaited = self.running().filter(next_hearing__isnull=False)
        return awaited.select_related("case").order_by("next_hearing", "reference")


class Proceeding(models.Model):
    """One matter before one body. Whoever stands accused in it is presumed innocent until a decision is final."""

    class Forum(models.TextChoices):
        COURT = "court", _("Court")
        ADMINISTRATIVE = "administrative", _("Administrative body")

    class Stage(models.TextChoices):
        COMPLAINT = "complaint", _("Complaint filed")
        INVESTIGATION = "investigation", _("Investigation")
        CHARGED = "charged", _("Charged")
        TRIAL = "trial", _("Trial")
        VERDICT = "verdict", _("Decided")
        SENTENCED = "sentenced", _("Sentenced")
        APPEALED = "appealed", _("Appeal pending")
        FINAL = "final", _("Final")
        DISCONTINUED = "discontinued", _("Discontinued")

    ENDED = (Stage.FINAL, Stage.DISCONTINUED)
    # Someone has to answer for it before a judge.
    BEFORE_COURT = (Stage.CHARGED, Stage.TRIAL, Stage.VERDICT, Stage.SENTENCED, Stage.APPEALED)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proceedings", verbose_name=_("case"))
    forum = models.CharField(_("kind of body"), max_length=14, choices=Forum.choices, default=Forum.COURT)
    body = models.CharField(_("court or body"), max_length=160)
    number = models.CharField(_("its file number"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2, help_text="ISO 3166-1 alpha-2.")
    stage = models.CharField(_("stage"), max_length=14, choices=Stage.choices, default=Stage.COMPLAINT)
    next_hearing = models.DateField(_("next hearing"), null=True, blank=True)
    opened_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by"))
    opened_at = models.DateTimeField(_("entered"), auto_now_add=True)

    objects = ProceedingSet.as_manager()

    class Meta:
        verbose_name = _("proceeding")
        verbose_name_plural = _("proceedings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    stage__in=(
                        "complaint", "investigation", "charged", "trial", "verdict", "sentenced", "appealed", "final",
                        "discontinued",
                    )
                ),
                name="proceeding_stage_known",
            ),
            models.CheckConstraint(
                condition=models.Q(next_hearing=None) | ~models.Q(stage__in=("final", "discontinued")),
                name="ended_proceeding_awaits_no_hearing",
            ),
            models.CheckConstraint(condition=models.Q(country__regex="^[A-Z]{2}$"), name="proceeding_country_is_iso"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["-opened_at", "id"], name="proceeding_list"),
            models.Index(fields=["next_hearing"], name="proceeding_hearings"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def has_ended(self) -> bool:
        return self.stage in self.ENDED

    @property
    def is_final(self) -> bool:
        return self.stage == self.Stage.FINAL

    @property
    def is_hearing_near(self) -> bool:
        """Whether the hearing is today or within a week."""
        return self.next_hearing is not None and 0 <= (self.next_hearing - timezone.localdate()).days <= NEAR_DAYS

    @property
    def is_hearing_past(self) -> bool:
        return self.next_hearing is not None and self.next_hearing < timezone.localdate()


class Charge(models.Model):
    """One accused person or company under one provision, and what was decided of it."""

    class Verdict(models.TextChoices):
        PENDING = "pending", _("Pending")
        CONVICTED = "convicted", _("Convicted")
        ACQUITTED = "acquitted", _("Acquitted")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        DISMISSED = "dismissed", _("Dismissed")

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="charges")
    accused = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="charges", verbose_name=_("person or company accused")
    )
    law = models.CharField(_("law"), max_length=200)
    section = models.CharField(_("section"), max_length=80, blank=True)
    offences = ArrayField(
        models.CharField(max_length=12, choices=Offence.choices), default=list, blank=True, verbose_name=_("offences")
    )
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices, default=Verdict.PENDING)
    verdict_on = models.DateField(_("decided on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=("pending", "convicted", "acquitted", "withdrawn", "dismissed")),
                name="charge_verdict_known",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="pending", verdict_on=None)
                | ~models.Q(verdict="pending") & models.Q(verdict_on__isnull=False),
                name="verdict_has_its_day",
            ),
            models.UniqueConstraint(fields=["proceeding", "accused", "law", "section"], name="charged_once"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"charge {self.pk}"

    @property
    def provision(self) -> str:
        """`Criminal Code, s. 244`, as one speaks of it."""
        return ", ".join(filter(None, (self.law, self.section)))

    @property
    def offence_names(self) -> list[Any]:
        return [Offence(code).label for code in self.offences]


class ProceedingEvent(models.Model):
    """What happened in a proceeding, in the order in which it was entered. A hearing to come stands in it too."""

    class Kind(models.TextChoices):
        STAGE = "stage", _("Stage reached")
        CHARGE = "charge", _("Charge entered")
        HEARING_SET = "hearing_set", _("Hearing set")
        HEARING_HELD = "hearing_held", _("Hearing held")
        HEARING_OFF = "hearing_off", _("Hearing called off")
        VERDICT = "verdict", _("Verdict")
        SENTENCE = "sentence", _("Sentence")
        APPEAL = "appeal", _("Appeal lodged")
        APPEAL_DECIDED = "appeal_decided", _("Appeal decided")

    class Appellant(models.TextChoices):
        DEFENCE = "defence", _("The defence")
        PROSECUTION = "prosecution", _("The prosecution")
        BOTH = "both", _("Both sides")
        OTHER = "other", _("Another party")

    class Result(models.TextChoices):
        UPHELD = "upheld", _("Upheld: the decision stands")
        CHANGED = "changed", _("Changed")
        REMITTED = "remitted", _("Sent back for a new trial")
        ABANDONED = "abandoned", _("Appeal withdrawn")

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    on = models.DateField(_("on"), help_text="The day it happened, or for a hearing set the day it will.")
    code = models.CharField(max_length=16, blank=True, help_text="Stage, verdict, side or result, by the kind.")
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, null=True, related_name="events")
    words = models.CharField(max_length=500, blank=True)
    entered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = only_emptied("words")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"event {self.pk}"

    @property
    def code_shown(self) -> Any:
        """The code in words: a stage's, a verdict's, a side's or a result's label."""
        for choices in (Proceeding.Stage, Charge.Verdict, self.Appellant, self.Result):
            if self.code in choices.values:
                return choices(self.code).label
        return self.code


class Sentence(models.Model):
    """What one convicted person or company was given. A later one for the same takes its place; both stay."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="sentences")
    accused = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="sentences", verbose_name=_("of whom"))
    on = models.DateField(_("pronounced on"))
    term = models.CharField(_("imprisonment, as said"), max_length=120, blank=True)
    term_days = models.PositiveIntegerField(
        _("imprisonment, days"), null=True, blank=True, help_text="A year counts 365 days, a month 30."
    )
    is_suspended = models.BooleanField(_("suspended"), default=False)
    fine = models.DecimalField(_("fine"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, help_text="ISO 4217.")
    rate = models.DecimalField(
        _("units of the currency for one US dollar"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    rate_source = models.CharField(_("source of the rate"), max_length=200, blank=True)
    fine_usd = models.DecimalField(_("fine, US dollars of that day"), max_digits=16, decimal_places=2, null=True)
    confiscation = models.CharField(_("confiscated"), max_length=300, blank=True)
    other = models.CharField(_("other measures"), max_length=300, blank=True)
    entered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fine=None, currency="") | models.Q(fine__gt=0, currency__regex="^[A-Z]{3}$"),
                name="fine_has_its_currency",
            ),
            models.CheckConstraint(
                condition=models.Q(rate=None, fine_usd=None)
                | models.Q(fine__isnull=False, rate__gt=0, fine_usd__isnull=False) & ~models.Q(rate_source=""),
                name="dollars_have_their_rate_and_source",
            ),
            models.CheckConstraint(
                condition=~models.Q(is_suspended=True) | models.Q(term_days__isnull=False),
                name="only_a_term_is_suspended",
            ),
        ]
        triggers = only_emptied("term", "confiscation", "other")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"sentence {self.pk}"
