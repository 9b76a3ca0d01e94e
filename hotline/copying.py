"""Making what staff look at: each file scanned, sniffed and copied by processes shut in; the row is the job."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from hotline.media import drawing_room, kinds, scanning, workshop
from hotline.media.scanning import ScannerDown, Verdict
from hotline.media.workshop import Clock, Made, NoCopy
from hotline.models import Attachment, CopiedFile
from hotline.story import MAX_FILE_BYTES
from vault import files, text
from vault.keys import VaultClosed
from vault.models import StoredFile

log = logging.getLogger(__name__)
Scan, State = CopiedFile.Scan, CopiedFile.State
Row = TypeVar("Row", bound=CopiedFile)

# All that is done with one file, scanning apart (which has its own end: scanning.TOTAL_SECONDS).
MAX_SECONDS = 200.0
# A picture is drawn in a second or two; whoever waits for one should not wait for the others' time.
QUICK, QUICK_SECONDS = ("picture",), 30.0
# Whoever takes a row has it for this long; a worker that dies gives it back by the clock. Longer than what is done.
LEASE, SCAN_LEASE, LONG_LEASE = timedelta(seconds=45), timedelta(seconds=120), timedelta(seconds=240)
MAX_TRIES = 3
# 10, 20, 40, 80, 160 seconds: five minutes in all, and then the copy is made with `failed` to be seen beside it.
SCAN_TRIES, SCAN_PAUSE = 6, timedelta(seconds=10)
# A full disk or a store that is away is no fault of any file: it waits as long as that lasts.
STORE_PAUSE = timedelta(seconds=20)
# Nothing of ours waits longer: what does was paused before the clock was set back.
LONGEST_PAUSE = timedelta(minutes=10)
# A row this young is still being nudged.
SWEEP_AFTER = timedelta(seconds=5)
SWEEP_BATCH = 20
SWEEP_SECONDS = 120.0
# What a finished copy changes.
FINISHED = ("copy_id", "poster_id", "metadata", "scan", "state", "media_type", "reason", "remarks", "next_try_at")


class Lost(Exception):
    """Another worker has the row now, or the source took it back."""


def make(attachment_id: UUID | str) -> Attachment | None:
    """Scan one attachment and make its copy, as `make_of` says."""
    return make_of(Attachment, attachment_id)


def make_of(kind: type[Row], row_id: UUID | str) -> Row | None:
    """Scan one file and make its copy. Safe to call twice and at once: one caller gets the row.

    Args:
        kind: the table: attachments of tips, or casework's own files.
    Returns: the row: COPIED or NO_COPY, or WAITING where scanner or store are asked again later; None where another
    has it, or nothing waits.
    """
    row = _claim(kind, row_id)
    if row is None:
        return None
    made, reason = Made(), ""
    try:
        if row.tries > MAX_TRIES:
            raise NoCopy("timed_out")
        original = StoredFile.objects.get(pk=row.file_id)  # type: ignore[misc]  # by constraint
        _scan(row, original)
        if original.size > MAX_FILE_BYTES:
            raise NoCopy("too_large")
        _copy(row, original, made)
    except ScannerDown:
        return _ask_again(row)
    except Lost:
        made.discard()
        return _again(row)
    except NoCopy as outcome:
        reason = outcome.reason
    except (VaultClosed, StoredFile.DoesNotExist, FileNotFoundError):
        reason = "key_gone"
    except OSError as down:
        log.warning("the copy of %s waits for the store (%s)", row.pk, type(down).__name__)
        made.discard()
        return _put_off(row)
    except BaseException:
        made.discard()
        raise
    return _finish(row, made, reason)


def _claim(kind: type[Row], row_id: UUID | str) -> Row | None:
    now = timezone.now()
    free = kind._default_manager.filter(_free(now), pk=row_id)
    taken = free.filter(state=State.WAITING).update(next_try_at=now + LEASE, tries=F("tries") + 1)
    return kind._default_manager.get(pk=row_id) if taken else None


def _free(now: datetime) -> Q:
    return Q(next_try_at=None) | Q(next_try_at__lt=now) | Q(next_try_at__gt=now + LONGEST_PAUSE)


def _again(row: Row) -> Row:
    return type(row)._default_manager.get(pk=row.pk)


def _mine(row: Row) -> "QuerySet[Row]":
    """The row as it is in the database, if it is this worker's still."""
    return type(row)._default_manager.filter(pk=row.pk, state=State.WAITING, tries=row.tries)


def _hold(row: CopiedFile, lease: timedelta) -> None:
    """Keep a claimed row for the next step. Raises: Lost."""
    if not _mine(row).update(next_try_at=timezone.now() + lease):
        raise Lost


def _scan(row: CopiedFile, original: StoredFile) -> None:
    """Have the row's verdict, once. Raises: NoCopy where a virus was found; ScannerDown; Lost."""
    if row.scan == Scan.WAITING:
        verdict = _verdict(row, original)
        row.scan, row.scan_name = verdict.code, verdict.name
        if not _mine(row).update(scan=row.scan, scan_name=row.scan_name):
            raise Lost
    if row.scan == Scan.INFECTED:
        raise NoCopy("infected")


def _verdict(row: CopiedFile, original: StoredFile) -> Verdict:
    if not settings.CLAMAV_SOCKET:
        return Verdict(Scan.NOT_SCANNED)
    _hold(row, SCAN_LEASE)
    try:
        return scanning.scan(files.read(original), settings.CLAMAV_SOCKET)
    except ScannerDown:
        if row.scan_tries + 1 < SCAN_TRIES:
            raise
        return Verdict(Scan.FAILED)


def _ask_again(row: Row) -> Row:
    """Give the row back until the scanner may have come up; this was no try of the copy's."""
    due = timezone.now() + SCAN_PAUSE * 2**row.scan_tries
    _mine(row).update(next_try_at=due, scan_tries=F("scan_tries") + 1, tries=F("tries") - 1)
    return _again(row)


def _put_off(row: Row) -> Row:
    """Give the row back until the store may have come back; this was no try of the copy's."""
    _mine(row).update(next_try_at=timezone.now() + STORE_PAUSE, tries=F("tries") - 1)
    return _again(row)


def _copy(row: CopiedFile, original: StoredFile, made: Made) -> None:
    """Find out what a file is, and have its copy made. Raises: NoCopy, VaultClosed, Lost."""
    seen = kinds.survey(files.read(original))
    row.media_type = kinds.media_type(seen)
    if kinds.name_differs(text.read(row, "name"), row.media_type):
        made.remarks.append("name_differs")
    if reason := kinds.refusal(seen, row.media_type):
        raise NoCopy(reason)
    craft = kinds.craft(row.media_type)
    is_quick = craft in QUICK
    _hold(row, LEASE if is_quick else LONG_LEASE)
    clock = Clock(QUICK_SECONDS if is_quick else MAX_SECONDS)
    if craft == "office":
        drawing_room.make(row.media_type, files.read(original), made, clock)
    else:
        workshop.make(craft, row.media_type, files.read(original), made, clock)
    if made.copy is None:
        raise NoCopy("broken")


@transaction.atomic
def _finish(row: Row, made: Made, reason: str) -> Row:
    fresh = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if fresh.state != State.WAITING or fresh.tries != row.tries:
        # Withdrawn meanwhile, or taken over when the lease ran out: what was made belongs to nobody.
        made.discard()
        return fresh
    if reason:
        made.discard_copy()
    try:
        fresh.copy_id = files.keep(made.copy, fresh.key_id).pk if made.copy else None
        fresh.poster_id = files.keep(made.poster, fresh.key_id).pk if made.poster else None
        text.write(fresh, metadata=made.record)
    except VaultClosed:
        made.discard()
        fresh.copy_id, fresh.poster_id, reason = None, None, "key_gone"
    if fresh.scan == Scan.WAITING:
        # It never came to scanning, and will not any more: nobody may take that for clean.
        fresh.scan = Scan.FAILED if settings.CLAMAV_SOCKET else Scan.NOT_SCANNED
    fresh.state = State.NO_COPY if reason else State.COPIED
    fresh.media_type, fresh.reason, fresh.remarks, fresh.next_try_at = row.media_type, reason, made.remarks, None
    fresh.save(update_fields=[*FINISHED, *_to_look_at(fresh)])
    return fresh


def _to_look_at(fresh: CopiedFile) -> list[str]:
    """Notes that an attachment's picture is to be hashed. Returns: the columns to save."""
    if not isinstance(fresh, Attachment):
        return []
    is_picture = fresh.poster_id or (fresh.copy_id and kinds.craft(fresh.media_type) == "picture")
    fresh.look_at = timezone.now() if is_picture else None
    return ["look_at"]


def waiting(kind: type[Row]) -> "QuerySet[Row]":
    """Rows whose nudge seems lost, and rows whose pause is over, oldest first."""
    now = timezone.now()
    free = kind._default_manager.filter(_free(now), state=State.WAITING)
    is_old = Q(received_at__lt=now - SWEEP_AFTER) | Q(received_at__gt=now + LONGEST_PAUSE)
    return free.filter(is_old).order_by("received_at")


def make_waiting() -> int:
    """Make one batch of the attachments' copies that wait. Returns: how many were taken up."""
    return sweep(Attachment, make)


def sweep(kind: type[Row], make_one: Callable[[UUID], Row | None]) -> int:
    """Make one batch of the copies that wait, for two minutes at most. Returns: how many were taken up."""
    drawing_room.sweep()
    until, taken = time.monotonic() + SWEEP_SECONDS, 0
    for pk in list(waiting(kind).values_list("pk", flat=True)[:SWEEP_BATCH]):
        if time.monotonic() > until:
            break
        taken += make_one(pk) is not None
    return taken
