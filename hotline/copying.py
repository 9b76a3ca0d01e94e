"""Making the copies that staff look at: redrawn by a process shut in, without anything hidden in the original."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import filetype
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from hotline import scrub
from hotline.models import Attachment
from hotline.story import MAX_FILE_BYTES
from vault import blobs, files
from vault.files import Received
from vault.keys import VaultClosed
from vault.models import StoredFile

PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/heic", "image/heif")
MAX_SECONDS = 30.0
# Whoever takes a row has it for this long; a worker that dies gives it back by the clock.
LEASE = timedelta(seconds=45)
MAX_TRIES = 3
HEAD_BYTES = 8192
# A row this young is still being nudged.
SWEEP_AFTER = timedelta(seconds=5)
SWEEP_BATCH = 20
REASONS = {scrub.TOO_MANY_PIXELS: "too_many_pixels", scrub.BROKEN: "broken", scrub.OUT_OF_MEMORY: "too_large"}
# Ended by the clock: ours kills, the kernel's limit of processor time sends SIGXCPU and then kills too.
BY_THE_CLOCK = (-9, -24)


class NoCopy(Exception):
    """Why there is no copy: too_many_pixels, broken, timed_out, too_large, not_an_image_yet or key_gone."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def make(attachment_id: UUID | str) -> Attachment | None:
    """Make the copy of one attachment. Safe to call twice and at once: one caller gets the row.

    Returns: the row, COPIED or NO_COPY; None where another has it, or nothing waits.
    """
    row = _claim(attachment_id)
    if row is None:
        return None
    media_type, received, reason = "", None, ""
    try:
        if row.tries > MAX_TRIES:
            raise NoCopy("timed_out")
        original = StoredFile.objects.get(pk=row.file_id)  # type: ignore[misc]  # by constraint
        media_type = sniff(_head(files.read(original)))
        _refuse_by_kind(media_type, original.size)
        received = redraw(files.read(original))
    except NoCopy as outcome:
        reason = outcome.reason
    except (VaultClosed, StoredFile.DoesNotExist):
        reason = "key_gone"
    return _finish(row, media_type, received, reason)


def _claim(attachment_id: UUID | str) -> Attachment | None:
    now = timezone.now()
    free = Attachment.objects.filter(Q(next_try_at=None) | Q(next_try_at__lt=now), pk=attachment_id)
    taken = free.filter(state=Attachment.State.WAITING).update(next_try_at=now + LEASE, tries=F("tries") + 1)
    return Attachment.objects.get(pk=attachment_id) if taken else None


@transaction.atomic
def _finish(row: Attachment, media_type: str, received: Received | None, reason: str) -> Attachment:
    fresh = Attachment.objects.select_for_update().get(pk=row.pk)
    if fresh.state != Attachment.State.WAITING or fresh.tries != row.tries:
        # Withdrawn meanwhile, or taken over when the lease ran out: this copy belongs to nobody.
        if received:
            blobs.remove(received.blob)
        return fresh
    if received:
        try:
            fresh.copy_id = files.keep(received, fresh.key_id).pk
        except VaultClosed:
            blobs.remove(received.blob)
            reason = "key_gone"
    fresh.state = Attachment.State.NO_COPY if reason else Attachment.State.COPIED
    fresh.media_type, fresh.reason, fresh.next_try_at = media_type, reason, None
    fresh.save(update_fields=["copy_id", "state", "media_type", "reason", "next_try_at"])
    return fresh


def _head(chunks: Iterable[bytes]) -> bytes:
    return next(iter(chunks), b"")[:HEAD_BYTES]


def sniff(head: bytes) -> str:
    """The media type by the first bytes of the content; the name and the sender's word count for nothing."""
    start = head.lstrip(b"\xef\xbb\xbf\x00\t\r\n ").lower()
    if start.startswith(b"<"):
        return "image/svg+xml" if b"<svg" in start[:1024] else "text/html" if b"<html" in start[:1024] else "text/xml"
    known = filetype.guess_mime(head)
    if known:
        return str(known)
    return "application/octet-stream" if b"\0" in head or not _is_text(head) else "text/plain"


def _is_text(head: bytes) -> bool:
    # The head may end in the middle of a sign of up to four bytes.
    for cut in range(4):
        try:
            head[: len(head) - cut].decode()
        except UnicodeDecodeError:
            continue
        return True
    return False


def _refuse_by_kind(media_type: str, size: int) -> None:
    if media_type not in PICTURES:
        raise NoCopy("not_an_image_yet")
    if size > MAX_FILE_BYTES:
        raise NoCopy("too_large")


def redraw(chunks: Iterable[bytes]) -> Received:
    """Send a picture through the shut-in process; what comes back is sealed as it arrives.

    Raises: NoCopy. VaultClosed where the original does not open; the process is ended then.
    """
    command = [sys.executable, "-I", str(Path(scrub.__file__).resolve())]
    # An empty environment: ours holds keys, and this process gets none of them.
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}, cwd=os.sep
    ) as process:
        late = threading.Timer(MAX_SECONDS, process.kill)
        late.start()
        try:
            received = _converse(process, chunks)
        except BaseException:
            process.kill()
            raise
        finally:
            late.cancel()
        outcome = process.wait()
    if outcome == 0 and received.size:
        return received
    blobs.remove(received.blob)
    raise NoCopy(REASONS.get(outcome, "timed_out" if outcome in BY_THE_CLOCK else "broken"))


def _converse(process: "subprocess.Popen[bytes]", chunks: Iterable[bytes]) -> Received:
    into, out = process.stdin, process.stdout
    assert into is not None
    assert out is not None
    try:
        for chunk in chunks:
            into.write(chunk)
        into.close()
    except BrokenPipeError:
        # It ended early: its exit code says why. Closing flushes once more, to nobody.
        with suppress(BrokenPipeError):
            into.close()
    return files.receive(iter(lambda: out.read(files.CHUNK), b""))


def waiting() -> "QuerySet[Attachment]":
    """Rows whose nudge seems lost, oldest first."""
    now = timezone.now()
    free = Attachment.objects.filter(Q(next_try_at=None) | Q(next_try_at__lt=now), state=Attachment.State.WAITING)
    return free.filter(received_at__lt=now - SWEEP_AFTER).order_by("received_at")


def make_waiting() -> int:
    """Make one batch of the copies that wait. Returns: how many were taken up."""
    ids = list(waiting().values_list("pk", flat=True)[:SWEEP_BATCH])
    return sum(make(pk) is not None for pk in ids)
