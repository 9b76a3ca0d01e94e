"""What a case is about, as its officers put it. Pure but for the codes of offences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import phonenumbers
from django.utils.translation import gettext as _

from cases.models import Case
from reference.models import Offence
from staff.refusals import Invalid


@dataclass(frozen=True)
class Brief:
    """What a case is about.

    priority: 1 (life or a live animal) to 4. jurisdiction: ISO 3166-1 alpha-2, "" where not known.
    offences: codes of `reference.Offence`.
    """

    title: str
    type: str = Case.Type.TRADE
    priority: int = Case.Priority.NORMAL
    summary: str = ""
    objectives: str = ""
    law_and_jurisdiction: str = ""
    jurisdiction: str = ""
    offences: Sequence[str] = ()
    risk: str = ""
    review_by: date | None = None

    def columns(self) -> dict[str, object]:
        """As the case's row keeps it."""
        kept = {name: getattr(self, name) for name in self.__dataclass_fields__}
        bare = {name: value.strip() if isinstance(value, str) else value for name, value in kept.items()}
        return bare | {"jurisdiction": self.jurisdiction.strip().upper(), "offences": list(self.offences)}


def check(brief: Brief) -> None:
    """Raises: Invalid with a sentence per field."""
    wrong: dict[str, str] = {}
    if not brief.title.strip():
        wrong["title"] = _("Give the case a title.")
    if brief.type not in Case.Type.values:
        wrong["type"] = _("Choose what kind of case it is.")
    if brief.priority not in Case.Priority.values:
        wrong["priority"] = _("Choose a priority from 1 to 4.")
    country = brief.jurisdiction.strip().upper()
    if country and country not in phonenumbers.SUPPORTED_REGIONS:
        wrong["jurisdiction"] = _("Give the country by its two letters, as VN.")
    if set(brief.offences) - set(Offence.objects.filter(code__in=brief.offences).values_list("code", flat=True)):
        wrong["offences"] = _("Choose offences of the list.")
    if wrong:
        raise Invalid(_("The case is not complete."), **wrong)
