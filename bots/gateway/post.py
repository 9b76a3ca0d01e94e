"""What officers say to sources: taken from its rows, marked as it gets on."""

from dataclasses import dataclass
from uuid import UUID

from hotline import asking, correspondence
from hotline.models import Message, Tip
from staff.refusals import Invalid, WrongStatus
from vault import keys, text


@dataclass(frozen=True)
class Asked:
    """A message to a source as they read it.

    Args:
        answers: (code, label) of each button in the message's own language; none where words are wanted.
        taken: the label of the answer they took, "" before.
        is_new: this call noted it.
    """

    id: UUID
    tip: UUID
    words: str
    language: str = ""
    answers: asking.Answers = ()
    taken: str = ""
    is_new: bool = False


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


def read_questions(source_id: UUID, tip_id: UUID) -> list[Asked]:
    """The unread messages of a tip, oldest first, and note that the source has them in front of them."""
    tip = Tip.objects.filter(pk=tip_id, source_id=source_id, purged_at=None).first()
    key = keys.data_keys_found({tip.key_id}).get(tip.key_id) if tip else None
    if tip is None or key is None:
        return []
    unread = tip.messages.filter(direction=Message.Direction.TO_SOURCE, read_at=None)
    asked = [_asked(row, key) for row in unread.select_related("tip", "answer").order_by("at")]
    correspondence.mark_read_by_source(tip)
    return [each for each in asked if each.words]


def _asked(row: Message, key: bytes) -> Asked:
    made = correspondence.made_of(row, key=key)
    words = text.read(row, "body", key=key)
    return Asked(row.pk, row.tip_id, words, made.language, correspondence.answers_of(row, key=key))


def take_answer(source_id: UUID, message_id: UUID, number: int) -> Asked | None:
    """The source tapped the answer with this number below a message. Of two taps the first one counts.

    Returns: the message with the answer that stands; None where there is no such question to answer any more.
    """
    row = Message.objects.select_related("tip").filter(pk=message_id, tip__source_id=source_id).first()
    try:
        made = correspondence.made_of(row) if row else asking.Made()
        offered = asking.answers(made.code, made.language)
        if row is None or number >= len(offered):
            return None
        said, is_new = correspondence.answer(row, offered[number][0])
        words, taken = text.read(row, "body"), text.read(said, "body")
    except (Invalid, WrongStatus, keys.VaultClosed):
        return None
    return Asked(row.pk, row.tip_id, words, made.language, (), taken, is_new)
