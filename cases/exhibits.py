"""Taking evidence in: a tip's file with its copy, an officer's file, a thing; each enters the chain of custody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases import certificates, custody, custody_chain, exhibit_files
from cases.acquiring import Acquired, Sheet, check_parent, create, received
from cases.casework import require_case
from cases.custody_chain import signature
from cases.deriving import derive_copy, file_exhibit, sniff
from cases.models import Case, CustodyEvent, Exhibit
from hotline import copies
from hotline.media import kinds
from hotline.models import Attachment
from staff import access, audit, holds
from staff.models import Officer
from staff.refusals import Invalid, NotAllowed
from vault import files, keys
from vault.files import Received
from vault.models import StoredFile


@transaction.atomic
def take_exhibit(case: Case, attachment: Attachment, acquired: Acquired, *, by: Officer) -> Exhibit:
    """Take a file that came with a tip into evidence: the original, and its scrubbed copy as an exhibit of its own.

    The blob is shared under new keys, so the exhibit outlives the tip. Taking the same file twice into a case gives
    the same exhibit.
    Args:
        attachment: of a tip behind one of the case's reports.
    Returns: the original's exhibit; `exhibit.derived` holds the copy where there is one.
    Raises: NotAllowed; Invalid where the file is of another case's tip or its copy is still being made.
    """
    require_case(case, "cases.take_exhibit", by=by)
    locked = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    known = Exhibit.objects.filter(case=locked, origin=attachment.pk, parent=None).first()
    if known:
        return known
    _check_attachment(locked, attachment)
    holds.hold([tip_id for tip_id in (attachment.tip_id,) if tip_id], locked.pk)
    original = file_exhibit(locked, attachment.file_id, attachment.media_type, acquired, by=by, origin=attachment.pk)
    received(original, by=by)
    if attachment.state == Attachment.State.COPIED and attachment.copy_id:
        derive_copy(original, attachment, by=by)
    return original


def _check_attachment(case: Case, attachment: Attachment) -> None:
    if not case.reports.filter(tips=attachment.tip_id).exists():
        raise Invalid(_("This file belongs to no report of the case."))
    if attachment.state in (Attachment.State.WAITING, Attachment.State.OFFERED) or not attachment.file_id:
        raise Invalid(_("The file is not ready: its copy is still being made. Try again in a minute."))


@dataclass(frozen=True)
class Arrived:
    """A file that has streamed in: sealed, hashed twice on the way. `name`: as it was called; `field`: of the form."""

    received: Received
    name: str
    blake2b: str
    field: str = "file"


@transaction.atomic
def upload(
    case: Case, arrived: Arrived, acquired: Acquired, *, by: Officer, parent: Exhibit | None = None, relation: str = "",
    sheet: Sheet | None = None,
) -> Exhibit:  # fmt: skip
    """Take a file that an officer brings straight into evidence; a worker scans it and makes its copy.

    Args:
        parent, relation: the exhibit that it belongs to, and as its what (`Exhibit.Relation`).
        sheet: of a statement, not saved yet.
    Returns: the original's exhibit. Where it is refused, nothing is taken from `arrived`.
    Raises: NotAllowed; Invalid with a sentence a field.
    """
    require_case(case, "cases.take_exhibit", by=by)
    check_parent(case, parent, relation, by=by)
    key_id = keys.create()
    stored = files.keep(arrived.received, key_id)
    exhibit = create(
        case, acquired, by=by, sheet=sheet, parent=parent, relation=relation if parent else "", key_id=key_id,
        file_id=stored.pk, media_type=sniff(stored), size=stored.size, sha256=arrived.received.sha256.hex(),
        blake2b=arrived.blake2b,
    )  # fmt: skip
    received(exhibit, by=by)
    exhibit_files.await_copy(exhibit, arrived.name)
    return exhibit


@transaction.atomic
def upload_many(case: Case, files_brought: Sequence[Arrived], acquired: Acquired, **said: Any) -> list[Exhibit]:
    """Several files at once, each an exhibit: all of them, or none. As `upload`."""
    return [upload(case, arrived, acquired, **said) for arrived in files_brought]


@transaction.atomic
def register_exhibit(
    case: Case, acquired: Acquired, *, by: Officer, parent: Exhibit | None = None, relation: str = "",
    sheet: Sheet | None = None,
) -> Exhibit:  # fmt: skip
    """Take in a thing without a file: an object, a statement on paper, a live animal.

    Args:
        parent, relation: the thing that it was part of or in, as `upload`.
    Raises: NotAllowed; Invalid with a sentence a field.
    """
    require_case(case, "cases.take_exhibit", by=by)
    check_parent(case, parent, relation, by=by)
    exhibit = create(case, acquired, by=by, sheet=sheet, parent=parent, relation=relation if parent else "")
    received(exhibit, by=by)
    return exhibit


@transaction.atomic
def clear_original(exhibit: Exhibit, *, by: Officer) -> Exhibit:
    """Say that the original's metadata was read and betrays nobody: it may leave for a prosecutor or a court."""
    custody.require_exhibit(exhibit, "cases.open_original", by=by)
    fresh = custody.locked(exhibit)
    fresh.original_may_leave = True
    fresh.save(update_fields=["original_may_leave"])
    audit.record(by, "exhibit.original_cleared", fresh)
    return fresh


def open_picture(exhibit: Exhibit, *, by: Officer) -> copies.Copy:
    """Look at an exhibit's scrubbed copy, after the audit entry that says who does. The original is never drawn.

    Raises: NotAllowed; VaultClosed where there is no such copy, or it does not open.
    """
    access.require(by, "cases.view_exhibit")
    if not Exhibit.objects.visible_to(by).filter(pk=exhibit.pk).exists():
        raise NotAllowed(_("You do not see this exhibit."))
    copy = exhibit.picture
    if copy is None:
        raise keys.VaultClosed(f"exhibit {exhibit.pk} has no picture")
    with transaction.atomic():
        audit.record(by, "exhibit.copy_opened", copy, case=copy.case_id)
    return copies.read(StoredFile.objects.get(pk=str(copy.file_id)))


@dataclass(frozen=True)
class Original:
    """An original as it leaves the vault: bytes in all, the bytes as a stream, and the name of the file to save."""

    name: str
    size: int
    chunks: Iterator[bytes]


def open_original(exhibit: Exhibit, purpose: str, *, by: Officer) -> Original:
    """Hand an original out, byte for byte; the chain says who opened it and what for. No page of ours ever draws it.

    Raises: NotAllowed; Invalid without a purpose, or where there is no original; WrongStatus where it was purged;
        VaultClosed where it does not open.
    """
    custody.require_exhibit(exhibit, "cases.open_original", by=by)
    certificates.require_file(exhibit.case)
    if not exhibit.file_id or exhibit.is_copy:
        raise Invalid(_("There is no original to open."))
    if not purpose.strip():
        raise Invalid(_("Say what for."), purpose=_("Say what for."))
    stored = StoredFile.objects.get(pk=str(exhibit.file_id))
    chunks = files.read(stored)
    # The first chunk is opened here, so that a broken file is a refusal and leaves no entry.
    first = next(chunks, b"")
    with transaction.atomic():
        fresh = custody_chain.locked(exhibit)
        custody_chain.append(fresh, CustodyEvent.Kind.OPEN, by=by, purpose=purpose.strip(), received_by=signature(by))
        audit.record(by, "exhibit.original_opened", fresh)
    return Original(f"{exhibit.reference}.{_ending(exhibit)}", stored.size, chain([first], chunks))


def _ending(exhibit: Exhibit) -> str:
    """As packets name it; a page or program is saved as one that no double click opens."""
    known = kinds.ALLOWED.get(exhibit.media_type)
    return known[1][0] if known else "bin"
