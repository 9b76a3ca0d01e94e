"""The heads of the custody chains, signed outside the database."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db.models import Max
from django.utils import timezone

from cases.models import CustodyEvent
from vault import checkpoints
from vault.checkpoints import CUSTODY, Line, Tampered

# An event has its time before it is committed: what is younger waits for the next checkpoint.
SETTLED_AFTER = timedelta(minutes=1)
BATCH = 200


def write() -> Line | None:
    """Sign the head of every chain that grew since the last checkpoint. Returns: None where none did."""
    with checkpoints.alone():
        newest = checkpoints.last(CUSTODY)
        horizon = timezone.now() - SETTLED_AFTER
        heads = _heads(datetime.fromisoformat(newest.facts["horizon"]) if newest else None, horizon)
        return checkpoints.append(CUSTODY, {"horizon": horizon.isoformat(), "heads": heads}) if heads else None


def _heads(since: datetime | None, horizon: datetime) -> dict[str, list[Any]]:
    """{exhibit's reference: [sequence, hash]} of the chains that grew between the two moments."""
    grown = CustodyEvent.objects.filter(at__lte=horizon, **({"at__gt": since} if since else {}))
    tops = {row["exhibit"]: row["top"] for row in grown.order_by().values("exhibit").annotate(top=Max("sequence"))}
    events = grown.filter(exhibit__in=tops).select_related("exhibit").order_by("pk")
    return {
        event.exhibit.reference: [event.sequence, event.entry_hash]
        for event in events
        if event.sequence == tops[event.exhibit_id]
    }


def first_break(*, key: str = "") -> tuple[int, str | None]:
    """Compare the chains with every checkpoint. Returns: (checkpoints that hold, the first break in words or None).

    What a restore lost, as an operator has signed since, is no break.
    """
    held = 0
    try:
        restores = [line for line in checkpoints.read(CUSTODY, key=key) if "lost" in line.facts]
        lost = {number for line in restores for number in line.facts["lost"]}
        for line, broken in _each(key):
            if broken and line.number not in lost:
                return held, broken
            held += not broken
    except Tampered as broken_file:
        return held, str(broken_file)
    return held, None


def _each(key: str = "") -> Iterator[tuple[Line, str | None]]:
    """Each checkpoint in order, with what disagrees."""
    told = checkpoints.read(CUSTODY, key=key)
    while lines := list(islice(told, BATCH)):
        known = _known(lines)
        yield from ((line, _broken(line, known)) for line in lines)


def _broken(line: Line, known: dict[tuple[str, int], str]) -> str | None:
    for reference, (sequence, entry_hash) in line.facts["heads"].items():
        if known.get((reference, sequence)) != entry_hash:
            return f"{reference} event {sequence} is not what checkpoint {line.number} saw"
    return None


def note_restore() -> int:
    """After a restore: sign which checkpoints saw what is lost now. Returns: how many; nothing is written for none."""
    lost = [line.number for line, broken in _each() if broken]
    if first_break()[1] is None:
        return 0
    with checkpoints.alone():
        checkpoints.append(CUSTODY, {"horizon": timezone.now().isoformat(), "heads": {}, "lost": lost})
    return len(lost)


def _known(lines: list[Line]) -> dict[tuple[str, int], str]:
    named = {reference for line in lines for reference in line.facts["heads"]}
    events = CustodyEvent.objects.filter(exhibit__reference__in=named)
    rows = events.values_list("exhibit__reference", "sequence", "entry_hash")
    return {(reference, sequence): entry_hash for reference, sequence, entry_hash in rows}
