"""Taking evidence in: a tip's file with its copy, or a thing without a file; each enters the chain of custody."""

from dataclasses import dataclass
from typing import Any

import filetype
from django.db import transaction
from django.utils.translation import gettext as _

from cases import custody, custody_chain
from cases.casework import require_case
from cases.custody_chain import service_number
from cases.models import Case, CustodyEvent, Exhibit
from hotline import copies
from hotline.models import Attachment
from staff import access, audit, holds
from staff.models import Officer
from staff.references import next_reference
from staff.refusals import Invalid, NotAllowed
from vault import files, keys
from vault.models import StoredFile


@dataclass(frozen=True)
class Acquired:
    """How an exhibit came in. `how` is the officer's sentence; `kind` an `Exhibit.Kind`."""

    description: str
    kind: str = Exhibit.Kind.DIGITAL
    how: str = ""
    where: str = ""
    tool: str = ""
    legal_basis: str = ""


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
    original = _file_exhibit(locked, attachment.file_id, attachment.media_type, acquired, by=by, origin=attachment.pk)
    _enter(original, CustodyEvent.Kind.RECEIVE, by=by, purpose=acquired.description)
    if attachment.state == Attachment.State.COPIED and attachment.copy_id:
        _derive_copy(original, attachment, by=by)
    return original


def _check_attachment(case: Case, attachment: Attachment) -> None:
    if not case.reports.filter(tips=attachment.tip_id).exists():
        raise Invalid(_("This file belongs to no report of the case."))
    if attachment.state in (Attachment.State.WAITING, Attachment.State.OFFERED) or not attachment.file_id:
        raise Invalid(_("The file is not ready: its copy is still being made. Try again in a minute."))


def _derive_copy(original: Exhibit, attachment: Attachment, *, by: Officer) -> Exhibit:
    tool = copies.tool(attachment)
    described = Acquired(
        description=original.description, how=str(_("Derived from %(parent)s") % {"parent": original.reference}),
        tool=tool, legal_basis=original.legal_basis,
    )  # fmt: skip
    copy = _file_exhibit(original.case, attachment.copy_id, "", described, by=by, origin=attachment.pk, parent=original)
    custody_chain.append(original, CustodyEvent.Kind.COPY, by=by, purpose=f"{copy.reference}: {tool}")
    _enter(copy, CustodyEvent.Kind.COPY, by=by, purpose=f"{original.reference}: {tool}")
    return copy


def _file_exhibit(
    case: Case, file_id: Any, media_type: str, acquired: Acquired, *, by: Officer, origin: Any = None,
    parent: Exhibit | None = None,
) -> Exhibit:  # fmt: skip
    shared = files.share(StoredFile.objects.get(pk=file_id), keys.create())
    sha256, blake2b = custody.hashes(shared)
    if bytes.fromhex(sha256) != files.sha256(shared):
        raise keys.VaultClosed(f"file {shared.pk} is not what was received")
    return _create(
        case, acquired, by=by, origin=origin, parent=parent, key_id=shared.key_id, file_id=shared.pk,
        media_type=media_type or _sniff(shared), size=shared.size, sha256=sha256, blake2b=blake2b,
    )  # fmt: skip


def _sniff(stored: StoredFile) -> str:
    guess = filetype.guess(next(files.read(stored), b"")[:8192])
    return guess.mime if guess else "application/octet-stream"


def _create(case: Case, acquired: Acquired, *, by: Officer, **columns: Any) -> Exhibit:
    if not acquired.description.strip() or acquired.kind not in Exhibit.Kind.values:
        raise Invalid(_("Say what it is."), description=_("Say what it is."))
    exhibit = Exhibit.objects.create(
        reference=next_reference("EXH"), case=case, kind=acquired.kind, description=acquired.description.strip()[:300],
        acquired_by=by, acquired_where=acquired.where.strip()[:200], tool=acquired.tool.strip()[:100],
        acquired_how=acquired.how.strip()[:200] or str(_("Received by the hotline")),
        legal_basis=acquired.legal_basis.strip()[:200], holder=service_number(by), **columns,
    )  # fmt: skip
    audit.record(by, "exhibit.taken", exhibit, case=case.reference, kind=acquired.kind)
    return exhibit


def _enter(exhibit: Exhibit, kind: str, *, by: Officer, purpose: str) -> CustodyEvent:
    return custody_chain.append(
        exhibit, kind, by=by, purpose=purpose, to_who=service_number(by), place=exhibit.acquired_where,
        received_by=service_number(by),
    )  # fmt: skip


@transaction.atomic
def register_exhibit(case: Case, acquired: Acquired, *, by: Officer) -> Exhibit:
    """Take in a thing without a file: an object, a statement on paper, a live animal. Raises: NotAllowed; Invalid."""
    require_case(case, "cases.take_exhibit", by=by)
    exhibit = _create(case, acquired, by=by)
    _enter(exhibit, CustodyEvent.Kind.RECEIVE, by=by, purpose=acquired.description)
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
