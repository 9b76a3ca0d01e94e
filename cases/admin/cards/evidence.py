"""Exhibits, and what leaves the house, on a case's page."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.admin import seen
from cases.admin.cards.card import Card
from cases.models import Case, Exhibit, Outcome
from staff import access
from staff.models import Officer


def _exhibits(case: Case, officer: Officer) -> dict[str, Any]:
    may_bring = access.allows(officer, "cases.take_exhibit") and not case.is_closed
    return {"exhibits": _with_pictures(seen.exhibits(case, officer)), "may_bring": may_bring}


def _with_pictures(exhibits: list[Exhibit]) -> list[tuple[Exhibit, bool]]:
    """Each with whether it has a picture of its own to be drawn; a copy is the picture of another."""
    made = defaultdict(list)
    for each in exhibits:
        made[each.parent_id].append(each)
    return [
        (each, not each.is_copy and each.picture_among(lambda one: made[one.pk]) is not None) for each in exhibits
    ]  # fmt: skip


def _referrals(case: Case, officer: Officer) -> dict[str, Any]:
    rows = Outcome.objects.visible_to(officer).filter(case=case)
    outcomes = rows.select_related("by_agency", "by_officer", "referral", "correction")
    return {"referrals": seen.referrals(case, officer), "outcomes": list(outcomes)}


EXHIBITS = Card("exhibits", _("Exhibits"), _exhibits, ("take", "register", "lab"), counted="exhibits")
PACKETS = Card(
    "packets", _("Packets"), lambda case, officer: {"packets": seen.packets(case, officer)}, ("packet",),
    counted="packets",
)  # fmt: skip
REFERRALS = Card("referrals", _("Referrals and outcomes"), _referrals, ("refer", "outcome"), counted="referrals")
