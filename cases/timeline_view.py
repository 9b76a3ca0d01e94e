"""Which part of a timeline is looked at: period, grade, place, what is disputed, what cites a report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from cases import when
from cases.models import TimelineItem
from cases.timeline_drawing import LEAST_SPAN, Piece
from reference.spelling import plain

NONE = "none"  # rests on no report
LONGEST = timedelta(days=366 * 200)


@dataclass(frozen=True)
class View:
    """What the query of a page asks for. `since` and `until` in UTC, None: no limit; `wrong` names unreadable parts."""

    since: datetime | None = None
    until: datetime | None = None
    grade: str = ""
    place: str = ""
    report: str = ""
    disputed: bool = False
    zone: str = "UTC"
    wrong: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: Mapping[str, Any], zone: str) -> "View":
        """Read a page's query: `from` and `to` as `2026-11`, in `zone`; what cannot be read counts as not said."""
        wrong: list[str] = []
        since = _time(query.get("from"), zone, wrong, "from")
        until = _time(query.get("to"), zone, wrong, "to", is_end=True)
        if since and until and since >= until:
            since, until = None, None
            wrong.append("to")
        return cls(
            since, until, str(query.get("grade") or "")[:4], str(query.get("place") or "")[:200].strip(),
            str(query.get("report") or "").strip().upper()[:20], bool(query.get("disputed")), zone, tuple(wrong),
        )  # fmt: skip

    @property
    def is_narrowed(self) -> bool:
        return any((self.since, self.until, self.grade, self.place, self.report, self.disputed))

    @property
    def window(self) -> tuple[datetime, datetime] | None:
        return (self.since, self.until) if self.since and self.until else None

    def shows(self, item: TimelineItem) -> bool:
        """Whether an entry is asked for. Prefetch reports and conflicts."""
        reports = list(item.reports.all())
        return all(
            (
                self.since is None or item.over > self.since,
                self.until is None or item.earliest < self.until,
                not self.place or plain(self.place) in plain(f"{item.place} {item.country}"),
                not self.disputed or item.is_disputed or bool(item.conflicts.all()),
                not self.report or any(report.reference == self.report for report in reports),
                not self.grade or self._is_of_grade(reports),
            )
        )

    def _is_of_grade(self, reports: list[Any]) -> bool:
        return not reports if self.grade == NONE else any(report.grade == self.grade for report in reports)

    def query(self, **changes: Any) -> str:
        """The view as a page's query, with its question mark; '' where nothing is narrowed."""
        view = replace(self, **changes)
        said = {
            "from": _written(view.since, view.zone), "to": _written(view.until, view.zone), "grade": view.grade,
            "place": view.place, "report": view.report, "disputed": "1" if view.disputed else "",
        }  # fmt: skip
        told = urlencode({name: value for name, value in said.items() if value})
        return f"?{told}" if told else ""

    def moved(self, first: datetime, last: datetime, *, by: float = 0.0, to: float = 1.0) -> str:
        """The query of another window. by: parts of its width to the right; to: its width in parts of the old one."""
        span = min(max((last - first) * to, LEAST_SPAN), LONGEST)
        middle = first + (last - first) / 2 + (last - first) * by
        edges = [_kept_in(each) for each in (middle - span / 2, middle + span / 2)]
        return self.query(since=edges[0], until=edges[1])


def _kept_in(at: datetime) -> datetime:
    """Within the years that a time can be read in."""
    least, most = (datetime(year, 1, 2, tzinfo=at.tzinfo) for year in (when.YEARS[0], when.YEARS[-1]))
    return min(max(at, least), most)


def _time(said: Any, zone: str, wrong: list[str], name: str, *, is_end: bool = False) -> datetime | None:
    if not said:
        return None
    try:
        # The page's script writes instants of UTC.
        at, precision = when.read(str(said), "", "UTC" if str(said).endswith("Z") else zone)
    except when.Unreadable:
        wrong.append(name)
        return None
    # A typed day is meant whole; a minute, as a link of ours writes it, is meant as it stands.
    return when.over(at, precision, zone) if is_end and precision != when.Precision.MINUTE else at


def _written(at: datetime | None, zone: str) -> str:
    return when.written(at, when.Precision.MINUTE, zone) if at else ""


def zone_of(items: Iterable[TimelineItem]) -> str:
    """The zone that most entries were told in; UTC without any."""
    zones = [item.zone for item in items]
    return max(sorted(set(zones)), key=zones.count, default="UTC")


def piece(item: TimelineItem, label: str, lane: str, *, thing: Any = None) -> Piece:
    """An entry to be drawn; `thing` is what the template needs of it, the entry itself unless given."""
    return Piece(
        item.pk, item.earliest, item.over, label, lane, frozenset(other.pk for other in item.conflicts.all()),
        item.precision not in (*when.CLOCK, when.Precision.DAY), thing or item,
    )  # fmt: skip
