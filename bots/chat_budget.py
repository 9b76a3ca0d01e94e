"""How much one chat may say before the bot slows down. Every word is kept, and no tip is refused."""

from datetime import datetime, timedelta

from django.utils import timezone

from bots import gateway
from bots.models import Lane

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# An afternoon's album and a long story have a hundred messages; a patrol that reports all it sees, some tips a day.
MESSAGES_AN_HOUR = 300
TIPS_A_DAY = 30
# Replies of a chat that is over its budget wait so long; of those that wait a newer one takes the place.
SLOW = timedelta(seconds=20)
# Past so many new chats the tips of further ones are looked at in quarantine.
NEW_CHATS, NEW_CHATS_WITHIN = 500, timedelta(minutes=10)


def hear(lane: Lane, now: datetime) -> bool:
    """Count one message; the caller holds the lane and saves it. Returns: whether the chat is over its budget."""
    if lane.hour_began is None or now - lane.hour_began >= HOUR:
        lane.hour_began, lane.heard_in_hour, lane.was_told_slow = now, 0, False
    lane.heard_in_hour = min(lane.heard_in_hour + 1, MESSAGES_AN_HOUR + 1)
    return is_over(lane)


def is_over(lane: Lane) -> bool:
    return lane.heard_in_hour > MESSAGES_AN_HOUR


def tell_once(lane: Lane) -> bool:
    """Whether the person is to be told now that the bot slows down: once an hour."""
    is_first, lane.was_told_slow = not lane.was_told_slow, True
    return is_first


def file(lane: Lane) -> tuple[str, ...]:
    """Count one tip. Returns: why it is to wait in quarantine, as the gateway's codes; none for the queue."""
    now = timezone.now()
    if lane.day_began is None or now - lane.day_began >= DAY:
        lane.day_began, lane.tips_in_day = now, 0
    lane.tips_in_day = min(lane.tips_in_day + 1, TIPS_A_DAY + 1)
    doubts = []
    if is_over(lane) or lane.tips_in_day > TIPS_A_DAY:
        doubts.append(gateway.Suspicion.CHAT_BUDGET.value)
    if lane.came_in_flood:
        doubts.append(gateway.Suspicion.CHAT_FLOOD.value)
    return tuple(doubts)


def are_flooded(now: datetime) -> bool:
    """Whether very many chats were opened in the last minutes. Reads an index, at most `NEW_CHATS` entries of it."""
    new = Lane.objects.filter(opened_at__gt=now - NEW_CHATS_WITHIN).values_list("pk")[:NEW_CHATS]
    return len(new) >= NEW_CHATS
