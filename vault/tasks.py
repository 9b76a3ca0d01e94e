"""The vault's part of the timetable."""

import time

from celery import shared_task

from vault import blobs, purging
from vault.models import StoredFile

# An upload is a blob for at most this long before its row is committed.
GRACE_SECONDS = 24 * 60 * 60


@shared_task
def sweep_orphan_files() -> None:
    """Remove blobs that no row points at, whole or begun: whoever wrote them died."""
    before = time.time() - GRACE_SECONDS
    for name, touched in blobs.settled():
        if touched < before and not StoredFile.objects.filter(blob=name).exists():
            blobs.remove(name)
    for name, touched in blobs.unfinished():
        if touched < before:
            blobs.remove_unfinished(name)


@shared_task
def export_purges() -> None:
    purging.export()
