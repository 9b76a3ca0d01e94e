"""One-time web links for files that a channel does not hand over."""

from dataclasses import dataclass
from uuid import UUID

from bots.gateway.story import FileOffer
from hotline import upload_tickets
from hotline.models import Attachment, Draft, Tip
from vault import keys


@dataclass(frozen=True)
class Link:
    """A link's token, whom it is for, and the tip that it adds to, None before it is filed."""

    token: str
    source_id: UUID
    tip: UUID | None


def link_to_draft(file: FileOffer, draft_id: UUID) -> str:
    """The token of a new link for a file that was offered to this draft a moment ago."""
    return _link(file, Draft.objects.get(pk=draft_id))


def link_to_tip(file: FileOffer, tip_id: UUID) -> str:
    """The token of a new link for a file that was offered to this tip a moment ago."""
    return _link(file, Tip.objects.get(pk=tip_id))


def _link(file: FileOffer, owner: Draft | Tip) -> str:
    mark = keys.mark("file-origin", f"{owner.key_id}:{file.unique}")
    return upload_tickets.issue(owner, Attachment.objects.get(origin_mark=mark))


def late_link(file_id: UUID) -> Link | None:
    """A link for an offered file that turned out too big when it was fetched; None where nobody waits for it."""
    row = Attachment.objects.select_related("tip", "draft").filter(pk=file_id, state=Attachment.State.OFFERED).first()
    owner = (row.tip or row.draft) if row else None
    if row is None or owner is None or owner.source_id is None or not keys.data_keys_found({row.key_id}):
        return None
    return Link(upload_tickets.issue(owner, row), owner.source_id, row.tip_id)
