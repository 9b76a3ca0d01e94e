"""Exhibits, and what leaves the house, on a case's page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.admin.cards.card import Card
from cases.models import Case, Exhibit, Outcome, Packet, Referral
from staff import access
from staff.models import Officer


def exhibits_shown(case: Case, officer: Officer) -> Any:
    return Exhibit.objects.visible_to(officer).filter(case=case)


def _exhibits(case: Case, officer: Officer) -> dict[str, Any]:
    seen = exhibits_shown(case, officer)
    may_bring = access.allows(officer, "cases.take_exhibit") and not case.is_closed
    return {
        "exhibits": seen.select_related("parent").prefetch_related("derived__derived").order_by("reference"),
        "may_bring": may_bring,
    }  # fmt: skip


def packets_shown(case: Case, officer: Officer) -> Any:
    return Packet.objects.visible_to(officer).filter(case=case).order_by("-drafted_at")


def referrals_shown(case: Case, officer: Officer) -> Any:
    seen = Referral.objects.visible_to(officer).filter(case=case)
    return seen.select_related("agency").order_by("-drafted_at")


def _referrals(case: Case, officer: Officer) -> dict[str, Any]:
    seen = Outcome.objects.visible_to(officer).filter(case=case)
    outcomes = seen.select_related("by_agency", "by_officer", "referral", "correction")
    return {"referrals": referrals_shown(case, officer), "outcomes": outcomes}


EXHIBITS = Card("exhibits", _("Exhibits"), _exhibits, ("take", "register", "lab"))
PACKETS = Card(
    "packets", _("Packets"), lambda case, officer: {"packets": packets_shown(case, officer)}, ("packet",)
)  # fmt: skip
REFERRALS = Card("referrals", _("Referrals and outcomes"), _referrals, ("refer", "outcome"))
