"""What an exhibit's record said before it was corrected, why, and by whom; and which of it is withheld from whom."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.evidence import Exhibit
from cases.models.packet import ProfileName
from staff.ledger import only_emptied
from staff.models import Officer

# Its words go in a purged case, and in no other.
UNTIL_THE_PURGE = """
IF NOT EXISTS (
    SELECT 1 FROM cases_exhibit JOIN cases_case ON cases_case.id = cases_exhibit.case_id
    WHERE cases_exhibit.id = OLD.exhibit_id AND cases_case.purged_at IS NOT NULL
) THEN RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME; END IF;
RETURN NEW;
"""


class ExhibitCorrection(models.Model):
    """One correction of an exhibit's record: it made version `number` + 1 of version `number`.

    changes: {column of the exhibit, or `statement.language`: [as it was, as it is]}, as `cases.wordings.text_of` writes
    a value. The chain of custody has a line with this row's hash (`cases.wordings.line`); `salt` keeps a short wording
    from being guessed from that hash where the line leaves and the wording does not. All go with the case's purge.
    """

    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField(_("correction"))
    changes = models.JSONField()
    reason = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("corrected by"))
    at = models.DateTimeField(_("corrected"))
    salt = models.CharField(max_length=32, help_text="16 random bytes, hex.")

    class Meta:
        triggers = [
            *only_emptied("reason", "salt", documents=("changes",)),
            pgtrigger.Trigger(
                name="kept_until_the_purge", when=pgtrigger.Before, operation=pgtrigger.Update, func=UNTIL_THE_PURGE
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["exhibit", "number"], name="one_exhibit_correction_a_number"),
            models.CheckConstraint(
                condition=~models.Q(reason="") | models.Q(reason="", salt="", changes={}),
                name="exhibit_correction_says_why",
            ),
        ]
        ordering = ["exhibit", "number"]

    def __str__(self) -> str:
        return f"correction {self.number} of {self.exhibit_id}"


class WithheldWording(models.Model):
    """An earlier wording, or the reason of its correction, that some packets do not tell: by two people.

    It stays in the correction's row, and its hash on the chain; a packet says in its place that it is withheld and why.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for a second person")
        WITHHELD = "withheld", _("Withheld")
        REFUSED = "refused", _("Not withheld")
        TOLD = "told", _("Told again")

    correction = models.ForeignKey(ExhibitCorrection, on_delete=models.PROTECT, related_name="withheld")
    column = models.CharField(_("what"), max_length=40, help_text="A column of its changes, or `reason`.")
    profiles = ArrayField(
        models.CharField(max_length=12, choices=ProfileName.choices), verbose_name=_("withheld from"), size=5
    )
    why = models.CharField(_("why"), max_length=200)
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="asked", decided_by=None)
                | models.Q(state__in=("withheld", "refused", "told"), decided_by__isnull=False),
                name="withheld_wording_says_who",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="withheld") | ~models.Q(asked_by=models.F("decided_by")),
                name="withheld_by_two_people",
            ),
            models.UniqueConstraint(
                fields=["correction", "column"], condition=models.Q(state__in=("asked", "withheld")),
                name="one_withholding_a_wording",
            ),
        ]  # fmt: skip
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"withheld wording {self.pk}"
