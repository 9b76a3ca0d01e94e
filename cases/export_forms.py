"""The forms in which a network or its places leave: one table. Each writes the handling in the form's own way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.packets import entities as packed
from intel.exchange import ftm, misp, places, tables
from intel.exchange.said import Said

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Writer:
    """pieces: the file, a piece at a time. is_map: it holds places instead of persons, things and links."""

    label: Any
    help: Any
    ending: str
    media_type: str
    pieces: Callable[[Said, Rows], Iterator[bytes]]
    is_map: bool = False


def _stix(said: Said, rows: Rows) -> Iterator[bytes]:
    from intel.exchange import stix  # its library takes long to load, and few processes ever write a bundle

    return stix.pieces(said)


def _graphml(said: Said, rows: Rows) -> Iterator[bytes]:
    from intel.network import formats  # as above

    yield formats.graphml(_picture(said), said.label)


def _gexf(said: Said, rows: Rows) -> Iterator[bytes]:
    from intel.network import formats  # as above

    yield formats.gexf(_picture(said), said.label, at=said.at)


def _picture(said: Said) -> Any:
    return packed.picture({"entities": said.entities, "links": said.links})


def _tables(said: Said, rows: Rows) -> Iterator[bytes]:
    yield tables.zipped(said)


def _geojson(said: Said, rows: Rows) -> Iterator[bytes]:
    yield places.geojson(rows, said.reference, said.label)


def _kml(said: Said, rows: Rows) -> Iterator[bytes]:
    yield places.kml(rows, said.reference, said.label)


_STIX = "application/stix+json;version=2.1"
FORMS: dict[str, Writer] = {
    "stix": Writer("STIX 2.1", _("for OpenCTI and other platforms"), "json", _STIX, _stix),
    "ftm": Writer(
        "FollowTheMoney", _("JSON lines, for Aleph and OpenAleph"), "jsonl", "application/jsonl",
        lambda said, rows: ftm.lines(said),
    ),
    "misp": Writer("MISP", _("one event as JSON"), "json", "application/json", lambda said, rows: misp.pieces(said)),
    "i2": Writer(
        _("Tables"), _("CSV in a zip, for i2 Analyst's Notebook and spreadsheets"), "zip", "application/zip", _tables
    ),
    "graphml": Writer("GraphML", _("for yEd, Gephi, Cytoscape"), "graphml", "application/graphml+xml", _graphml),
    "gexf": Writer("GEXF", _("for Gephi"), "gexf", "application/gexf+xml", _gexf),
    "geojson": Writer(
        "GeoJSON", _("places, for map programs"), "geojson", "application/geo+json", _geojson, is_map=True
    ),
    "kml": Writer(
        "KML", _("places, for Google Earth"), "kml", "application/vnd.google-earth.kml+xml", _kml, is_map=True
    ),
}  # fmt: skip
