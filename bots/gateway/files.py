"""Files that a chat offers: noted at once, fetched soon."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from bots.gateway.story import FileOffer
from hotline import attachments
from hotline.models import Attachment, Draft, MemberMessage, Message, Tip
from vault import keys, text
from vault.files import Received, Receiver

MAX_TRIES = 12
# Telegram, or our own disk, may be in trouble for hours; a file that nobody fetched is lost to the tip.
OUTAGE_KEPT_FOR, OUTAGE_PAUSE = timedelta(days=2), timedelta(seconds=15)
OUTAGE_TRIES = 5  # no more of them are counted
# A fetch that was not heard of again is tried again after this.
LEASE = timedelta(minutes=5)


@dataclass(frozen=True)
class ToFetch:
    """An offered file in hand of this process; `origin` are the channel's ids."""

    id: UUID
    origin: dict[str, str]
    tries: int


def offer(
    file: FileOffer, *, tip: Tip | None = None, draft_id: UUID | None = None, message: Message | None = None,
    member_message: MemberMessage | None = None,
) -> UUID:  # fmt: skip
    """Note an offered file with a tip, a draft or a member's message. The same file again is the same row."""
    draft = Draft.objects.get(pk=draft_id) if draft_id else None
    owner = tip or draft or member_message
    assert owner is not None
    row = attachments.offer(
        key_id=owner.key_id, origin=file.origin, unique=file.unique, name=file.name, size=file.size,
        tip=tip, draft=draft, message=message, member_message=member_message,
    )  # fmt: skip
    if file.is_too_big and row.state == Attachment.State.OFFERED:
        attachments.out_of_reach(row, reason="too_big")
    return row.pk


@transaction.atomic
def take_due(now: datetime, limit: int) -> list[ToFetch]:
    """Offered files whose time has come, each given to one process only."""
    mine = Q(tip__channel="telegram") | Q(draft__channel="telegram") | Q(member_message__isnull=False)
    due = Attachment.objects.filter(mine, state=Attachment.State.OFFERED, next_try_at__lte=now).order_by("next_try_at")
    rows = list(due.select_for_update(skip_locked=True, of=("self",))[:limit])
    opened = text.read_many(rows, "origin")
    taken = []
    for row in rows:
        if not opened[row.pk]:
            # The tip was withdrawn or the draft cancelled: the key is gone and the file is not wanted any more.
            attachments.out_of_reach(row, reason="withdrawn")
            continue
        row.tries, row.next_try_at = row.tries + 1, now + LEASE
        row.save(update_fields=["tries", "next_try_at"])
        taken.append(ToFetch(row.pk, opened[row.pk], row.tries))
    return taken


def receiver() -> Receiver:
    """Takes the file's bytes as they come and seals them."""
    return Receiver()


def arrived(file_id: UUID, received: Received) -> None:
    """The file is here; a worker makes its copy. Raises: VaultClosed where it was withdrawn meanwhile."""
    row = Attachment.objects.filter(pk=file_id).first()
    if row is None:
        raise keys.VaultClosed(f"attachment {file_id} is gone")
    attachments.fetched(row, received)


def arrived_now(draft_id: UUID | None, tip_id: UUID | None, file: FileOffer, received: Received) -> None:
    """A file that was offered a moment ago to a draft or tip is here already (a terminal has it at hand)."""
    draft = Draft.objects.filter(pk=draft_id).first() if draft_id else None
    owner = draft or (Tip.objects.filter(pk=tip_id).first() if tip_id else None)
    if owner is not None:
        mark = keys.mark("file-origin", f"{owner.key_id}:{file.unique}")
        attachments.fetched(Attachment.objects.get(origin_mark=mark), received)


def fetch_now(now: datetime) -> None:
    """No offered file waits any longer. One that is being fetched may be fetched twice, and is kept once."""
    offered = Attachment.objects.filter(state=Attachment.State.OFFERED, next_try_at__gt=now)
    offered.filter(Q(tip__channel="telegram") | Q(draft__channel="telegram")).update(next_try_at=now)


def given_up(file_id: UUID, tries: int, now: datetime, *, reason: str = "", is_outage: bool = False) -> None:
    """A fetch failed: try again later, or never where a reason says so or it was tried too often.

    Args:
        is_outage: no fault of the file: it is tried for two days, and soon again.
    """
    row = Attachment.objects.filter(pk=file_id, state=Attachment.State.OFFERED).first()
    if row is None:
        return
    if is_outage and not reason and row.received_at > now - OUTAGE_KEPT_FOR:
        again = now + min(timedelta(seconds=2.0 ** min(tries, 10)), OUTAGE_PAUSE)
        Attachment.objects.filter(pk=row.pk).update(next_try_at=again, tries=min(tries, OUTAGE_TRIES))
        return
    if reason or tries >= MAX_TRIES:
        attachments.out_of_reach(row, reason=reason or "fetch_failed")
        return
    pause = timedelta(seconds=min(2.0**tries, 1800.0))
    Attachment.objects.filter(pk=row.pk).update(next_try_at=now + pause)
