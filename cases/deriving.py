"""What comes of a file that the house has: an exhibit of its own for each copy."""

from typing import Any

from django.utils.translation import gettext as _

from cases import custody_chain, rechecks
from cases.acquiring import Acquired, create, enter
from cases.models import Case, CustodyEvent, Exhibit
from hotline import copies
from hotline.media import kinds
from hotline.models import CopiedFile
from staff.models import Officer
from vault import files, keys
from vault.models import StoredFile


def derive_copy(original: Exhibit, source: CopiedFile, *, by: Officer) -> Exhibit:
    """The scrubbed copy of an original as an exhibit of its own, in the caller's transaction; both chains say so."""
    tool = copies.tool(source)
    described = Acquired(
        description=original.description, how=str(_("Derived from %(parent)s") % {"parent": original.reference}),
        tool=tool, legal_basis=original.legal_basis,
    )  # fmt: skip
    origin = source.pk if original.origin else None
    copy = file_exhibit(
        original.case, source.copy_id, "", described, by=by, origin=origin, parent=original,
        relation=Exhibit.Relation.COPY,
    )  # fmt: skip
    custody_chain.append(original, CustodyEvent.Kind.COPY, by=by, purpose=f"{copy.reference}: {tool}")
    enter(copy, CustodyEvent.Kind.COPY, by=by, purpose=f"{original.reference}: {tool}")
    return copy


def file_exhibit(
    case: Case, file_id: Any, media_type: str, acquired: Acquired, *, by: Officer, **columns: Any
) -> Exhibit:  # fmt: skip
    shared = files.share(StoredFile.objects.get(pk=file_id), keys.create())
    sha256, blake2b = rechecks.hashes(shared)
    if bytes.fromhex(sha256) != files.sha256(shared):
        raise keys.VaultClosed(f"file {shared.pk} is not what was received")
    return create(
        case, acquired, by=by, key_id=shared.key_id, file_id=shared.pk, media_type=media_type or sniff(shared),
        size=shared.size, sha256=sha256, blake2b=blake2b, **columns,
    )  # fmt: skip


def sniff(stored: StoredFile) -> str:
    return kinds.by_start(next(files.read(stored), b""))
