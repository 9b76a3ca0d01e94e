"""Looking at a file of a tip: the scrubbed copy only, and never without an audit entry. The original is not served."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import transaction

from hotline.media import kinds
from hotline.models import Attachment, CopiedFile
from staff import access, audit
from staff.models import Officer
from vault import files, text
from vault.keys import VaultClosed
from vault.models import StoredFile

# What our own copying writes, and a browser may draw or play; anything else is handed over as bytes.
PICTURES = {"image/jpeg", "image/png", "image/webp"}
PLAYED = {"video/mp4", "video/webm", "video/x-matroska", "video/3gpp", "audio/ogg"}
SAVED = {"application/pdf"}
# How an exhibit names what made its copy.
TOOLS = {
    "picture": "Hornbill: picture re-encoded without metadata", "pages": "Hornbill: pages drawn as pixels",
    "office": "Hornbill: pages drawn as pixels", "film": "Hornbill: film re-wrapped without metadata",
    "voice": "Hornbill: sound in another pitch, without metadata",
}  # fmt: skip


@dataclass(frozen=True)
class Copy:
    """A copy as it is handed to an officer's browser: type by content, and the clear bytes in chunks."""

    media_type: str
    size: int
    chunks: Iterator[bytes]

    @property
    def is_picture(self) -> bool:
        return self.media_type in PICTURES

    @property
    def is_shown(self) -> bool:
        """Whether a browser may draw or play it on our page."""
        return self.is_picture or self.media_type in PLAYED

    def part(self, start: int, end: int) -> Iterator[bytes]:
        """The bytes from `start` to `end`, both included; what lies before is opened and dropped."""
        at = 0
        for chunk in self.chunks:
            kept = chunk[max(0, start - at) : max(0, end + 1 - at)]
            at += len(chunk)
            if kept:
                yield kept
            if at > end:
                return


def open_copy(attachment: Attachment, *, by: Officer) -> Copy:
    """Raises: NotAllowed; VaultClosed where there is no copy, or it was shredded or changed."""
    return _open(attachment, attachment.copy_id, by=by)


def open_poster(attachment: Attachment, *, by: Officer) -> Copy:
    """The still picture of a film. Raises: NotAllowed; VaultClosed where there is none."""
    return _open(attachment, attachment.poster_id, by=by)


def _open(attachment: Attachment, file_id: Any, *, by: Officer) -> Copy:
    access.require(by, "hotline.read_tip")
    stored = StoredFile.objects.filter(pk=file_id).first() if file_id else None
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
    kind = kinds.by_start(first)
    known = kind in PICTURES | PLAYED | SAVED
    return Copy(kind if known else "application/octet-stream", stored.size, chain([first], chunks))


def read_metadata(attachment: Attachment, *, by: Officer) -> dict[str, Any]:
    """What the original told of its maker, time and place (names: `record.FACTS`); the audit entry comes first.

    Raises: NotAllowed; VaultClosed where the tip's key was destroyed.
    """
    access.require(by, "hotline.read_metadata")
    with transaction.atomic():
        audit.record(by, "attachment.metadata_read", attachment, tip=attachment.tip_id)
    return text.read(attachment, "metadata") or {}


def tool(attachment: CopiedFile) -> str:
    """What made this file's copy."""
    craft = kinds.craft(attachment.media_type)
    return TOOLS["voice" if "voice_changed" in attachment.remarks else craft or "picture"]
