"""What an exhibit's record said before it was corrected, why, and by whom."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.evidence import Exhibit
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

    changes: {column of the exhibit: [as it was, as it is]}, as `cases.wordings.text_of` writes a value. The chain of
    custody has a line with this row's hash (`cases.wordings.line`); `salt` keeps a short wording from being guessed
    from that hash where the line leaves and the wording does not. All three go with the case's purge.
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
