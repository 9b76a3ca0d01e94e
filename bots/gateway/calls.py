"""Calls to the group of staff: taken from their rows, in the transaction that queues them."""

from dataclasses import dataclass

from django.conf import settings

from hotline import duty


@dataclass(frozen=True)
class Call:
    """One call: to which chat, in which words (references and an address, nothing of a tip)."""

    key: str
    chat: int
    words: str


def take_calls() -> list[Call]:
    """Calls that wait, in the caller's transaction; none where no group is set."""
    if not settings.STAFF_TELEGRAM_CHAT:
        return []
    chat = int(settings.STAFF_TELEGRAM_CHAT)
    return [Call(f"call:{call.pk}", chat, duty.words(call)) for call in duty.together(duty.take_for_group())]
