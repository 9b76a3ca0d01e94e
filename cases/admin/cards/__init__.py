"""The cards of a case's page, in the order in which they stand."""

from cases.admin.cards.card import Card
from cases.admin.cards.court import PROCEEDINGS
from cases.admin.cards.entities import ENTITIES
from cases.admin.cards.evidence import EXHIBITS, PACKETS, REFERRALS
from cases.admin.cards.inquiry import CHECKLIST, HYPOTHESES, LINKS, QUESTIONS, RISKS
from cases.admin.cards.people import MEMBERS, NOTES
from cases.admin.cards.seizures import SEIZURES
from cases.admin.cards.where import MAP
from cases.admin.cards.work import REPORTS, TASKS, TIMELINE

# A further card is a module of its own with a `Card`, and a line here.
CARDS: tuple[Card, ...] = (
    REPORTS, QUESTIONS, HYPOTHESES, ENTITIES, TIMELINE, MAP, EXHIBITS, SEIZURES, PACKETS, REFERRALS, PROCEEDINGS,
    TASKS, CHECKLIST, RISKS, LINKS, MEMBERS, NOTES,
)  # fmt: skip

__all__ = ["CARDS", "Card"]
