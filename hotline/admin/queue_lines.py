"""One line of the queue, in words. It shows facts, never a word of a source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils import timezone
from django.utils.html import format_html

from hotline.models import Tip
from hotline.models.tip import Channel
from hotline.public.countries import NAMES
from hotline.queue.filters import language_name
from hotline.story import Offence, Urgency
from staff.models import Officer
from vault.models import Source

TONES: dict[str, str] = {
    Tip.Status.RECEIVED: "is-warn", Tip.Status.QUARANTINED: "is-bad", Tip.Status.PROMOTED: "is-good",
}  # fmt: skip
HIGH = 60  # of a priority: happens now


def chip(text: Any, tone: str = "") -> str:
    return format_html('<span class="desk-chip {}">{}</span>', tone, text)


@dataclass(frozen=True)
class Line:
    """A tip as a row of the table shows it. `marks`: short warnings beside the reference."""

    pk: UUID
    reference: str
    priority: int
    is_high: bool
    status: Any
    tone: str
    is_unfinished: bool
    is_alike: bool
    urgency: Any
    offences: str
    from_where: str
    files: int
    at: str
    received: str
    is_overdue: bool
    due: str
    kind: str
    who: str
    tags: list[str]
    readers: str


def lines(tips: Sequence[Tip], officer: Officer) -> list[Line]:
    """`officer`: whom the page need not tell what they have open themselves."""
    names = _Names()
    return [_line(tip, names, str(officer)) for tip in tips]


class _Names:
    """Labels of codes in the page's language, looked up once a page and not once a row."""

    def __init__(self) -> None:
        self.status = {code: str(label) for code, label in Tip.Status.choices}
        self.urgency = {code: str(label) for code, label in Urgency.choices}
        self.offence = {code: str(label) for code, label in Offence.choices}
        self.kind = {code: str(label) for code, label in Source.Kind.choices}
        self.channel = {code: str(label) for code, label in Channel.choices}
        self._language: dict[str, str] = {}
        self._ago: dict[int, str] = {}

    def language(self, code: str) -> str:
        if code not in self._language:
            self._language[code] = language_name(code)
        return self._language[code]

    def when(self, at: datetime) -> str:
        """`3 hours ago`, to the minute; tips of one minute share the words."""
        minutes = int((timezone.now() - at) / timedelta(minutes=1))
        if minutes not in self._ago:
            self._ago[minutes] = str(naturaltime(at))
        return self._ago[minutes]


def _line(tip: Tip, names: _Names, own_name: str) -> Line:
    where = (NAMES.get(tip.country, tip.country), names.language(tip.language), names.channel.get(tip.channel))
    waits = tip.status == Tip.Status.RECEIVED and tip.due_at is not None
    return Line(
        pk=tip.pk, reference=tip.reference, priority=tip.priority, is_high=tip.priority >= HIGH,
        status=names.status[tip.status], tone=TONES.get(tip.status, ""), is_unfinished=tip.is_unfinished,
        is_alike=bool(tip.is_alike), urgency=names.urgency.get(tip.urgency, "–"),
        offences=", ".join(names.offence.get(one, one) for one in tip.offences) or "–",
        from_where=" · ".join(str(part) for part in where if part), files=tip.files,
        at=tip.received_at.isoformat(" ", "minutes"), received=names.when(tip.received_at), is_overdue=tip.is_overdue,
        due=names.when(tip.due_at) if waits and tip.due_at else "–", kind=names.kind.get(tip.kind, tip.kind),
        who=str(tip.assignee) if tip.assignee else "–",
        tags=getattr(tip, "tag_names", []),
        readers=", ".join(name for name in getattr(tip, "reader_names", []) if name != own_name),
    )  # fmt: skip
