"""Events as a table: CSV in UTF-8 with a line of headings, our own short ones or those of SMART's exports."""

import csv
import io

from hotline.patrols.event import MAX_EVENTS, Event, Unfit, degrees_of, moment_of, text_of

# Our own heading: others that mean the same, in small letters.
HEADINGS = {
    "id": ("waypoint id", "incident id", "event id", "observation uuid", "report id"),
    "time": ("datetime", "date time", "reported at", "waypoint datetime"),
    "date": ("waypoint date",),
    "clock": ("waypoint time",),
    "type": ("event type", "observation category 0", "category", "report type"),
    "lat": ("y", "latitude"),
    "lon": ("x", "longitude"),
    "comment": ("comments", "observation comment", "title", "notes"),
}
NEEDED = ("id", "type")
MAX_COLUMNS = 200


def read(raw: bytes) -> list[Event]:
    """The events of a table. Raises: Unfit."""
    try:
        text = raw.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise Unfit(body="This is no CSV in UTF-8.") from None
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        raise Unfit(body="A line of headings and at least one event are needed.")
    if len(rows) - 1 > MAX_EVENTS or len(rows[0]) > MAX_COLUMNS:
        raise Unfit(body=f"Up to {MAX_EVENTS} events and {MAX_COLUMNS} columns at once.")
    columns = [_ours(heading) for heading in rows[0]]
    lacking = {name: "This column is needed." for name in NEEDED if name not in columns}
    if lacking:
        raise Unfit(**lacking)
    return [_event(columns, row, f"line {number}.") for number, row in enumerate(rows[1:], 2)]


def _ours(heading: str) -> str:
    plain = " ".join(heading.replace("_", " ").lower().split())
    return next((name for name, others in HEADINGS.items() if plain == name or plain in others), plain)


def _event(columns: list[str], row: list[str], at: str) -> Event:
    if len(row) > len(columns):
        raise Unfit(**{f"{at.rstrip('.')}": "This line has more cells than there are headings."})
    told: dict[str, str] = {}
    for name, cell in zip(columns, row, strict=False):
        told.setdefault(name, text_of(cell, f"{at}{name[:20]}"))
    when = told.get("time") or " ".join(filter(None, (told.get("date", ""), told.get("clock", ""))))
    lat, lon = told.get("lat", ""), told.get("lon", "")
    if bool(lat) != bool(lon):
        raise Unfit(**{f"{at}lat": "lat and lon belong together."})
    beside = [f"{name}: {cell}" for name, cell in told.items() if cell and name not in HEADINGS]
    return Event(
        id=text_of(told["id"], f"{at}id", needed=True, most=200), when=moment_of(when, f"{at}time"),
        kind=text_of(told.get("type"), f"{at}type", needed=True, most=300), words=told.get("comment", ""),
        lat=degrees_of(_number(lat), f"{at}lat", 90) if lat else None,
        lon=degrees_of(_number(lon), f"{at}lon", 180) if lon else None,
        lines=tuple(beside),
    )  # fmt: skip


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None
