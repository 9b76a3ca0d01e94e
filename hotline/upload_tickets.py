"""One-time links by which a source brings a file that the chat could not hand over."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline import attachments, correspondence
from hotline.attachments import Upload
from hotline.models import Attachment, Draft, Tip, UploadTicket
from staff import audit
from staff.refusals import Refused, WrongStatus
from vault import keys

PURPOSE = "upload-ticket"
GOOD_FOR = timedelta(hours=24)
TOKEN_BYTES = 32


class LinkGone(Refused):
    """Unknown, expired or used: one refusal for all three, so that it tells nothing."""

    code = "link_gone"


@dataclass(frozen=True)
class _Owner:
    """Where the files go: to the tip once there is one, to the draft before."""

    tip: Tip | None
    draft: Draft | None

    @property
    def is_closed(self) -> bool:
        if self.tip:
            return self.tip.is_shredded
        return self.draft is None or self.draft.status != Draft.Status.OPEN


@transaction.atomic
def issue(owner: Tip | Draft, offered: Attachment | None = None) -> str:
    """A new link for one tip or draft, good once and for a day. Only its HMAC is kept.

    Args:
        offered: the file that the chat could not hand over.
    Returns: the token, 43 characters that are safe in an address (256 random bits).
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    tip, draft = (owner, None) if isinstance(owner, Tip) else (None, owner)
    UploadTicket.objects.create(
        mark=keys.mark(PURPOSE, token), tip=tip, draft=draft, offered=offered, expires_at=timezone.now() + GOOD_FOR
    )
    return token


def find(token: str) -> UploadTicket:
    """The ticket of a link, used or not.

    Raises: LinkGone where it is unknown or expired; WrongStatus where its tip was withdrawn or its draft cancelled.
    """
    rows = UploadTicket.objects.select_related("tip", "draft__tip")
    ticket = rows.filter(mark=keys.mark(PURPOSE, token)).first()
    if ticket is None or ticket.has_expired:
        raise LinkGone("link_gone")
    filed = ticket.draft.tip if ticket.draft else ticket.tip
    _refuse_closed(_Owner(filed, ticket.draft))
    return ticket


@transaction.atomic
def redeem(ticket: UploadTicket, uploads: list[Upload]) -> bool:
    """Add what came by the link; the link is used up then. Nothing is taken from `uploads` where it refuses.

    Returns: True where the files were added; False where the same files came by this link before (a double click).
    Raises: LinkGone where it was used for other files or has expired; WrongStatus as `find`.
    """
    row = UploadTicket.objects.select_for_update().get(pk=ticket.pk)
    owner = _locked_owner(row)
    _refuse_closed(owner)
    if row.used_at and _have_come(owner, uploads):
        return False
    if row.used_at or row.has_expired:
        raise LinkGone("link_gone")
    _take(row, owner, uploads)
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    return True


def _locked_owner(row: UploadTicket) -> _Owner:
    """Draft first, then tip: the order in which a draft is filed."""
    draft = Draft.objects.select_for_update().get(pk=row.draft_id) if row.draft_id else None
    tip_id = draft.tip_id if draft else row.tip_id
    tip = Tip.objects.select_for_update(no_key=True).get(pk=tip_id) if tip_id else None
    return _Owner(tip, draft)


def _refuse_closed(owner: _Owner) -> None:
    if owner.is_closed:
        raise WrongStatus(_("What this link belongs to was destroyed, so no file can be added to it any more."))


def _have_come(owner: _Owner, uploads: list[Upload]) -> bool:
    marks = {keys.mark("file-bytes", upload.received.sha256) for upload in uploads}
    mine = Attachment.objects.filter(Q(tip=owner.tip) if owner.tip else Q(draft=owner.draft), bytes_mark__in=marks)
    return bool(marks) and {bytes(mark) for mark in mine.values_list("bytes_mark", flat=True) if mark} == marks


def _take(row: UploadTicket, owner: _Owner, uploads: list[Upload]) -> None:
    arrived = _the_offered(row, uploads)
    others = [upload for upload in uploads if upload is not arrived]
    if arrived and row.offered:
        attachments.fetched(row.offered, arrived.received)
        if owner.tip:
            audit.record("source", "tip.file_arrived", owner.tip, attachment=row.offered.pk)
    if owner.tip and others:
        correspondence.add_from_source(owner.tip, "", uploads=others)
    elif owner.draft and others:
        for upload in others:
            attachments.add(upload, key_id=owner.draft.key_id, draft=owner.draft)
    if owner.draft and not owner.tip:
        # Whoever uploads is still at it: the day after which a draft counts as forgotten starts anew.
        owner.draft.save(update_fields=["touched_at"])


def _the_offered(row: UploadTicket, uploads: list[Upload]) -> Upload | None:
    """Which upload is the file that was offered: the only one, or the one of just its size."""
    offered = row.offered
    if offered is None or offered.state != Attachment.State.OFFERED:
        return None
    if len(uploads) == 1:
        return uploads[0]
    return next((upload for upload in uploads if upload.received.size == offered.size), None)


def forget_expired() -> int:
    """Remove tickets that expired a day ago or more. Returns: how many."""
    deleted, _rows = UploadTicket.objects.filter(expires_at__lt=timezone.now() - GOOD_FOR).delete()
    return deleted
