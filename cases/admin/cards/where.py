"""The map of a case on its page: how many places it tells of, and the way to the map."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases import case_map
from cases.admin import seen
from cases.admin.cards.card import Card
from cases.admin.map_page import told
from cases.models import Case
from staff.models import Officer


def _rows(case: Case, officer: Officer) -> dict[str, Any]:
    """Of the rows that other cards show."""
    spots = case_map.of_rows(
        [link.report for link in seen.report_links(case, officer)], seen.timeline(case, officer),
        [exhibit for exhibit in seen.exhibits(case, officer) if not exhibit.parent_id], seen.seizures(case, officer),
    )  # fmt: skip
    return {"case_map": told(spots)}


MAP = Card("map", _("Map"), _rows)
