"""The cards of a case's page, in the order in which they stand."""

from cases.admin.cards.card import Card
from cases.admin.cards.court import PROCEEDINGS
from cases.admin.cards.entities import ENTITIES
from cases.admin.cards.evidence import EXHIBITS, PACKETS, REFERRALS
from cases.admin.cards.inquiry import CHECKLIST, HYPOTHESES, LINKS, QUESTIONS, RISKS
from cases.admin.cards.listings import LISTINGS
from cases.admin.cards.people import MEMBERS, NOTES
from cases.admin.cards.products import PRODUCTS
from cases.admin.cards.purge import PURGE, is_for
from cases.admin.cards.seizures import SEIZURES
from cases.admin.cards.where import MAP
from cases.admin.cards.work import REPORTS, TASKS, TIMELINE
from cases.models import Case
from staff.models import Officer

# A further card is a module of its own with a `Card`, and a line here.
CARDS: tuple[Card, ...] = (
    REPORTS, QUESTIONS, HYPOTHESES, ENTITIES, TIMELINE, MAP, EXHIBITS, SEIZURES, LISTINGS, PRODUCTS, PACKETS, REFERRALS,
    PROCEEDINGS, TASKS, CHECKLIST, RISKS, LINKS, MEMBERS, NOTES,
)  # fmt: skip

# What still says something once a case is purged: references, states and dates.
OF_PURGED = (EXHIBITS, SEIZURES, LISTINGS, PACKETS, REFERRALS, PROCEEDINGS, MEMBERS)


def cards_of(case: Case, officer: Officer) -> tuple[Card, ...]:
    """The cards of one case's page."""
    if case.purged_at:
        return OF_PURGED
    return (*CARDS, PURGE) if is_for(case, officer) else CARDS


__all__ = ["CARDS", "Card", "cards_of"]
