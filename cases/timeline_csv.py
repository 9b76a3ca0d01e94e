"""A timeline as a table: one line an entry, out and in again without loss. No database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.translation import gettext as _

from cases import when
from cases.models import TimelineItem
from intel.rendering import tables

MAX_LINES = 1_000
MAX_BYTES = 1024 * 1024
# `utc` and `grades` are for whoever reads the table: on the way in they are made anew.
COLUMNS = (
    "id", "start", "end", "zone", "precision", "utc", "what", "place", "country", "reports", "grades", "exhibits",
    "in_packets", "disputed", "contradicted_by",
)  # fmt: skip
NEEDED = ("start", "what")
YES, NO = ("yes", "1", "true", "x"), ("no", "0", "false")


class NoTable(ValueError):
    """The file is no such table; the text is a sentence for whoever sent it."""


class BadCell(ValueError):
    """A cell that cannot be taken; the text is a sentence."""


@dataclass(frozen=True)
class Line:
    """An entry in words. reports, exhibits: references in order; ties: ids of the entries that contradict it."""

    text: str
    start: datetime
    end: datetime | None = None
    zone: str = "UTC"
    precision: str = when.Precision.DAY
    place: str = ""
    country: str = ""
    reports: tuple[str, ...] = ()
    exhibits: tuple[str, ...] = ()
    in_packets: bool = True
    disputed: bool = False
    id: str = ""
    ties: tuple[str, ...] = ()
    grades: tuple[str, ...] = field(default=(), compare=False)

    @property
    def said(self) -> "Line":
        """What the entry says by itself: two lines with the same are the same entry, whatever their ids."""
        return replace(self, id="", ties=(), disputed=False)


@dataclass(frozen=True)
class Bad:
    """A line that cannot be taken. number: as a spreadsheet counts, the head being 1."""

    number: int
    sentence: str


def line_of(item: TimelineItem, *, shown: Iterable[object] = ()) -> Line:
    """An entry as a line. Prefetch reports, exhibits and conflicts. shown: ids of the entries that may be named."""
    reports = sorted(item.reports.all(), key=lambda report: report.reference)
    known = set(shown)
    return Line(
        item.text, item.start, item.end, item.zone, item.precision, item.place, item.country,
        tuple(report.reference for report in reports), tuple(sorted(each.reference for each in item.exhibits.all())),
        item.in_summary, item.is_disputed, str(item.pk),
        tuple(sorted(str(other.pk) for other in item.conflicts.all() if other.pk in known)),
        tuple(report.grade for report in reports),
    )  # fmt: skip


def table(lines: Iterable[Line]) -> bytes:
    """The lines as CSV that a spreadsheet opens without running any of it."""
    return tables.csv_bytes(COLUMNS, (_cells(line) for line in lines))


def _cells(line: Line) -> Sequence[str]:
    def written(at: datetime | None) -> str:
        return when.written(at, line.precision, line.zone) if at else ""

    return (
        line.id, written(line.start), written(line.end), line.zone, line.precision,
        when.shown_in_utc(line.start, line.precision, line.zone), line.text, line.place, line.country,
        " ".join(line.reports), " ".join(line.grades), " ".join(line.exhibits), "yes" if line.in_packets else "no",
        "yes" if line.disputed else "", " ".join(line.ties),
    )  # fmt: skip


def lines_of(raw: bytes) -> tuple[list[tuple[int, Line]], list[Bad]]:
    """(numbered lines, what cannot be taken) of a table; columns in any order, `start` and `what` at least.

    Raises: NoTable with a sentence.
    """
    head, rows = _read(raw)
    found, bad = [], []
    for number, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(head):
            bad.append(Bad(number, _("This line has more cells than the table has columns.")))
            continue
        try:
            found.append((number, _line({name: cell.strip() for name, cell in zip(head, row, strict=False)})))
        except (BadCell, when.Unreadable) as wrong:
            bad.append(Bad(number, str(wrong)))
    return found, bad


def _read(raw: bytes) -> tuple[list[str], list[list[str]]]:
    if len(raw) > MAX_BYTES:
        raise NoTable(_("The table is larger than 1 MB: take it in parts."))
    bom = "\ufeff".encode()
    try:
        head, rows = tables.read_csv(raw if raw.startswith(bom) else bom + raw)
    except ValueError as wrong:
        raise NoTable(_("This is no table in CSV (UTF-8, parted by commas).")) from wrong
    head = [name.strip().casefold() for name in head]
    if missing := [name for name in NEEDED if name not in head]:
        raise NoTable(_("The table lacks the column %(name)s.") % {"name": missing[0]})
    if unknown := [name for name in head if name and name not in COLUMNS]:
        raise NoTable(_("No column of a timeline is called '%(name)s'.") % {"name": unknown[0][:40]})
    if len(rows) > MAX_LINES:
        raise NoTable(_("The table has more than 1,000 lines: take it in parts."))
    return head, rows


def _line(cells: dict[str, str]) -> Line:
    zone = when.zone_named(cells.get("zone", ""))
    precision = cells.get("precision", "").casefold()
    if precision and precision not in when.Precision.values:
        raise BadCell(_("Precision is one of: %(names)s.") % {"names": ", ".join(when.Precision.values)})
    start, precision = when.read(cells["start"], precision, zone)
    end = when.read(cells["end"], precision, zone)[0] if cells.get("end") else None
    if end and end < start:
        raise BadCell(_("It ended before it began."))
    return Line(
        " ".join(cells["what"].split()), start, end, zone, precision, " ".join(cells.get("place", "").split()),
        cells.get("country", "").upper(), _names(cells, "reports"), _names(cells, "exhibits"),
        _yes(cells.get("in_packets", ""), empty=True), _yes(cells.get("disputed", ""), empty=False),
        cells.get("id", "").casefold(), tuple(sorted(cells.get("contradicted_by", "").casefold().split())),
    )  # fmt: skip


def _names(cells: dict[str, str], column: str) -> tuple[str, ...]:
    named = cells.get(column, "").upper().replace(",", " ").replace(";", " ").split()
    return tuple(sorted(set(named)))


def _yes(said: str, *, empty: bool) -> bool:
    if said.casefold() in YES:
        return True
    if said.casefold() not in (*NO, ""):
        raise BadCell(_("Write yes or no in in_packets and disputed."))
    return empty if not said else False
