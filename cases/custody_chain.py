"""Custody events as rows: adding one, reading them as the chain does, finding the first break."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from cases.models import CustodyEvent, Exhibit
from cases.packets import chain
from staff.models import Officer


def service_number(officer: Officer) -> str:
    """How an officer stands in papers that leave: `O-000012`. Who that is, is known at the desk."""
    return f"O-{officer.pk:06d}"


def locked(exhibit: Exhibit) -> Exhibit:
    """The exhibit's row, locked and read again: custody events of one exhibit follow each other."""
    rows = Exhibit.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("case", "parent").get(pk=exhibit.pk)


def signature(by: Officer | str) -> str:
    """An officer's service number; `system` for what the house does by itself."""
    return service_number(by) if isinstance(by, Officer) else by


def append(exhibit: Exhibit, kind: str, *, by: Officer | str, **fields: Any) -> CustodyEvent:
    """Add the next event of an exhibit, whose row the caller has locked.

    Args:
        by: an officer, or "system".
        fields: columns of the event; a hash left out is the exhibit's own, a signature left out is `by`'s.
    """
    last = exhibit.custody.order_by("-sequence").first()
    is_first = last is None
    event = CustodyEvent(exhibit=exhibit, sequence=last.sequence + 1 if last else 1, at=timezone.now(), kind=kind)
    event.prev_hash = last.entry_hash if last else chain.FIRST
    event.sha256_before = "" if is_first else exhibit.sha256
    event.sha256_after = exhibit.sha256
    event.released_by = "" if is_first else signature(by)
    event.seal_before = event.seal_after = exhibit.seal_number
    for column, value in fields.items():
        limit = CustodyEvent._meta.get_field(column).max_length  # type: ignore[union-attr]
        setattr(event, column, str(value)[:limit])
    event.entry_hash = chain.custody_hash(hashed(event))
    event.save(force_insert=True)
    return event


def hashed(event: CustodyEvent) -> dict[str, str]:
    """The event as `chain.HASHED` names it, all text."""
    columns = {"exhibit": event.exhibit.reference, "seq": str(event.sequence), "at": chain.moment(event.at)}
    return {name: columns.get(name) if name in columns else str(getattr(event, name)) for name in chain.HASHED}  # type: ignore[misc]


def rows(exhibits: Iterable[Exhibit]) -> list[dict[str, str]]:
    """Custody rows (`chain.COLUMNS`) of the exhibits, each exhibit's events in order."""
    events = CustodyEvent.objects.filter(exhibit__in=list(exhibits)).select_related("exhibit")
    ordered = events.order_by("exhibit__reference", "sequence")
    return [{**hashed(event), "entry_hash": event.entry_hash} for event in ordered]


def first_break() -> tuple[int, str | None]:
    """Walk every exhibit's chain. Returns: (events that hold, the first break in words or None).

    Found and named: a changed event, a missing one, a swapped pair, an exhibit without events, and an exhibit whose
    file hash is not the one it was received with.
    """
    events = 0
    for exhibit in Exhibit.objects.order_by("reference").iterator(chunk_size=500):
        found = rows([exhibit])
        if not found:
            return events, f"{exhibit.reference} has no custody event"
        broken = chain.first_break(found)
        if broken:
            return events + broken[0] - 1, f"{exhibit.reference} event {broken[0]}: {broken[1]}"
        if found[0]["sha256_after"] != exhibit.sha256:
            return events, f"{exhibit.reference}: its hash is not the one it was received with"
        if found[-1]["seal_after"] != exhibit.seal_number or _last_holder(found) != exhibit.holder:
            return events, f"{exhibit.reference}: its row names another seal or holder than its chain"
        events += len(found)
    return events, None


def _last_holder(found: list[dict[str, str]]) -> str:
    return next((row["to_who"] for row in reversed(found) if row["to_who"]), "")
