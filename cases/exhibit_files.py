"""Files that officers bring, through the workshop of tips' files: scanned, looked at, copied; the row is the job."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases import custody, custody_chain
from cases.deriving import derive_copy
from cases.models import Exhibit, ExhibitFile
from hotline import copying
from hotline.attachments import clean_name
from staff import audit
from staff.models import Officer
from staff.nudge import nudge
from staff.refusals import Invalid
from vault import text

State = ExhibitFile.State


def await_copy(exhibit: Exhibit, name: str) -> ExhibitFile:
    """Note that a new exhibit's file waits for the workshop, in the caller's transaction."""
    assert exhibit.key_id is not None
    row = ExhibitFile(exhibit=exhibit, key_id=exhibit.key_id, file_id=exhibit.file_id, size=exhibit.size)
    text.write(row, name=clean_name(name))
    row.save(force_insert=True)
    _nudge(row)
    return row


def _nudge(row: ExhibitFile) -> None:
    from cases.tasks import make_exhibit_copy  # the task imports this module

    nudge(make_exhibit_copy, row.pk)


def make(row_id: UUID | str) -> ExhibitFile | None:
    """Scan an exhibit's file and make its copy, which becomes an exhibit of its own. Safe to call twice and at once.

    Returns: as `copying.make_of`.
    """
    row = copying.make_of(ExhibitFile, row_id)
    if row is not None and row.state in (State.COPIED, State.NO_COPY):
        _settle(row.pk)
    return row


@transaction.atomic
def _settle(row_id: UUID) -> None:
    """Enter the copy, once, and correct the media type: the workshop has read the whole file."""
    row = ExhibitFile.objects.select_related("exhibit").get(pk=row_id)
    original = custody_chain.locked(row.exhibit)
    if row.media_type and row.media_type != original.media_type:
        original.media_type = row.media_type
        original.save(update_fields=["media_type"])
    if row.copy_id and not original.derived.filter(relation=Exhibit.Relation.COPY).exists():
        derive_copy(original, row, by=original.acquired_by)


def make_waiting() -> int:
    """Make one batch of what waits, and enter the copies of a worker that died. Returns: how many were taken up."""
    copied = ExhibitFile.objects.filter(state=State.COPIED)
    lost = copied.exclude(exhibit__derived__relation=Exhibit.Relation.COPY)
    for row_id in list(lost.values_list("pk", flat=True)[: copying.SWEEP_BATCH]):
        _settle(row_id)
    return copying.sweep(ExhibitFile, make)


def read_metadata(exhibit: Exhibit, *, by: Officer) -> dict[str, Any]:
    """What the file that an officer brought told of device, time and place; the audit entry comes first.

    The workshop read it once and sealed it; a file of a tip has its record there, and none here.
    Returns: names of `hotline.media.record.FACTS` to text or number; empty where the file told nothing.
    Raises: NotAllowed; Invalid where the workshop read none; VaultClosed where its key was destroyed.
    """
    custody.require_exhibit(exhibit, "cases.read_metadata", by=by)
    row = ExhibitFile.objects.filter(exhibit=exhibit).exclude(state=State.WAITING).first()
    if row is None:
        raise Invalid(_("No file was read here."))
    with transaction.atomic():
        audit.record(by, "exhibit.metadata_read", exhibit)
    return text.read(row, "metadata") or {}
