"""The timeline as it leaves in a packet, as a table and drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cases import timeline_drawing, timeline_view
from cases.models import Packet, TimelineItem
from cases.packets import fields, layout
from cases.packets.dating import dated
from cases.packets.fields import pick
from cases.packets.group import Papers
from cases.packets.profiles import Profile
from cases.timeline_drawing import Drawing, Piece
from hotline.models import Report
from intel.rendering import render

A_PAGE = 20  # entries that a page of the drawing has room for
UNPLACED = "No place told"


@dataclass(frozen=True)
class Entry:
    """An entry of the packet. no: its number in it; conflicts: numbers; exhibits: references of those enclosed."""

    no: int
    item: TimelineItem
    reports: list[Report]
    exhibits: list[str]
    conflicts: list[int]
    is_disputed: bool


def entries(packet: Packet, reports: Iterable[Report]) -> list[Entry]:
    """Entries meant for packets; one that rests on reports leaves only where each of them does.

    What contradicts an entry and stays behind is not named: the entry is disputed then.
    """
    leaving, enclosed = {report.pk for report in reports}, set(packet.exhibits.values_list("pk", flat=True))
    items = [
        item
        for item in packet.case.timeline.filter(in_summary=True).drawn()
        if all(report.pk in leaving for report in item.reports.all())
    ]
    numbers = {item.pk: number for number, item in enumerate(items, start=1)}
    return [_entry(item, numbers, enclosed) for item in items]


def _entry(item: TimelineItem, numbers: dict[UUID, int], enclosed: set[UUID]) -> Entry:
    others = [other.pk for other in item.conflicts.all()]
    return Entry(
        numbers[item.pk], item, sorted(item.reports.all(), key=lambda report: report.reference),
        sorted(exhibit.reference for exhibit in item.exhibits.all() if exhibit.pk in enclosed),
        sorted(numbers[pk] for pk in others if pk in numbers), item.is_disputed or bool(others),
    )  # fmt: skip


def rows(packet: Packet, profile: Profile, reports: Iterable[Report]) -> list[dict[str, Any]]:
    """What the profile may have of each entry."""
    return [pick(fields.TIMELINE, profile.timeline, entry) for entry in entries(packet, reports)]


# --- Drawn ------------------------------------------------------------------------------------------------------
def _said(packet: Packet, profile: Profile, reports: list[Report]) -> list[dict[str, Any]]:
    """A page after the other, each with an axis of its own; from the fields that the table shows, and no others."""
    found = entries(packet, reports)
    zone = timeline_view.zone_of(entry.item for entry in found) if "zone" in profile.timeline else "UTC"
    pages = [found[start : start + A_PAGE] for start in range(0, len(found), A_PAGE)]
    return [page for part in pages if (page := _page(part, profile, zone))]


def _page(part: list[Entry], profile: Profile, zone: str) -> dict[str, Any] | None:
    drawn = timeline_drawing.drawing([_piece(entry, profile) for entry in part], zone=zone)
    return _plain(drawn) if drawn else None


def _piece(entry: Entry, profile: Profile) -> Piece:
    seen = pick(fields.TIMELINE, profile.timeline, entry)
    label = " · ".join(filter(None, (seen["no"], seen["local"] or seen["at"], seen["what"])))
    return timeline_view.piece(entry.item, label, seen["place"] or seen["country"] or UNPLACED, thing=seen)


def _plain(drawn: Drawing) -> dict[str, Any]:
    """The drawing as the template reads it."""
    return {
        "width": drawn.width, "height": drawn.height, "zone": drawn.zone,
        "ticks": [{"x": tick.x, "at": tick.label} for tick in drawn.ticks],
        "ties": [{"x": tie.x, "top": tie.top, "bottom": tie.bottom} for tie in drawn.ties],
        "lanes": [{"place": lane.name, "y": lane.y, "bars": [
            {"x": bar.x, "y": bar.y, "width": bar.width, "what": bar.label, "text_x": bar.text_x,
             "is_before": bar.anchor == "end", "is_soft": bar.piece.is_soft,
             "is_disputed": bool(bar.piece.thing["disputed"])}
            for bar in lane.bars]} for lane in drawn.lanes],
    }  # fmt: skip


def _pdf(packet: Packet, content: Any) -> bytes:
    head = {name: content.cover[name] for name in ("reference", "organisation", "watermark", "handling")}
    said = head | {"title": "Timeline", "pages": content.parts["drawn timeline"]}
    return render("timeline", said, at=dated(packet))


DRAWN = Papers("drawn timeline", _said, {layout.TIMELINE_PDF: _pdf})
