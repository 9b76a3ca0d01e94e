"""Exhibits, and what leaves the house, on a case's page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.admin.cards.card import Card
from cases.models import Case, Exhibit, Outcome, Packet, Referral
from staff.models import Officer


def _exhibits(case: Case, officer: Officer) -> dict[str, Any]:
    seen = Exhibit.objects.visible_to(officer).filter(case=case)
    return {"exhibits": seen.select_related("parent").prefetch_related("derived").order_by("reference")}


def packets_shown(case: Case, officer: Officer) -> Any:
    return Packet.objects.visible_to(officer).filter(case=case).order_by("-drafted_at")


def referrals_shown(case: Case, officer: Officer) -> Any:
    seen = Referral.objects.visible_to(officer).filter(case=case)
    return seen.select_related("agency").order_by("-drafted_at")


def _referrals(case: Case, officer: Officer) -> dict[str, Any]:
    seen = Outcome.objects.visible_to(officer).filter(case=case)
    outcomes = seen.select_related("by_agency", "by_officer", "referral", "correction")
    return {"referrals": referrals_shown(case, officer), "outcomes": outcomes}


EXHIBITS = Card("exhibits", _("Exhibits"), _exhibits, ("take", "register"))
PACKETS = Card(
    "packets", _("Packets"), lambda case, officer: {"packets": packets_shown(case, officer)}, ("packet",)
)  # fmt: skip
REFERRALS = Card("referrals", _("Referrals and outcomes"), _referrals, ("refer", "outcome"))
