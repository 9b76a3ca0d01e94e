"""Listings on a case's page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.admin import seen
from cases.admin.cards.card import Card
from cases.listings.recording import RIGHT
from cases.models import Case
from staff import access
from staff.models import Officer


def _rows(case: Case, officer: Officer) -> dict[str, Any]:
    may_list = access.allows(officer, RIGHT) and not case.is_closed and case.is_worked_by(officer)
    return {"listings": seen.listings(case, officer), "may_list": may_list}


LISTINGS = Card("listings", _("Listings"), _rows, counted="listings")
