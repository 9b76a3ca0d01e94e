"""Looking at exhibits' files again: by hand, by night, and all at once."""

import hashlib
import logging
import time
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from cases import custody_chain
from cases.models import CustodyEvent, Exhibit
from staff import audit
from staff.models import Officer
from vault import blobs, files, keys
from vault.models import StoredFile

# A worker's task ends after ten minutes; what is left, the next one takes up.
RUN_SECONDS = 300.0
BATCH = 50
UNREADABLE = (keys.VaultClosed, StoredFile.DoesNotExist, OSError)
log = logging.getLogger(__name__)


def hashes(stored: StoredFile) -> tuple[str, str]:
    """SHA-256 and BLAKE2b-512 of the clear content, hex, read chunk by chunk."""
    sha256, blake2b = hashlib.sha256(), hashlib.blake2b()
    for chunk in files.read(stored):
        sha256.update(chunk)
        blake2b.update(chunk)
    return sha256.hexdigest(), blake2b.hexdigest()


def found(exhibit: Exhibit) -> tuple[str, str]:
    """The hashes of an exhibit's file as it lies there now; empty where it does not open.

    Raises: StoreAway where no file can be reached, of which nothing may be said then.
    """
    try:
        return hashes(StoredFile.objects.get(pk=str(exhibit.file_id)))
    except blobs.StoreAway:
        raise
    except UNREADABLE:
        return "", ""


def look(exhibit: Exhibit, *, by: Officer | str) -> bool:
    """Hash the file again and keep what came of it. Returns: whether it is as it was received.

    On the chain stands what an officer asked for, and every break; what holds by night is a date at the exhibit, or the
    chain would be nothing else.
    Raises: StoreAway; nothing is written then.
    """
    sha256, blake2b = found(exhibit)
    held = (sha256, blake2b) == (exhibit.sha256, exhibit.blake2b)
    with transaction.atomic():
        fresh = custody_chain.locked(exhibit)
        if fresh.case.purged_at:  # since its file was looked for
            return held
        # Of a break that is known one line is enough.
        if isinstance(by, Officer) or (not held and fresh.check_held is not False):
            custody_chain.append(
                fresh, CustodyEvent.Kind.CHECK, by=by, sha256_after=sha256,
                purpose="SHA-256 and BLAKE2b as received" if held else "the file is not the one that was received",
            )  # fmt: skip
        fresh.checked_at, fresh.check_held = timezone.now(), held
        fresh.held_at = fresh.checked_at if held else fresh.held_at
        fresh.save(update_fields=["checked_at", "check_held", "held_at"])
        audit.record(by, "exhibit.checked", fresh, holds=held)
    return held


def _with_files() -> "QuerySet[Exhibit]":
    """Exhibits whose file must be there: all but those whose case was purged."""
    return Exhibit.objects.filter(file_id__isnull=False, case__purged_at=None)


# --- By night ---------------------------------------------------------------------------------------------------
def due() -> "QuerySet[Exhibit]":
    """Files that were touched since they were looked at, and those that nobody looked at for too long."""
    touched = CustodyEvent.objects.filter(exhibit=OuterRef("pk"), at__gt=OuterRef("checked_at"))
    long_ago = timezone.now() - timedelta(days=settings.RECHECK_DAYS)
    wanted = Q(checked_at=None) | Q(checked_at__lt=long_ago) | Exists(touched)
    return _with_files().filter(wanted).order_by(F("checked_at").asc(nulls_first=True), "reference")


def run() -> bool:
    """Look at what is due, the longest unseen first, then at a sample of the rest. Returns: whether more is due.

    While the store is away nothing is looked at: what is due stays so.
    """
    try:
        return _run()
    except blobs.StoreAway:
        log.error("the file store is not there: no exhibit was hashed again")
        return False


def _run() -> bool:
    until = time.monotonic() + RUN_SECONDS
    while some := list(due()[:BATCH]):
        for exhibit in some:
            if time.monotonic() > until:
                return True
            look(exhibit, by="system")
    _sample(until)
    return False


def _sample(until: float) -> None:
    rows = _with_files().filter(checked_at__lt=timezone.now() - timedelta(hours=12))
    for exhibit in rows.order_by("?")[: settings.RECHECK_SAMPLE]:
        if time.monotonic() > until:
            return
        look(exhibit, by="system")


# --- All at once ------------------------------------------------------------------------------------------------
def broken_file() -> tuple[int, str | None]:
    """Hash every exhibit's file again. Returns: (files that hold, the first break in words or None).

    Raises: StoreAway.
    """
    held = 0
    for exhibit in _with_files().order_by("reference").iterator(chunk_size=500):
        now = found(exhibit)
        if not now[0]:
            return held, f"{exhibit.reference}: its file does not open"
        if now != (exhibit.sha256, exhibit.blake2b):
            return held, f"{exhibit.reference}: its file is not the one that was received"
        held += 1
    return held, None
