"""Purge certificates of casework: issued with the purge, checked by whoever has the public key."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case, Certificate
from hotline.certificates import is_borne_out, ledger_hash
from intel.models import Entity
from staff.references import next_reference
from staff.refusals import WrongStatus
from vault import keys, signing
from vault.models import PurgedKey

PURPOSE = "purge-certificate"
# What is signed: every column but the row's number and the signature.
COUNTS = ("names_cleared", "facts_cleared", "links_cut", "texts_cleared", "files_removed")


def subject_mark(subject: UUID) -> bytes:
    """A person or a case as its certificate names it."""
    return keys.mark(PURPOSE, subject.bytes)


def of(subject: UUID) -> Certificate | None:
    """The certificate of what was purged; None where there is none."""
    return Certificate.objects.filter(subject_mark=subject_mark(subject)).first()


def of_person(person: Entity) -> Certificate | None:
    """The certificate of a purged person or thing: its own, or that of the case with which it went."""
    marks = [subject_mark(case) for case in person.compartments]
    with_case = Certificate.objects.filter(subject=Certificate.Subject.CASE, subject_mark__in=marks)
    return of(person.pk) or with_case.order_by("-issued_at").first()


def of_case(case: Case) -> str:
    """The number of a purged case's certificate; "" where it is not in this database, as after a restore."""
    row = of(case.pk)
    return row.reference if row else ""


def require_file(case: Case) -> None:
    """Raises: WrongStatus where the case was purged, with day and certificate: its files are gone."""
    if case.purged_at is None:
        return
    said = {"day": f"{case.purged_at:%Y-%m-%d}", "certificate": of_case(case) or "–"}
    raise WrongStatus(_("Its file was purged on %(day)s with the case, certificate %(certificate)s.") % said)


def issue(subject: str, subject_id: UUID, rule: str, entries: list[PurgedKey], **counts: int) -> Certificate:
    """Certify a purge in its transaction.

    Args:
        subject: `Certificate.Subject`. entries: those that the purge wrote in the ledger. counts: of `COUNTS`.
    """
    row = Certificate(
        reference=next_reference("PRG"), subject=subject, rule=rule, issued_at=timezone.now(),
        subject_mark=subject_mark(subject_id), ledger_span=[entry.pk for entry in entries],
        ledger_hash=ledger_hash(entries), public_key=signing.public_key(), **counts,
    )  # fmt: skip
    row.signature = signing.sign(signed_facts(row))
    row.save(force_insert=True)
    return row


def signed_facts(row: Certificate) -> dict[str, Any]:
    """What the signature is over, and what a download holds."""
    return {
        "certificate": row.reference, "subject": row.subject, "rule": row.rule, "issued_at": row.issued_at.isoformat(),
        "subject_mark": bytes(row.subject_mark).hex(), **{name: getattr(row, name) for name in COUNTS},
        "ledger_span": list(row.ledger_span), "ledger_hash": row.ledger_hash, "public_key": row.public_key,
    }  # fmt: skip


def as_file(row: Certificate) -> dict[str, Any]:
    """The certificate as it is handed on: what is signed, and the signature."""
    return signed_facts(row) | {"signature": row.signature}


def is_good(row: Certificate, *, key: str = "") -> bool:
    """Whether the signature is the house's own and the purge ledger still says what was certified.

    Args:
        key: the public key (hex) that must have signed; left out, the house's own.
    """
    return is_borne_out(row, signed_facts(row), len(row.ledger_span), key=key)
