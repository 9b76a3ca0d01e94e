"""Persons and things on a case's page, with what its reports seem to name beside them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.admin import seen
from cases.admin.cards.card import Card
from cases.admin.entity_buttons import suggestions
from cases.models import Case
from intel.models import Fact
from staff import access
from staff.models import Officer

SHOWN = 200
SUGGESTED = 20


def _rows(case: Case, officer: Officer) -> dict[str, Any]:
    if not access.allows(officer, "intel.view_entity"):
        return {"sees_entities": False}
    found = seen.entities(case, officer)
    told: dict[Any, list[Fact]] = {}
    for fact in seen.facts(case, officer):
        told.setdefault(fact.entity_id, []).append(fact)
    may_record = access.allows(officer, "intel.record_entity") and not case.is_closed
    return {
        "sees_entities": True, "entities": [(each, _lines(told.get(each.pk, []))) for each in found[:SHOWN]],
        "more_entities": len(found) > SHOWN,
        "suggested": suggestions(case, officer)[:SUGGESTED] if may_record else [],
    }  # fmt: skip


def _lines(facts: list[Fact]) -> dict[str, Any]:
    """What a row says of one: its reports with grades, and how many further facts."""
    reports = {fact.report.reference: fact.report for fact in facts if fact.report}
    return {"reports": list(reports.values()), "further": sum(fact.prop != "name" for fact in facts)}


ENTITIES = Card(
    "entities",
    _("Persons and things"),
    _rows,
    ("entity", "fact", "tie", "leave_out"),
    ("suggested",),
    counted="entities",
)
