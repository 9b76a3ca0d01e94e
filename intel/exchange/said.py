"""What a file of exchange tells, as plain data: gathered once, written in any form. No database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Said:
    """What leaves.

    Args:
        namespace: of this file or packet alone; whoever does not hold it cannot make its ids again.
        reference: of what it was made from; organisation: the house that says it. label: a TLP 2.0 label.
        entities: id (a number in this file, in no other), schema, kind (in words), name, facts (property, value,
            report, grade, first_seen, last_seen).
        links: source and target by those ids, kind, words, role, role_code, basis, grade, report, began, ended,
            period, summary, is_mutual. Dates are `2026-11-22`; what is not known is "".
        reports: reference and grade; text where a packet's profile lets it out, which no export does.
    """

    namespace: UUID
    reference: str
    organisation: str
    label: str
    at: datetime
    entities: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    reports: list[dict[str, Any]] = field(default_factory=list)


def values(entity: dict[str, Any], prop: str) -> Iterable[str]:
    """Each value of a property, in the order told."""
    return (fact["value"] for fact in entity["facts"] if fact["property"] == prop)
