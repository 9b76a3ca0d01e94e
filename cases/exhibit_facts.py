"""What an exhibit's row says of how it came in, pinned by a hash in the audit ledger."""

from collections.abc import Mapping

from django.db.models import Prefetch

from cases import wordings
from cases.models import Capture, CustodyEvent, Exhibit, Statement
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
NOT_AS_ENTERED = "what is said of it is not what was entered when it came in"


def digest(exhibit: Exhibit, number: str = NEWEST, *, before: Mapping[str, str] | None = None) -> str:
    """`number:SHA-256` (hex) over all that was entered when the exhibit came in, with its statement's or capture's.

    Args:
        before: columns as they were worded then, by name (`wordings.entered`); every other as it stands.
    """
    rows = {
        "": exhibit, "statement": Statement.objects.filter(pk=exhibit.pk).first(),
        "capture": Capture.objects.filter(pk=exhibit.pk).first(),
    }  # fmt: skip
    said = {}
    for name in LISTS[number]:
        of, _dot, column = name.rpartition(".")
        said[name] = wordings.text_of(getattr(rows[of], column, ""))
    return f"{number}:{wordings.hashed(said | dict(before or {}))}"


def first_break() -> tuple[int, str | None]:
    """Walk each exhibit's corrections back and compare its first wording with what the ledger pinned.

    Returns: (exhibits that hold, the first break in words). One from before the ledger pinned them counts for none, and
    one whose case was purged is passed over: its words are gone. That nobody changed the ledger, `verify_audit` says.
    """
    held = 0
    signed = Prefetch("custody", CustodyEvent.objects.filter(kind=CustodyEvent.Kind.CORRECT))
    rows = Exhibit.objects.filter(case__purged_at=None).order_by("reference").select_related("statement", "capture")
    rows = rows.prefetch_related("corrections", signed)
    for exhibit in rows.iterator(chunk_size=500):
        before, broken = wordings.entered(exhibit)
        pinned = _pinned(exhibit)
        if not broken and pinned and digest(exhibit, pinned.partition(":")[0], before=before) != pinned:
            broken = NOT_AS_ENTERED
        if broken:
            return held, f"{exhibit.reference}: {broken}"
        held += bool(pinned)
    return held, None


def _pinned(exhibit: Exhibit) -> str:
    entries = AuditEntry.objects.filter(subject="cases.exhibit", subject_id=str(exhibit.pk), verb=VERB)
    first = entries.order_by("pk").first()
    return str(first.details.get("facts", "")) if first else ""
