"""A timeline on paper or on a page: bars in lanes, those that contradict each other side by side. No database."""

import unicodedata
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

WIDTH = 1000  # units
ROW, HEAD, LANE_HEAD, GAP = 24, 30, 20, 8  # units: a bar's row, the axis, a lane's name, between lanes
LEAST_BAR = 7.0
SIGN = 6.4  # units that a sign of a label takes; Chinese takes two
MOST_SIGNS = 44
MOST_LANES = 8
MOST_TICKS = 9
LEAST_SPAN = timedelta(minutes=10)
EDGE = 0.03  # of the span that stays free at both ends
_BASE = datetime(1, 1, 1)  # noqa: DTZ001  a Monday midnight to count steps from, in any zone's own time

_MINUTE, _DAY = 60, 86_400
# (seconds of a step, signs of `2026-11-22 04:10` that its label needs); months and years follow.
_STEPS = [(n * _MINUTE, slice(5, 16)) for n in (1, 5, 15, 30, 60, 180, 360, 720)] + [
    (n * _DAY, slice(0, 10)) for n in (1, 2, 7, 14)
]
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600)


@dataclass(frozen=True)
class Piece:
    """One thing to draw.

    last: the first instant after it. lane: the name under which it stands. ties: keys of those it contradicts.
    is_soft: its ends are not known well. thing: whatever the template needs of it.
    """

    key: Hashable
    first: datetime
    last: datetime
    label: str
    lane: str = ""
    ties: frozenset[Any] = frozenset()
    is_soft: bool = False
    thing: Any = None


@dataclass(frozen=True)
class Bar:
    """A piece as drawn. `text_x` and `anchor` (start, end) say where its label stands."""

    piece: Piece
    x: float
    y: float
    width: float
    text_x: float
    anchor: str
    label: str


@dataclass(frozen=True)
class Lane:
    name: str
    y: float
    height: float
    bars: list[Bar]


@dataclass(frozen=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True)
class Tie:
    """A line between two bars that contradict each other."""

    x: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Drawing:
    first: datetime
    last: datetime
    zone: str
    lanes: list[Lane]
    ticks: list[Tick]
    ties: list[Tie]
    height: float
    width: int = WIDTH


@dataclass
class _Rows:
    """The rows of a lane; each knows up to where it is taken, in units."""

    name: str
    ends: list[float] = field(default_factory=list)
    bars: list[tuple[int, Bar]] = field(default_factory=list)

    def put(self, bars: Sequence[Bar]) -> None:
        """Into the first rows, one under the other, that are all free from the leftmost's beginning on."""
        begins = min(_extent(bar)[0] for bar in bars)
        row = 0
        while any(end > begins for end in self.ends[row : row + len(bars)]):
            row += 1
        self.ends += [0.0] * (row + len(bars) - len(self.ends))
        for offset, bar in enumerate(bars):
            self.ends[row + offset] = _extent(bar)[1] + 6
            self.bars.append((row + offset, bar))


def drawing(
    pieces: Sequence[Piece], *, zone: str = "UTC", window: tuple[datetime, datetime] | None = None
) -> Drawing | None:  # fmt: skip
    """Lay pieces out; None where none lies in the window.

    Args:
        zone: IANA name of the axis. window: (first, last) that the width stands for; None fits all pieces.
    """
    first, last = window or whole(pieces)
    seen = [piece for piece in pieces if piece.first < last and piece.last > first]
    if not seen:
        return None
    lanes = _stacked(_united(seen), first, last)
    lowest = lanes[-1].y + lanes[-1].height
    return Drawing(first, last, zone, lanes, _ticks(first, last, zone), _ties(lanes), lowest + GAP)


def whole(pieces: Sequence[Piece]) -> tuple[datetime, datetime]:
    """A window with all pieces in it, and some room at its ends."""
    if not pieces:
        now = datetime.now(UTC)
        return now, now + LEAST_SPAN
    first, last = min(piece.first for piece in pieces), max(piece.last for piece in pieces)
    room = max((last - first) * EDGE, LEAST_SPAN / 2)
    return first - room, last + room


def _united(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces in order of time, each with those that it contradicts, directly or by way of another."""
    by_key = {piece.key: piece for piece in pieces}
    found, taken = [], set()
    for piece in sorted(pieces, key=lambda each: (each.first, each.last)):
        if piece.key in taken:
            continue
        group, waiting = [], [piece]
        while waiting:
            one = waiting.pop()
            if one.key not in taken:
                taken.add(one.key)
                group.append(one)
                waiting += [by_key[key] for key in one.ties if key in by_key]
        found.append(sorted(group, key=lambda each: (each.first, each.last)))
    return found


def _stacked(groups: list[list[Piece]], first: datetime, last: datetime) -> list[Lane]:
    names = _lane_names(groups)
    rows: dict[str, _Rows] = {}
    for group in groups:
        name = names.get(group[0].lane, "…")
        rows.setdefault(name, _Rows(name)).put([_bar(piece, first, last) for piece in group])
    ordered = sorted(rows.values(), key=lambda each: each.name == "…")
    lanes, y = [], float(HEAD)
    for each in ordered:
        top = y + LANE_HEAD
        bars = [_moved(bar, top + row * ROW) for row, bar in each.bars]
        lanes.append(Lane(each.name, y, LANE_HEAD + len(each.ends) * ROW, bars))
        y += LANE_HEAD + len(each.ends) * ROW + GAP
    return lanes


def _lane_names(groups: Iterable[list[Piece]]) -> dict[str, str]:
    """The lanes with most in them, in order of time; all others share one."""
    counted: dict[str, int] = {}
    for group in groups:
        counted[group[0].lane] = counted.get(group[0].lane, 0) + len(group)
    kept = sorted(counted, key=counted.__getitem__, reverse=True)[:MOST_LANES]
    return {name: name for name in counted if name in kept}


def _bar(piece: Piece, first: datetime, last: datetime) -> Bar:
    x = max(-4.0, _at(piece.first, first, last))
    width = max(LEAST_BAR, min(WIDTH + 4.0, _at(piece.last, first, last)) - x)
    label = piece.label if len(piece.label) <= MOST_SIGNS else f"{piece.label[: MOST_SIGNS - 1].rstrip()}…"
    room = _length(label)
    if x + width + 5 + room <= WIDTH:
        return Bar(piece, round(x, 1), 0, round(width, 1), round(x + width + 5, 1), "start", label)
    if x - 5 - room >= 0:
        return Bar(piece, round(x, 1), 0, round(width, 1), round(x - 5, 1), "end", label)
    return Bar(piece, round(x, 1), 0, round(width, 1), round(max(4.0, min(x + 5, WIDTH - room)), 1), "start", label)


def _moved(bar: Bar, y: float) -> Bar:
    return Bar(bar.piece, bar.x, y, bar.width, bar.text_x, bar.anchor, bar.label)


def _extent(bar: Bar) -> tuple[float, float]:
    room = _length(bar.label)
    text = (bar.text_x, bar.text_x + room) if bar.anchor == "start" else (bar.text_x - room, bar.text_x)
    return min(bar.x, text[0]), max(bar.x + bar.width, text[1])


def _length(label: str) -> float:
    return sum(SIGN * (1.9 if unicodedata.east_asian_width(sign) in "WF" else 1) for sign in label)


def _at(moment: datetime, first: datetime, last: datetime) -> float:
    return (moment - first) / (last - first) * WIDTH


def _ties(lanes: list[Lane]) -> list[Tie]:
    """One line for each pair, at the later one's beginning. Those of a group stand in rows of one lane."""
    bars = {bar.piece.key: bar for lane in lanes for bar in lane.bars}
    pairs = [(bar, bars[key]) for bar in bars.values() for key in bar.piece.ties if key in bars]
    return [
        Tie(max(upper.x, lower.x) + 3, upper.y + ROW / 2, lower.y + ROW / 2)
        for upper, lower in pairs
        if lower.y > upper.y
    ]


# --- The axis ---------------------------------------------------------------------------------------------------
def _ticks(first: datetime, last: datetime, zone: str) -> list[Tick]:
    """As many as have room, at round times of the axis's zone."""
    local = [each.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for each in (first, last)]
    times, signs = _round_times(*local)
    aware = [(each.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), each) for each in times]
    return [
        Tick(round(_at(at, first, last), 1), told.isoformat(" ")[signs])
        for at, told in aware
        if first <= at <= last
    ]  # fmt: skip


def _round_times(first: datetime, last: datetime) -> tuple[list[datetime], slice]:
    seconds = (last - first).total_seconds()
    for step, signs in _STEPS:
        if seconds / step <= MOST_TICKS:
            begin = (first - _BASE) // timedelta(seconds=step) + 1
            count = int(seconds // step) + 2
            return [_BASE + timedelta(seconds=step) * (begin + n) for n in range(count)], signs
    months = [12 * each.year + each.month - 1 for each in (first, last)]
    step = next((each for each in _MONTHS if (months[1] - months[0]) / each <= MOST_TICKS), _MONTHS[-1])
    starts = range(-(-months[0] // step) * step, months[1] + 1, step)
    return [datetime(n // 12, n % 12 + 1, 1) for n in starts], slice(0, 4 if step >= 12 else 7)  # noqa: DTZ001
