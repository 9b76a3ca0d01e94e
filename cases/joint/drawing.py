"""Where the referrals of a joint operation stood, over time: bars on a line of days, from the referrals' own events."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from cases.models import Referral, ReferralEvent

WIDTH, ROW = 900, 44  # units of the drawing
MARKS = 3  # on the axis
# The events by which a referral comes to stand elsewhere.
STANDS = {
    "sent": "sent", "acknowledged": "acknowledged", "accepted": "accepted", "more_info": "more_info",
    "answered": "acknowledged", "declined": "declined", "escalated": "escalated", "outcome": "acting",
    "closed": "closed",
}  # fmt: skip
TONES = {
    "sent": "is-warn", "more_info": "is-warn", "acknowledged": "is-plain", "accepted": "is-good", "acting": "is-good",
    "declined": "is-bad", "escalated": "is-bad", "closed": "is-faint",
}  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """One stretch of a referral in one status. x, width: in units of the drawing."""

    status: str
    label: str
    tone: str
    since: datetime
    x: float
    width: float


@dataclass(frozen=True)
class Line:
    referral: Referral
    y: int
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Drawing:
    """lines: one a referral; days: (x, moment) of marks on the axis; is_short: less than three days in all."""

    width: int
    height: int
    lines: Sequence[Line]
    days: Sequence[tuple[float, datetime]]
    is_short: bool = False


def drawn(referrals: Iterable[Referral], now: datetime | None = None) -> Drawing:
    """The drawing of the referrals that were sent, in the order given; empty where none was. One query."""
    now, sent = now or timezone.now(), [each for each in referrals if each.sent_at]
    if not sent:
        return Drawing(WIDTH, 0, [], [])
    begin = min(each.sent_at for each in sent if each.sent_at)
    span = max(now - begin, timedelta(hours=1))
    events: dict[object, list[ReferralEvent]] = {each.pk: [] for each in sent}
    for event in ReferralEvent.objects.filter(referral__in=sent, kind__in=STANDS).order_by("at", "pk"):
        events[event.referral_id].append(event)

    def x(at: datetime) -> float:
        return round(WIDTH * ((at - begin) / span), 1)

    lines = [Line(each, number * ROW + 20, _bars(events[each.pk], x, now)) for number, each in enumerate(sent)]
    moments = [begin + span * part / (MARKS - 1) for part in range(MARKS)]
    is_short = span < timedelta(days=3)
    return Drawing(WIDTH, len(sent) * ROW + 28, lines, [(x(at), at) for at in moments], is_short)


def _bars(events: list[ReferralEvent], x: Callable[[datetime], float], now: datetime) -> list[Bar]:
    found = []
    for event, after in zip(events, [*events[1:], None], strict=True):
        status, ends = STANDS[event.kind], after.at if after else now
        label = str(Referral.Status(status).label)
        found.append(Bar(status, label, TONES[status], event.at, x(event.at), max(3.0, x(ends) - x(event.at))))
    return found
