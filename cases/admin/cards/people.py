"""Who works on a case, and what they noted, on its page."""

from django.utils.translation import gettext_lazy as _

from cases.admin import seen
from cases.admin.cards.card import Card

MEMBERS = Card(
    "members", _("Members"), lambda case, officer: {"members": seen.members(case)},
    ("admit", "deny", "lift", "lead", "deputy"), is_aside=True, counted="members",
)  # fmt: skip
NOTES = Card(
    "notes", _("Notes"), lambda case, officer: {"notes": seen.notes(case)}, ("note",), is_aside=True, counted="notes"
)
