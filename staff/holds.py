"""Legal holds: what may not be purged yet, and for whose sake. Cases write them, the purge reads them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from staff.models import LegalHold


def hold(subjects: Iterable[UUID], held_by: UUID) -> None:
    """Hold things back from the purge for a case. Safe to repeat; runs in the caller's transaction."""
    rows = [LegalHold(subject=subject, held_by=held_by) for subject in subjects]
    LegalHold.objects.bulk_create(rows, ignore_conflicts=True)


def let_go(held_by: UUID) -> int:
    """End every hold of a case, in the caller's transaction. Returns: how many."""
    return LegalHold.objects.filter(held_by=held_by).delete()[0]


def held() -> Any:
    """Ids of everything that is held, as a subquery."""
    return LegalHold.objects.order_by().values_list("subject", flat=True)


def are_held(subjects: Iterable[UUID]) -> bool:
    """Whether one of these things is held."""
    return LegalHold.objects.filter(subject__in=list(subjects)).exists()
