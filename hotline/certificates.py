"""Purge certificates: issued with the purge, checked by whoever has the public key."""

import hashlib
from typing import Any

from django.utils import timezone

from hotline.models import Member, MemberTalk, PurgeCertificate, Tip
from staff.references import next_reference
from vault import keys, signing
from vault.models import PurgedKey

PURPOSE = "purge-certificate"
Subject = Tip | Member | MemberTalk
# What is signed: every column but the row's number and the signature.
COUNTS = ("keys_destroyed", "texts_cleared", "files_removed", "contacts_removed")


def subject_mark(subject: Subject) -> bytes:
    """A tip, or what a member's chat held, as its certificate names it."""
    return keys.mark(PURPOSE, subject.pk.bytes)


def of(tip: Tip) -> PurgeCertificate | None:
    """The certificate of a purged tip; None where there is none."""
    return PurgeCertificate.objects.filter(subject_mark=subject_mark(tip)).first()


def issue(subject: Subject, rule: str, entries: list[PurgedKey], **counts: int) -> PurgeCertificate:
    """Certify a purge in its transaction.

    Args:
        entries: those that the purge wrote in the ledger.
        counts: `texts_cleared`, `files_removed`, `contacts_removed`.
    """
    row = PurgeCertificate(
        reference=next_reference("PRG"), rule=rule, issued_at=timezone.now(), subject_mark=subject_mark(subject),
        keys_destroyed=len(entries), ledger_span=[entry.pk for entry in entries], ledger_hash=ledger_hash(entries),
        public_key=signing.public_key(), **counts,
    )  # fmt: skip
    row.signature = signing.sign(signed_facts(row))
    row.save(force_insert=True)
    return row


def ledger_hash(entries: list[PurgedKey]) -> str:
    """SHA-256 (hex) over ledger entries in the order of their numbers."""
    told = [
        {"id": entry.pk, "key": str(entry.key_id), "at": entry.at.isoformat(), "reason": entry.reason}
        for entry in sorted(entries, key=lambda entry: entry.pk)
    ]
    return hashlib.sha256(signing.canonical({"entries": told})).hexdigest()


def signed_facts(row: PurgeCertificate) -> dict[str, Any]:
    """What the signature is over, and what a download holds."""
    return {
        "certificate": row.reference, "rule": row.rule, "issued_at": row.issued_at.isoformat(),
        "subject_mark": bytes(row.subject_mark).hex(), **{name: getattr(row, name) for name in COUNTS},
        "ledger_span": list(row.ledger_span), "ledger_hash": row.ledger_hash, "public_key": row.public_key,
    }  # fmt: skip


def as_file(row: PurgeCertificate) -> dict[str, Any]:
    """The certificate as it is handed on: what is signed, and the signature."""
    return signed_facts(row) | {"signature": row.signature}


def holds(row: PurgeCertificate, *, key: str = "") -> bool:
    """Whether the signature is the house's own and the purge ledger still says what was certified.

    Args:
        key: the public key (hex) that must have signed; left out, the house's own.
    """
    return is_borne_out(row, signed_facts(row), row.keys_destroyed, key=key)


def is_borne_out(row: Any, facts: dict[str, Any], many: int, *, key: str = "") -> bool:
    """The same of any certificate with a span of the purge ledger.

    Args:
        facts: what was signed. many: entries that the ledger must hold of its span.
    """
    public = key or signing.public_key()
    if row.public_key != public or not signing.holds(facts, row.signature, public):
        return False
    entries = list(PurgedKey.objects.filter(pk__in=row.ledger_span))
    return len(entries) == many and ledger_hash(entries) == row.ledger_hash
