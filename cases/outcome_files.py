"""Files by which agencies prove outcomes: kept sealed, through the workshop of tips' files; staff see the copy."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.deriving import sniff
from cases.models import Outcome, OutcomeFile
from hotline import copies, copying
from hotline.attachments import Upload, clean_name
from hotline.media import kinds
from staff import access, audit
from staff.models import Officer
from staff.nudge import nudge
from staff.refusals import Invalid, NotAllowed
from vault import files, keys, text
from vault.models import StoredFile

PAPER = "application/pdf"
MAX_BYTES, MAX_FILES = 20 * 1024**2, 3  # a scan of some pages, or a photograph


def keep(outcome: Outcome, uploads: Sequence[Upload]) -> list[OutcomeFile]:
    """Keep what came as files of the outcome, in the caller's transaction. Raises: Invalid for any other kind."""
    return [_keep(outcome, upload) for upload in uploads]


def _keep(outcome: Outcome, upload: Upload) -> OutcomeFile:
    key_id = keys.create()
    stored = files.keep(upload.received, key_id)
    kind = sniff(stored)
    if kind != PAPER and kinds.craft(kind) != "picture":
        said = _("A paper (PDF) or a photograph, please.")
        raise Invalid(said, files=said)
    row = OutcomeFile(outcome=outcome, key_id=key_id, file_id=stored.pk, media_type=kind, size=stored.size)
    text.write(row, name=clean_name(upload.name))
    row.save(force_insert=True)
    from cases.tasks import make_outcome_copy  # the task imports this module

    nudge(make_outcome_copy, row.pk)
    return row


def make(row_id: UUID | str) -> OutcomeFile | None:
    """Scan one file and make its copy, as `copying.make_of` says."""
    return copying.make_of(OutcomeFile, row_id)


def make_waiting() -> int:
    """Make one batch of what waits. Returns: how many were taken up."""
    return copying.sweep(OutcomeFile, make)


def open_copy(row: OutcomeFile, *, by: Officer) -> copies.Copy:
    """Look at the scrubbed copy, after the audit entry that says who does. The original is never served.

    Raises: NotAllowed; VaultClosed where there is no copy, or it does not open.
    """
    access.require(by, "cases.view_outcome")
    if not OutcomeFile.objects.visible_to(by).filter(pk=row.pk).exists():
        raise NotAllowed(_("You do not see this outcome."))
    stored = StoredFile.objects.filter(pk=row.copy_id).first() if row.copy_id else None  # type: ignore[misc]  # not None
    if stored is None:
        raise keys.VaultClosed(f"outcome file {row.pk} has no copy")
    with transaction.atomic():
        audit.record(by, "outcome.file_opened", row, outcome=str(row.outcome_id))
    return copies.read(stored)
