"""Files of a tip: taking them in, naming them, handing them from draft to tip."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from hotline import search
from hotline.models import Attachment, Draft, MemberMessage, Message, Tip
from staff.nudge import nudge
from vault import files, keys, text
from vault.files import Received
from vault.models import StoredFile

MAX_NAME = 200  # characters kept of a file's name


@dataclass(frozen=True)
class Upload:
    """A file that has streamed in: its sealed blob and the name it came with."""

    received: Received
    name: str


def clean_name(name: str) -> str:
    """A name as the officer may see it: no control or direction signs, cut to size."""
    kept = "".join(sign for sign in name.replace("\\", "/").rsplit("/", 1)[-1] if sign.isprintable())
    return kept[:MAX_NAME] or "file"


def add(
    upload: Upload,
    *,
    key_id: UUID,
    key: bytes | None = None,
    tip: Tip | None = None,
    draft: Draft | None = None,
    message: Message | None = None,
    origin_mark: bytes | None = None,
) -> Attachment:
    """Make a received file an attachment of a tip or draft in the caller's transaction; a worker makes the copy."""
    key = key or keys.data_key(key_id)
    row = Attachment(
        tip=tip, draft=draft, message=message, key_id=key_id, size=upload.received.size, origin_mark=origin_mark
    )
    row.file_id = files.keep(upload.received, key_id, key=key).pk
    row.bytes_mark = keys.mark("file-bytes", upload.received.sha256)
    text.write(row, key=key, name=clean_name(upload.name))
    row.save(force_insert=True)
    _nudge_copy(row)
    return row


def _nudge_copy(row: Attachment) -> None:
    from hotline.tasks import make_copy  # the task imports this module

    nudge(make_copy, row.pk)


def offer(
    *, key_id: UUID, origin: dict[str, str], unique: str, name: str, draft: Draft | None = None, tip: Tip | None = None,
    message: Message | None = None, member_message: MemberMessage | None = None, size: int = 0,
) -> Attachment:  # fmt: skip
    """Note a file that a chat offers and that is still to be fetched. The same file offered twice is one row.

    Args:
        origin: the channel's own ids to fetch it by; sealed.
        unique: the channel's lasting id of the file, for telling a repeat.
    """
    mark = keys.mark("file-origin", f"{key_id}:{unique}")
    row = Attachment(
        tip=tip, draft=draft, message=message, member_message=member_message, key_id=key_id, size=size,
        origin_mark=mark, state=Attachment.State.OFFERED, next_try_at=timezone.now(),
    )  # fmt: skip
    text.write(row, name=clean_name(name), origin=origin)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return Attachment.objects.get(origin_mark=mark)
    if tip:
        search.await_marks(tip)
    return row


def out_of_reach(attachment: Attachment, *, reason: str) -> None:
    """An offered file that will not come: the officer sees that it was offered, and the code of why it is not here."""
    waiting = Attachment.objects.filter(pk=attachment.pk, state=Attachment.State.OFFERED)
    waiting.update(next_try_at=None, reason=reason)


@transaction.atomic
def fetched(attachment: Attachment, received: Received) -> Attachment:
    """An offered file has arrived."""
    row = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if row.state != Attachment.State.OFFERED:
        return row
    row.file_id = files.keep(received, row.key_id).pk
    row.bytes_mark = keys.mark("file-bytes", received.sha256)
    row.size, row.state, row.next_try_at, row.reason = received.size, Attachment.State.WAITING, None, ""
    row.tries = 0  # of fetching; those of the copy are counted from here
    row.save(update_fields=["file_id", "bytes_mark", "size", "state", "next_try_at", "reason", "tries"])
    _nudge_copy(row)
    return row


def hand_over(draft: Draft, tip: Tip) -> int:
    """The draft's files become the tip's: same key, same blobs. Returns: how many."""
    return draft.attachments.update(tip=tip)


def shred(tip: Tip) -> int:
    """Remove the files of a tip that ends, originals and copies, in the caller's transaction. Returns: how many.

    A blob that became an exhibit stays, under the exhibit's own key.
    """
    reason = "withdrawn" if tip.status == Tip.Status.WITHDRAWN else "key_gone"
    return shred_all(Attachment.objects.filter(tip=tip), reason)


def shred_all(mine: QuerySet[Attachment], reason: str) -> int:
    """Remove these files, originals and copies, in the caller's transaction. Returns: how many.

    Args:
        reason: the code that their rows keep.
    """
    rows = list(mine)
    ids = [file_id for row in rows for file_id in (row.file_id, row.copy_id, row.poster_id) if file_id]
    for stored in StoredFile.objects.filter(pk__in=ids):
        files.discard(stored)
    mine.update(
        copy_id=None,
        poster_id=None,
        name=b"",
        origin=b"",
        metadata=b"",
        bytes_mark=None,
        look_at=None,
        state=Attachment.State.NO_COPY,
        reason=reason,
    )
    return len(ids)
