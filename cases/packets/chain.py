"""The custody chain as pure functions: what a row holds and how its hash is made."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

FIRST = "0" * 64  # prev_hash of an exhibit's first event
HASHED = (
    "exhibit",  # EXH-YYYY-NNNNNN
    "seq",  # 1, 2, 3 … for each exhibit
    "at",  # moment() of the event
    "kind",  # receive, seal, open, copy, check, move, hand_over, lab, court, return, destroy, correct
    "from_who",
    "to_who",
    "place",
    "purpose",
    "seal_before",
    "seal_after",
    "sha256_before",
    "sha256_after",
    "released_by",
    "received_by",
    "prev_hash",
)
COLUMNS = (*HASHED, "entry_hash")


def custody_hash(fields: Mapping[str, object]) -> str:
    """Hash one custody event, so that no later hand can change or move it unseen.

    Args:
        fields: exactly the names of HASHED; values are text or whole numbers, hashed as text. `prev_hash` is the
            entry_hash of the same exhibit's event before it, FIRST for seq 1. All of it leaves with a packet:
            people stand in it as service numbers or names that may leave.
    Returns: SHA-256, 64 lower-case hex digits, over UTF-8 JSON with sorted names, no spaces and no escapes.
    Raises: ValueError if a name is missing, unknown, or a value is neither text nor a whole number.
    """
    if set(fields) != set(HASHED):
        raise ValueError(f"custody fields differ: {sorted(set(fields) ^ set(HASHED))}")
    if not all(isinstance(value, str) or type(value) is int for value in fields.values()):
        raise ValueError("custody values are text or whole numbers")
    row = {name: str(value) for name, value in fields.items()}
    canonical = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def moment(at: datetime) -> str:
    """Write a time as the chain keeps it: UTC, microseconds, `2026-11-22T03:36:05.000000Z`."""
    if at.tzinfo is None:
        raise ValueError("a custody time needs its zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def first_break(rows: Iterable[Mapping[str, str]]) -> tuple[int, str] | None:
    """Walk custody rows in order and find the first that does not follow.

    Args:
        rows: dictionaries of COLUMNS, all text; exhibits may alternate, each exhibit's events ascend.
    Returns: (row, reason), row counted from 1 without the header; None when the chain holds.
    """
    last: dict[str, tuple[int, str]] = {}
    for number, row in enumerate(rows, start=1):
        if set(row) != set(COLUMNS):
            return number, "its columns are not those of a custody row"
        seq, prev_hash = last.get(row["exhibit"], (0, FIRST))
        if row["seq"] != str(seq + 1):
            return number, f"event {seq + 1} of {row['exhibit']} was expected"
        if row["prev_hash"] != prev_hash:
            return number, f"it does not follow the event before it of {row['exhibit']}"
        if custody_hash({name: row[name] for name in HASHED}) != row["entry_hash"]:
            return number, "its content differs from its hash"
        last[row["exhibit"]] = (seq + 1, row["entry_hash"])
    return None
