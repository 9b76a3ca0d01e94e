"""Columns over time and bars beside words, as a template draws them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HIGH, ROOM, FOOT = 760.0, 130.0, 18.0, 20.0  # units: a strip, over its columns, under them
LABELS, VALUES, BAR, SPACE = 210.0, 40.0, 12.0, 10.0
MOST_BARS = 20
SIGN = 7.0  # units that a sign of a label takes


@dataclass(frozen=True)
class Column:
    """label: under the column, '' where there is no room."""

    x: float
    y: float
    width: float
    height: float
    name: str
    number: float
    label: str = ""
    is_marked: bool = False

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class Strip:
    """Columns of one series. line: the height of a value to compare with, None without."""

    columns: list[Column]
    most: float
    line: float | None = None
    width: float = WIDTH
    height: float = ROOM + HIGH + FOOT
    ground: float = ROOM + HIGH


def strip(
    named: Sequence[tuple[str, float]], *, marked: Sequence[str] = (), line: float | None = None, labels: int = 13
) -> Strip:
    """Columns from left to right, the highest as high as the strip.

    Args:
        named: (name, number).
        marked: names of those to stand out.
        line: a number to draw across.
        labels: how many names there is room for.
    """
    most = max([number for _name, number in named] + [line or 0.0], default=0.0)
    step = WIDTH / max(len(named), 1)
    every = -(-len(named) // labels) if labels else 1
    columns = [
        _column(at, name, number, step, most, name if (len(named) - 1 - at) % every == 0 else "", name in marked)
        for at, (name, number) in enumerate(named)
    ]
    return Strip(columns, most, round(ROOM + HIGH * (1 - line / most), 1) if line and most else None)


def _column(
    at: int, name: str, number: float, step: float, most: float, label: str, is_marked: bool
) -> Column:  # fmt: skip
    high = max(HIGH * number / most, 1.5) if number else 0.0
    wide = min(step * 0.72, 34.0)
    x = step * at + (step - wide) / 2
    return Column(round(x, 1), round(ROOM + HIGH - high, 1), round(wide, 1), round(high, 1), name, number, label,
                  is_marked)  # fmt: skip


@dataclass(frozen=True)
class Bar:
    """end: where its number stands."""

    kind: str
    y: float
    length: float
    number: int
    end: float


@dataclass(frozen=True)
class Line:
    label: str
    y: float
    bars: list[Bar]


@dataclass(frozen=True)
class Bars:
    lines: list[Line]
    height: float
    width: float = WIDTH
    left: float = LABELS
    thick: float = BAR


def bars(rows: Sequence[tuple[str, dict[str, int]]], *, width: float = WIDTH, labels: float = LABELS) -> Bars:
    """A group of bars beside each label, one for each kind that counts anything. The first twenty rows.

    Each kind has a scale of its own: of what there are hundreds would hide what there are ten of.

    Args:
        width: units, of the whole; labels: of it, those for the words on the left.
    """
    shown = rows[:MOST_BARS]
    most: dict[str, int] = {}
    for _label, numbers in shown:
        for kind, number in numbers.items():
            most[kind] = max(most.get(kind, 0), number)
    lines, y = [], SPACE
    for label, numbers in shown:
        told = [(kind, number) for kind, number in numbers.items() if number]
        lines.append(Line(_short(label, labels), y, [
            _bar(kind, number, y + BAR * at, (width - labels - VALUES) / most[kind], labels)
            for at, (kind, number) in enumerate(told)
        ]))  # fmt: skip
        y += BAR * max(len(told), 1) + SPACE
    return Bars(lines, y, width, labels)


def _bar(kind: str, number: int, y: float, each: float, left: float) -> Bar:
    length = round(max(2.0, each * number), 1)
    return Bar(kind, y, length, number, round(left + length + 6, 1))


def _short(label: str, room: float) -> str:
    longest = int(room / SIGN)
    return label if len(label) <= longest else f"{label[: longest - 1].rstrip()}…"
