"""Who works on a case, and what they noted, on its page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.admin.cards.card import Card
from cases.models import Case
from staff.models import Membership, Officer


def _members(case: Case, officer: Officer) -> dict[str, Any]:
    return {"members": Membership.objects.filter(compartment=case.pk).select_related("officer").order_by("since")}


MEMBERS = Card("members", _("Members"), _members, ("admit", "deny", "lift", "lead", "deputy"), is_aside=True)
NOTES = Card(
    "notes", _("Notes"), lambda case, officer: {"notes": case.notes.select_related("author")}, ("note",), is_aside=True
)
