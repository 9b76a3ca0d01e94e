"""What officers say to sources: taken from its rows, marked as it gets on."""

from dataclasses import dataclass
from uuid import UUID

from hotline import correspondence
from hotline.models import Message, Tip
from vault import text


@dataclass(frozen=True)
class Waiting:
    """A message to a source that no sender has taken yet."""

    id: UUID
    tip: UUID
    source_id: UUID


def take_waiting(limit: int) -> list[Waiting]:
    """Take waiting messages of Telegram tips, in the caller's transaction: they are on their way once it commits."""
    rows = list(
        Message.objects.select_related("tip")
        .filter(direction=Message.Direction.TO_SOURCE, delivery=Message.Delivery.WAITING, tip__channel="telegram")
        .order_by("at")
        .select_for_update(skip_locked=True, of=("self",))[:limit]
    )
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(delivery=Message.Delivery.TAKEN)
    return [Waiting(row.pk, row.tip_id, row.tip.source_id) for row in rows]


def delivered(message_id: UUID) -> None:
    """The channel took it to the person."""
    _move(message_id, Message.Delivery.DELIVERED)


def unreachable(message_id: UUID) -> None:
    """The person cannot be reached by this channel; the web code stays good."""
    _move(message_id, Message.Delivery.UNREACHABLE)


def _move(message_id: UUID, to: str) -> None:
    Message.objects.filter(pk=message_id, delivery=Message.Delivery.TAKEN).update(delivery=to)


def read_questions(source_id: UUID, tip_id: UUID) -> list[str]:
    """The unread messages of a tip, oldest first, and note that the source has them in front of them."""
    tip = Tip.objects.filter(pk=tip_id, source_id=source_id, purged_at=None).first()
    if tip is None:
        return []
    unread = (
        tip.messages.filter(direction=Message.Direction.TO_SOURCE, read_at=None).select_related("tip").order_by("at")
    )
    rows = list(unread)
    bodies = text.read_many(rows, "body")
    correspondence.mark_read_by_source(tip)
    return [bodies[row.pk] for row in rows if bodies[row.pk]]
