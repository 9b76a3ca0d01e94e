"""The places of a case as they leave in a packet: for map programs, for Google Earth, and drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from cases import case_map, map_drawing
from cases.case_map import Spot
from cases.models import Packet
from cases.packets import chronology, layout
from cases.packets.dating import dated
from cases.packets.fields import pick
from cases.packets.group import Papers
from cases.packets.profiles import Profile
from hotline.models import Report
from intel.exchange import places as map_files
from intel.rendering import render
from reference.gazetteer import Point

KINDS = {"report": "Report", "entry": "Timeline", "exhibit": "Exhibit", "seizure": "Seizure", "thing": "Site"}

FIELDS: Mapping[str, Any] = {
    "kind": lambda spot: KINDS[spot.kind],
    "reference": lambda spot: spot.label,
    "what": lambda spot: spot.what,
    "place": lambda spot: spot.point.name,
    "country": lambda spot: spot.point.country,
    "at": lambda spot: spot.at,
    "grade": lambda spot: spot.grade,
    # Of the place by its name, never of a source: to two decimals, which is a kilometre.
    "lat": lambda spot: round(spot.point.lat, 2),
    "lon": lambda spot: round(spot.point.lon, 2),
    "km": lambda spot: round(spot.point.km),
}


# --- What it says -----------------------------------------------------------------------------------------------
def _said(packet: Packet, profile: Profile, reports: list[Report]) -> list[dict[str, Any]]:
    """A row for each thing at a place; where the profile has no places, one for each country."""
    spots = [spot for spot in case_map.located(list(_spots(packet, profile, reports))) if spot.point]
    if "place" not in profile.map:
        middles = {spot.country_point for spot in spots if spot.country_point}
        spots = [replace(spots[0], point=middle) for middle in sorted(middles, key=lambda point: point.country)]
    return [pick(FIELDS, profile.map, spot) for spot in spots]


def _spots(packet: Packet, profile: Profile, reports: list[Report]) -> Iterator[Spot]:
    # A report's title is the desk's own: it leaves in no paper.
    yield from (replace(spot, what="") for spot in case_map.of_reports(reports))
    told = chronology.entries(packet, reports)
    for entry, spot in zip(told, case_map.of_entries(entry.item for entry in told), strict=True):
        yield replace(spot, label=f"no. {entry.no}", at=entry.item.when_utc)
    if layout.EXHIBITS in profile.files:
        yield from case_map.of_exhibits(packet.exhibits.order_by("reference"))
    if profile.seizure:
        seizures = packet.case.seizures.select_related("agency").order_by("reference")
        yield from (replace(spot, what="") for spot in case_map.of_seizures(seizures))


# --- Files ------------------------------------------------------------------------------------------------------
def _rows(content: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = content.parts["map"]
    return rows


def _geojson(packet: Packet, content: Any) -> bytes:
    return map_files.geojson(_rows(content), packet.reference, content.cover["handling"]["tlp"])


def _kml(packet: Packet, content: Any) -> bytes:
    return map_files.kml(_rows(content), packet.reference, content.cover["handling"]["tlp"])


def _pdf(packet: Packet, content: Any) -> bytes:
    head = {name: content.cover[name] for name in ("reference", "organisation", "watermark", "handling")}
    said = head | {"title": "Map", "map": drawn(_rows(content))}
    return render("map", said, at=dated(packet))


def drawn(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The sheet from the rows alone: nothing is drawn that the gate did not see, but towns of the reference data."""
    spots = [Spot("", "", "", ("", ""), row=row, point=_point(row)) for row in rows]
    sheet = map_drawing.drawing(spots)
    assert sheet is not None  # a packet without places has no map
    return {
        "width": sheet.width, "height": sheet.height, "bar": sheet.bar, "bar_km": f"{sheet.bar_km:g}",
        "land": _land(sheet), "towns": [{"x": town.x, "y": town.y, "name": town.label} for town in sheet.towns],
        "places": [
            {"no": group.number, "x": group.x, "y": group.y, "radius": group.radius, "place": group.point.name,
             "country": group.point.country, "km": f"{group.point.km:g}", "rows": [spot.row for spot in group.spots]}
            for group in sheet.groups
        ],
    }  # fmt: skip


def _point(row: dict[str, Any]) -> Point:
    return Point(row["place"], row["country"], "", row["lat"], row["lon"], row["km"])


def _land(drawn: map_drawing.Drawing) -> str:
    """The outlines as a picture of the sheet's size, '' where they are too coarse for it."""
    if not drawn.land:
        return ""
    outlines = map_drawing.LAND.read_text()
    paths = outlines[outlines.index("<g ") : outlines.rindex("</svg>")]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawn.width} {drawn.height}" width="{drawn.width}" '
        f'height="{drawn.height}"><g transform="{drawn.land}" fill="#ffffff" stroke="#b8c4c2" '
        f'stroke-width="{drawn.land_stroke}">{paths}</g></svg>'
    )


MAP = Papers("map", _said, {layout.MAP_GEOJSON: _geojson, layout.MAP_KML: _kml, layout.MAP_PDF: _pdf})
