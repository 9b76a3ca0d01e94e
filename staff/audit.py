"""The audit ledger: recorded with the act, linked within seconds, verified on demand."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from staff.models import AuditEntry, AuditLink, Officer

CHAIN_LOCK = 7_305_001
GENESIS = b"\0" * 32


class OutsideTransaction(RuntimeError):
    """An entry must live and die with its act: record it inside the verb's transaction."""


def record(by: Officer | str, verb: str, subject: models.Model, **details: Any) -> AuditEntry:
    """Write that an act happened, in the transaction of the act.

    Args:
        by: an officer, or "source", "system", "agency:<id>".
        verb: `noun.did`, as `tip.dismissed`.
        details: ids, statuses and reason codes only, never free text.
    Raises: OutsideTransaction.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(verb)
    actor = f"officer:{by.pk}" if isinstance(by, Officer) else by
    return AuditEntry.objects.create(
        at=timezone.now(),
        actor=actor,
        verb=verb,
        subject=subject._meta.label_lower,
        subject_id=str(subject.pk),
        details=details,
    )


def canonical(entry: AuditEntry) -> bytes:
    """The entry as the chain hashes it: JSON, keys sorted, time in microseconds UTC."""
    fields = {
        "id": entry.pk, "at": entry.at.isoformat(timespec="microseconds"), "actor": entry.actor, "verb": entry.verb,
        "subject": entry.subject, "subject_id": entry.subject_id, "details": entry.details,
    }  # fmt: skip
    return json.dumps(fields, sort_keys=True, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")).encode()


@transaction.atomic
def link_entries(limit: int = 5000) -> int:
    """Put entries that have no link yet on the chain, in the order of their ids. Returns: how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = AuditLink.objects.order_by("-sequence").first()
    sequence, previous = (last.sequence, bytes(last.hash)) if last else (0, GENESIS)
    links = []
    for entry in AuditEntry.objects.filter(link=None).order_by("pk")[:limit]:
        sequence, previous = sequence + 1, hashlib.sha256(previous + canonical(entry)).digest()
        links.append(AuditLink(sequence=sequence, entry=entry, hash=previous))
    AuditLink.objects.bulk_create(links, batch_size=1000)
    return len(links)


@dataclass(frozen=True)
class Verdict:
    """What `verify` found: counts, and the first break in words (None when the chain holds)."""

    linked: int
    tail: int
    first_break: str | None = None


def verify() -> Verdict:
    """Walk the whole chain. One changed byte, one removed row or one swapped pair is found and named."""
    previous, expected = GENESIS, 0
    for link in AuditLink.objects.select_related("entry").order_by("sequence").iterator(chunk_size=2000):
        expected += 1
        if link.sequence != expected:
            return Verdict(expected - 1, 0, f"link {expected} is missing")
        previous = hashlib.sha256(previous + canonical(link.entry)).digest()
        if previous != bytes(link.hash):
            return Verdict(expected - 1, 0, f"entry {link.entry_id} does not match link {link.sequence}")
    return Verdict(expected, AuditEntry.objects.filter(link=None).count())
