"""Checkpoints that belong to another database than the demonstration's: set aside, or the house would stay closed."""

import time
from pathlib import Path

from vault import checkpoints, signing
from vault.checkpoints import AUDIT, CUSTODY, PURGED, Tampered


def set_aside() -> Path | None:
    """Move the folder away where this database's key did not sign in it. A live house never does so: it asks.

    Returns: where it lies now; None where it stays.
    """
    if all(_are_ours(ledger) for ledger in (AUDIT, CUSTODY, PURGED)):
        return None
    folder = checkpoints.folder()
    return folder.rename(folder.with_name(f"{folder.name}.of-another-database-{int(time.time())}"))


def _are_ours(ledger: str) -> bool:
    try:
        newest = checkpoints.last(ledger)
    except Tampered:
        return False
    return newest is None or newest.is_signed_by(signing.public_key())
