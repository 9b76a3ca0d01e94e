"""What goes with an exhibit that is a statement, or a capture of a page on the network."""

from collections.abc import Sequence

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.evidence import Exhibit
from staff.ledger import APPEND_ONLY_TRIGGERS

# What was entered of each: changed by a correction of its exhibit only, which keeps the earlier wording.
CORRECTED = {
    "statement": ("by_service_number", "language", "translator", "willing"),
    "capture": ("url", "platform", "account_id", "handle"),
}
# Words that go when the case is purged, all at once.
PURGED = {
    "statement": ("by_service_number", "language", "translator"),
    "capture": ("url", "platform", "account_id", "handle"),
}


def _is_corrected(sheet: str, column: str) -> str:
    """SQL: refuses another wording of a column but the one to which the exhibit's last correction leads."""
    said = f"c.changes -> '{sheet}.{column}' = to_jsonb(ARRAY[OLD.{column}::text, NEW.{column}::text])"
    return f"IF NEW.{column} <> OLD.{column} AND NOT EXISTS ({_LAST} AND {said}) THEN {_REFUSED} END IF; "


_LAST = (
    "SELECT 1 FROM cases_exhibitcorrection AS c JOIN cases_exhibit AS e ON e.id = c.exhibit_id "
    "WHERE e.id = OLD.exhibit_id AND c.number = e.version - 1"
)
_REFUSED = "RAISE EXCEPTION 'pgtrigger: Cannot correct % without keeping what it said', TG_TABLE_NAME;"


def corrected_by_a_correction(sheet: str, columns: Sequence[str]) -> list[pgtrigger.Trigger]:
    """Triggers of a sheet: what was entered changes by a correction, and goes with the case's purge."""
    rest = ", ".join(f"'{column}'" for column in PURGED[sheet])
    purged = (
        "SELECT 1 FROM cases_exhibit JOIN cases_case ON cases_case.id = cases_exhibit.case_id "
        "WHERE cases_exhibit.id = OLD.exhibit_id AND cases_case.purged_at IS NOT NULL"
    )
    says_nothing = " AND ".join(f"NEW.{column} = ''" for column in PURGED[sheet])
    is_emptied = f"{says_nothing} AND to_jsonb(NEW) - ARRAY[{rest}] = to_jsonb(OLD) - ARRAY[{rest}]"
    func = (
        f"IF {is_emptied} AND EXISTS ({purged}) THEN RETURN NEW; END IF; "
        f"IF NEW.exhibit_id <> OLD.exhibit_id THEN {_REFUSED} END IF; "
        + "".join(_is_corrected(sheet, column) for column in columns)
        + "RETURN NEW;"
    )
    return [
        pgtrigger.Trigger(
            name="corrected_by_a_correction", when=pgtrigger.Before, operation=pgtrigger.Update, func=func
        ),
        *APPEND_ONLY_TRIGGERS[1:],
    ]


class Statement(models.Model):
    """Whose words an exhibit holds. A source has no name here: their statement is held by the handler."""

    class Willing(models.TextChoices):
        YES = "yes", _("Would testify")
        PROTECTED = "protected", _("Would testify under protection")
        NO = "no", _("Would not testify")
        UNKNOWN = "unknown", _("Not asked")

    exhibit = models.OneToOneField(Exhibit, on_delete=models.PROTECT, related_name="statement", primary_key=True)
    by_service_number = models.CharField(
        _("service number of whoever made it"), max_length=30, blank=True,
        help_text=_("Empty: held by the handler, who knows whose it is."),
    )  # fmt: skip
    language = models.CharField(_("language"), max_length=40)
    translator = models.CharField(_("translator"), max_length=120, blank=True)
    willing = models.CharField(_("would testify"), max_length=9, choices=Willing.choices, default=Willing.UNKNOWN)

    class Meta:
        triggers = corrected_by_a_correction("statement", CORRECTED["statement"])
        constraints = [
            models.CheckConstraint(
                condition=models.Q(willing__in=("yes", "protected", "no", "unknown")), name="statement_willing_known"
            )
        ]

    def __str__(self) -> str:
        return f"statement {self.exhibit_id}"

    @property
    def whose(self) -> str:
        return self.by_service_number or str(_("held by the handler"))


class Capture(models.Model):
    """A page as it stood on the network, and whose account it was; its files are parts of the exhibit."""

    exhibit = models.OneToOneField(Exhibit, on_delete=models.PROTECT, related_name="capture", primary_key=True)
    url = models.CharField(_("address"), max_length=2000)
    platform = models.CharField(_("platform"), max_length=60, blank=True)
    account_id = models.CharField(
        _("number of the account"), max_length=60, blank=True, help_text=_("It stays when the name is changed.")
    )
    handle = models.CharField(_("name of the account"), max_length=120, blank=True)

    class Meta:
        triggers = corrected_by_a_correction("capture", CORRECTED["capture"])

    def __str__(self) -> str:
        return f"capture {self.exhibit_id}"
