"""Telling officers on duty, in their own chats, that a member waits: by reference alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from hotline import alerts, duty, officer_chats
from hotline.models import DutyCall, OfficerChat
from vault import text

# Whoever links a chat later is not told of what waited long ago: the desk shows it.
FRESH_FOR = timedelta(hours=1)


@dataclass(frozen=True)
class ChatCall:
    """One call: by which link, to which chat, in which words (references and an address, nothing of a message)."""

    key: str
    link: UUID
    chat: int
    text: str


def take_calls(now: datetime) -> list[ChatCall]:
    """Calls to officers' own chats, a message a chat, in the caller's transaction: said once it commits."""
    waiting = DutyCall.objects.filter(
        way=DutyCall.Way.CHAT, state=DutyCall.State.WAITING, made_at__gt=now - FRESH_FOR, not_before__lte=now
    )
    officers = set(waiting.values_list("officer_id", flat=True))
    if not officers:
        return []
    chats = OfficerChat.objects.filter(officer__in=officers, is_unreachable=False, next_send_at__lte=now)
    locked = chats.select_related("officer").select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    return [call for chat in locked if (call := _say(chat, waiting.filter(officer=chat.officer), now))]


def _say(chat: OfficerChat, waiting: Iterable[DutyCall], now: datetime) -> ChatCall | None:
    calls = list(waiting)
    may = officer_chats.may_be_told(chat.officer)
    for call in calls:
        duty.settle(call, failure="" if may else "not_told")
    if not calls or not may:
        return None
    OfficerChat.objects.filter(pk=chat.pk).update(next_send_at=now + alerts.GAP)
    words = [duty.words(call) for call in duty.together(calls)]
    return ChatCall(f"chat-call:{calls[0].pk}", chat.pk, int(text.read(chat, "chat")), alerts.SEPARATOR.join(words))
