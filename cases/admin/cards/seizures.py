"""Seizures on a case's page."""

from django.utils.translation import gettext_lazy as _

from cases.admin import seen
from cases.admin.cards.card import Card

SEIZURES = Card(
    "seizures", _("Seizures"), lambda case, officer: {"seizures": seen.seizures(case, officer)}, ("seizure",),
    counted="seizures",
)  # fmt: skip
