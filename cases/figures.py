"""Figures of outcomes: each by kind and unit, and equal to the rows behind it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

from cases.models import Outcome, OutcomePerson
from cases.outcomes import PERSONS


@dataclass(frozen=True)
class Figure:
    """rows: how many outcomes stand behind it. total: their quantities in `unit`, persons named in several of them
    counted once; None where nothing was counted."""

    kind: str
    unit: str
    rows: int
    total: Decimal | None

    @property
    def label(self) -> Any:
        return Outcome.Kind(self.kind).label


def of(outcomes: "QuerySet[Outcome]") -> list[Figure]:
    """The figures of a set of outcomes, in the order of the kinds. Rows that do not stand are left out. Two queries."""
    standing = Outcome.objects.standing().filter(pk__in=outcomes.order_by().values("pk"))
    doubled = _counted_again(standing)
    sums = standing.order_by().values_list("kind", "unit").annotate(Count("pk"), Sum("quantity"))
    found = [
        Figure(kind, unit, rows, total if total is None or unit != PERSONS else total - doubled.get(kind, 0))
        for kind, unit, rows, total in sums
    ]
    return sorted(found, key=lambda figure: (Outcome.Kind.values.index(figure.kind), figure.unit))


def _counted_again(standing: "QuerySet[Outcome]") -> dict[str, int]:
    """By kind: how many times a named person stands in the sum beyond the first."""
    named = OutcomePerson.objects.filter(outcome__in=standing).order_by().values("kind")
    counts = named.annotate(times=Count("pk"), persons=Count("person", distinct=True))
    return {each["kind"]: each["times"] - each["persons"] for each in counts}
