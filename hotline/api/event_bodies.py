"""What an event looks like in the API's description: the fields of SMART and EarthRanger that are read."""

from typing import Any

from hotline.patrols.earthranger import MAX_NOTES, PRIORITIES
from hotline.patrols.event import MAX_EVENTS, MAX_PHOTOS
from hotline.patrols.smart import HIGHEST, MAX_OBSERVATIONS


def text(most: int = 2_000, *, may_lack: bool = True) -> dict[str, Any]:
    return {"type": "string", "maxLength": most, "nullable": may_lack} | ({} if may_lack else {"minLength": 1})


def number(most: int) -> dict[str, Any]:
    return {"type": "number", "minimum": -most, "maximum": most}


def rows(item: dict[str, Any], most: int) -> dict[str, Any]:
    return {"type": "array", "items": item, "maxItems": most, "nullable": True}


OBSERVATION = {
    "type": "object", "required": ["category"],
    "properties": {"category": text(300, may_lack=False), "attributes": {"type": "object", "nullable": True}},
}  # fmt: skip
FEATURE = {
    "type": "object", "required": ["type", "properties"], "properties": {
        "type": {"type": "string", "enum": ["Feature"]},
        "geometry": {
            "type": "object", "nullable": True, "required": ["type", "coordinates"], "properties": {
                "type": {"type": "string", "enum": ["Point"]},
                "coordinates": {
                    "type": "array", "items": number(HIGHEST), "minItems": 2, "maxItems": 3,
                    "description": "Longitude, latitude; WGS 84.",
                },
            },
        },
        "properties": {
            "type": "object", "required": ["smartAttributes"], "properties": {
                "dateTime": text(40), "smartDataType": text(300), "smartFeatureType": text(300),
                "smartAttributes": {
                    "type": "object", "properties": {
                        "incidentUuid": text(200), "incidentId": text(200), "observationUuid": text(200),
                        "comment": text(8_000), "attachments": rows(
                            {
                                "type": "object", "required": ["data"],
                                "properties": {"filename": text(200), "data": {"type": "string", "format": "byte"}},
                            },
                            MAX_PHOTOS,
                        ),
                        "observationGroups": rows(
                            {
                                "type": "object",
                                "properties": {"observations": rows(OBSERVATION, MAX_OBSERVATIONS)},
                            },
                            MAX_OBSERVATIONS,
                        ),
                    },
                },
            },
        },
    },
}  # fmt: skip
COLLECTION = {
    "type": "object", "required": ["type", "features"], "properties": {
        "type": {"type": "string", "enum": ["FeatureCollection"]},
        "features": {"type": "array", "items": FEATURE, "minItems": 1, "maxItems": MAX_EVENTS},
    },
}  # fmt: skip
EVENT = {
    "type": "object", "required": ["id", "event_type"], "properties": {
        "id": text(200, may_lack=False), "event_type": text(200, may_lack=False), "title": text(), "time": text(40),
        "priority": {"type": "integer", "enum": [*PRIORITIES, None], "nullable": True},
        "location": {
            "type": "object", "nullable": True, "required": ["latitude", "longitude"],
            "properties": {"latitude": number(90), "longitude": number(180)},
        },
        "event_details": {"type": "object", "nullable": True},
        "notes": rows({"type": "object", "properties": {"text": text()}}, MAX_NOTES),
        "files": rows({"type": "object"}, 1_000),
    },
}  # fmt: skip
EVENTS = {"type": "array", "items": EVENT, "minItems": 1, "maxItems": MAX_EVENTS}
BODY = {"anyOf": [EVENT, EVENTS, FEATURE, COLLECTION]}
