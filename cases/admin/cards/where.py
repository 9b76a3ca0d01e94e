"""The map of a case on its page: how many places it tells of, and the way to the map."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.admin.cards.card import Card
from cases.admin.map_page import told
from cases.models import Case
from staff.models import Officer


def _rows(case: Case, officer: Officer) -> dict[str, Any]:
    return {"case_map": told(case, officer)}


MAP = Card("map", _("Map"), _rows)
