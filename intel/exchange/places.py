"""Places as GeoJSON and KML: each a point and how far from it the truth may lie. Pure.

A row: lat, lon (WGS 84 degrees), km (whole: how exactly it is told), and texts: kind, reference, what, place, country,
at, grade.
"""

import json
import math
from collections.abc import Mapping
from typing import Any

from intel.network.formats import xml_text
from reference.sheet import KM_OF_DEGREE

CORNERS = 36  # of the ring that stands for a circle
TEXTS = ("kind", "reference", "what", "place", "country", "at", "grade")


def geojson(rows: list[dict[str, Any]], name: str, label: str) -> bytes:
    """RFC 7946: points, longitude first. The label is a member of the collection."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
            "properties": {name: row[name] for name in TEXTS if row.get(name)} | {"within_km": row["km"]},
        }
        for row in rows
    ]
    told = {"type": "FeatureCollection", "name": name, "handling": label, "features": features}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def kml(rows: list[dict[str, Any]], name: str, label: str) -> bytes:
    """A pin and a ring for each place; the label stands in the document's name and description."""
    import simplekml  # few processes ever write one

    # Ids count on over all documents of a process: from one again, so that the same content gives the same bytes.
    simplekml.Kml.resetidcounter()
    document = simplekml.Kml(name=f"{name} · {label}", description=label)
    for row in rows:
        title = " · ".join(filter(None, (row["reference"], row["place"], row["country"])))
        told = "\n".join(filter(None, (row["at"], row["grade"], row["what"], f"within {row['km']} km")))
        document.newpoint(name=_said(title), description=_said(told), coords=[(row["lon"], row["lat"])])
        ring = document.newpolygon(name=_said(f"{title}: how exactly"), outerboundaryis=circle(row))
        ring.style.polystyle.color = simplekml.Color.changealphaint(40, simplekml.Color.teal)
    return str(document.kml()).encode()


def _said(text: str) -> str:
    """A text that the library escapes whole: what stands in a marked section it would pass on as it is."""
    return xml_text(text).replace("<![CDATA[", "<! [CDATA[").replace("]]>", "]] >")


def circle(row: Mapping[str, Any]) -> list[tuple[float, float]]:
    """Around a point, (lon, lat), the first corner once more at the end; anticlockwise."""
    high = row["km"] / KM_OF_DEGREE
    wide = high / max(0.05, math.cos(math.radians(row["lat"])))
    turns = [2 * math.pi * n / CORNERS for n in range(CORNERS)]
    corners = [
        (round(row["lon"] + wide * math.cos(turn), 4), round(row["lat"] + high * math.sin(turn), 4)) for turn in turns
    ]
    return [*corners, corners[0]]
