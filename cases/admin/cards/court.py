"""Proceedings on a case's page."""

from django.utils.translation import gettext_lazy as _

from cases.admin import seen
from cases.admin.cards.card import Card

PROCEEDINGS = Card(
    "proceedings", _("Proceedings"), lambda case, officer: {"proceedings": seen.proceedings(case, officer)},
    ("proceeding",), counted="proceedings",
)  # fmt: skip
