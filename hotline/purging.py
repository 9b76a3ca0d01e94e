"""The purge: what the timetable says is over is shredded, a tip a transaction, with a certificate each."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.utils import InterfaceError, OperationalError
from django.utils import timezone

from hotline import retention, shredding
from hotline.models import Tip
from staff import audit
from vault import purging

log = logging.getLogger(__name__)
LIMIT = 500  # tips a run, so that a run ends well before a worker's time limit


@dataclass
class Tally:
    """What a run did, or would do, by one rule: references of tips; `held` is the count under legal hold."""

    tips: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    held: int = 0


def plan(limit: int = LIMIT, now: datetime | None = None) -> dict[str, Tally]:
    """What a run would purge. Changes nothing."""
    tallies: dict[str, Tally] = {}
    for rule, rows, held in _due(limit, now or timezone.now()):
        tallies[rule] = Tally([reference for _pk, reference in rows], held=held)
    return tallies


def run(limit: int = LIMIT, now: datetime | None = None) -> dict[str, Tally]:
    """Purge what is due, at most `limit` tips. Each is a transaction: whatever kills it, the next run goes on.

    Returns: a tally by rule. A tip that cannot be purged is told by its type of error and stops no other.
    Raises: NotReplayed where this database came out of a backup.
    """
    now = now or timezone.now()
    purging.require_replayed()
    tallies: dict[str, Tally] = {}
    for rule, rows, held in _due(limit, now):
        tally = tallies[rule] = Tally(held=held)
        for pk, reference in rows:
            try:
                if purge(pk, rule, now=now):
                    tally.tips.append(reference)
            except (OperationalError, InterfaceError):
                raise
            except Exception as broken:
                log.error("tip %s is not purged: %s", pk, type(broken).__name__)
                tally.failed.append(reference)
    return tallies


def _due(limit: int, now: datetime) -> Iterator[tuple[str, list[tuple[UUID, str]], int]]:
    """By rule: (tip's id, reference) of what is due and free, `limit` over all rules, and how many are held."""
    for rule in retention.TIMETABLE:
        due = retention.due(rule, now)
        rows = list(due.exclude(retention.is_held()).values_list("pk", "reference")[:limit])
        limit -= len(rows)
        yield rule, rows, due.filter(retention.is_held()).count()


@transaction.atomic
def purge(tip_id: UUID, rule: str, *, now: datetime | None = None) -> bool:
    """Purge one tip if it is still due: a word or a hold that came meanwhile saves it. Safe to repeat.

    Returns: whether it was purged; False also where somebody has it in hand.
    """
    fresh = Tip.objects.select_for_update(skip_locked=True).filter(pk=tip_id, purged_at=None).first()
    # Asked anew behind the lock: whoever adds a word or a hold locks the tip too.
    if fresh is None or not retention.due(rule, now).exclude(retention.is_held()).filter(pk=tip_id).exists():
        return False
    certificate = shredding.shred(fresh, rule)
    audit.record("system", "tip.purged", fresh, rule=rule, certificate=certificate.reference if certificate else "")
    return True
