"""Looking at a file of a tip: the scrubbed copy only, and never without an audit entry. The original is not served."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import filetype
from django.db import transaction

from hotline.models import Attachment
from staff import access, audit
from staff.models import Officer
from vault import files
from vault.keys import VaultClosed
from vault.models import StoredFile

# What our own copying writes, and a browser may draw; anything else is handed over as bytes.
PICTURES = {"image/jpeg", "image/png", "image/webp"}


@dataclass(frozen=True)
class Copy:
    """A copy as it is handed to an officer's browser: type by content, and the clear bytes in chunks."""

    media_type: str
    size: int
    chunks: Iterator[bytes]

    @property
    def is_picture(self) -> bool:
        return self.media_type in PICTURES


def open_copy(attachment: Attachment, *, by: Officer) -> Copy:
    """Raises: NotAllowed; VaultClosed where there is no copy, or it was shredded or changed."""
    access.require(by, "hotline.read_tip")
    stored = StoredFile.objects.filter(pk=attachment.copy_id).first() if attachment.copy_id else None
    if stored is None:
        raise VaultClosed(f"attachment {attachment.pk} has no copy")
    with transaction.atomic():
        audit.record(by, "attachment.copy_opened", attachment, tip=attachment.tip_id)
    return read(stored)


def read(stored: StoredFile) -> Copy:
    """Decrypt a copy's file; the caller has checked who asks and audited it. Raises: VaultClosed; FileNotFoundError."""
    chunks = files.read(stored)
    # The first chunk is opened here, so that a broken file is a refusal and not half an answer.
    first = next(chunks, b"")
    kind = filetype.guess_mime(first) or ""
    return Copy(kind if kind in PICTURES else "application/octet-stream", stored.size, chain([first], chunks))
