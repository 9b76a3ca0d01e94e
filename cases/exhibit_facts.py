"""What an exhibit's row says of how it came in, pinned by a hash in the audit ledger."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from cases.models import Capture, Exhibit, Statement
from staff.models import AuditEntry

VERB = "exhibit.taken"
# What is hashed, by the list's number: a column of later goes into a further list, so that old hashes still hold.
# Left out is what custody moves on, and what a worker finds out later (the media type, the checks).
LISTS: dict[str, tuple[str, ...]] = {
    "1": (
        "reference", "case_id", "parent_id", "relation", "kind", "description", "origin", "key_id", "file_id", "size",
        "sha256", "blake2b", "acquired_at", "acquired_zone", "acquired_by_id", "acquirer", "acquired_where",
        "acquired_how", "tool", "tool_version", "clock_offset", "legal_basis", "is_biohazard", "is_dangerous", "marks",
        "measures", "packaging", "statement.by_service_number", "statement.language", "statement.translator",
        "statement.willing", "capture.url", "capture.platform", "capture.account_id", "capture.handle",
    ),
}  # fmt: skip
NEWEST = max(LISTS)


def digest(exhibit: Exhibit, number: str = NEWEST) -> str:
    """`number:SHA-256` (hex) over all that was entered when the exhibit came in, with its statement's or capture's."""
    rows = {
        "": exhibit, "statement": Statement.objects.filter(pk=exhibit.pk).first(),
        "capture": Capture.objects.filter(pk=exhibit.pk).first(),
    }  # fmt: skip
    said = {}
    for name in LISTS[number]:
        of, _dot, column = name.rpartition(".")
        said[name] = _text(getattr(rows[of], column, ""))
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"{number}:{hashlib.sha256(canonical.encode()).hexdigest()}"


def _text(value: Any) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else str(value)


def first_break() -> tuple[int, str | None]:
    """Compare every exhibit with what the ledger pinned. Returns: (exhibits that hold, the first break in words).

    An exhibit from before the ledger pinned them is passed over. That nobody changed the ledger, `verify_audit` says.
    """
    held = 0
    for exhibit in Exhibit.objects.order_by("reference").iterator(chunk_size=500):
        pinned = _pinned(exhibit)
        if pinned and digest(exhibit, pinned.partition(":")[0]) != pinned:
            return held, f"{exhibit.reference}: what is said of it is not what was entered when it came in"
        held += bool(pinned)
    return held, None


def _pinned(exhibit: Exhibit) -> str:
    entries = AuditEntry.objects.filter(subject="cases.exhibit", subject_id=str(exhibit.pk), verb=VERB)
    first = entries.order_by("pk").first()
    return str(first.details.get("facts", "")) if first else ""
