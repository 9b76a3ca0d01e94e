"""Which program wrote it: known by its fields, or refused with the names of those that we look for."""

from typing import Any

from hotline.models import PartnerEvent
from hotline.patrols import earthranger, smart
from hotline.patrols.event import MAX_EVENTS, Event, Unfit, list_of

Shape = PartnerEvent.Shape
NOT_KNOWN = (
    "Neither an EarthRanger event (event_type, time, location) nor a SMART feature (type, geometry, properties)."
)


def read(told: Any) -> tuple[str, list[Event]]:
    """(shape, events) of a JSON body. Raises: Unfit."""
    rows, name = _rows(told)
    for shape, craft in ((Shape.SMART, smart), (Shape.EARTHRANGER, earthranger)):
        if rows and all(map(craft.is_one, rows)):
            whole = rows == [told]
            return shape.value, [craft.read(row, "" if whole else f"{name}.{at}.") for at, row in enumerate(rows)]
    raise Unfit(body=NOT_KNOWN)


def _rows(told: Any) -> tuple[list[Any], str]:
    """The events of a body, and the name of the list that they stand in."""
    if isinstance(told, list):
        return list_of(told, "events", most=MAX_EVENTS), "events"
    if isinstance(told, dict):
        if told.get("type") == "FeatureCollection":
            return list_of(told.get("features"), "features", most=MAX_EVENTS), "features"
        inside = told.get("data", told)
        if isinstance(inside, dict) and "results" in inside:
            return list_of(inside["results"], "results", most=MAX_EVENTS), "results"
        return [told], ""
    raise Unfit(body=NOT_KNOWN)
