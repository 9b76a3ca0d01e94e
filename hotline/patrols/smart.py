"""Features as SMART Connect takes and gives them: GeoJSON whose properties are `dateTime`, `smartDataType`,
`smartFeatureType` and `smartAttributes` (`incidentUuid`, `comment`, `observationGroups`, `attachments`).
"""

from typing import Any

from hotline.patrols.event import (
    MAX_PHOTOS,
    Event,
    Unfit,
    degrees_of,
    lines_of,
    list_of,
    moment_of,
    object_of,
    photo_of,
    text_of,
)

IDS = ("incidentUuid", "incidentId", "observationUuid")
MAX_OBSERVATIONS = 100
HIGHEST = 100_000  # metres, of a third coordinate that nobody reads


def is_one(told: Any) -> bool:
    return isinstance(told, dict) and told.get("type") == "Feature"


def read(told: Any, at: str) -> Event:
    """One feature. Raises: Unfit."""
    feature = object_of(told, at.rstrip(".") or "body")
    props = object_of(feature.get("properties"), f"{at}properties")
    inner = f"{at}properties.smartAttributes"
    said = object_of(props.get("smartAttributes"), inner)
    lat, lon = _position(feature.get("geometry"), f"{at}geometry")
    kinds, lines = _observed(said, inner)
    told = text_of(props.get("smartDataType"), f"{at}properties.smartDataType", most=300, needed=not kinds)
    text_of(props.get("smartFeatureType"), f"{at}properties.smartFeatureType", most=300)
    attached = list_of(_or([], said.get("attachments")), f"{inner}.attachments", most=MAX_PHOTOS)
    return Event(
        id=_id(said, inner), when=moment_of(props.get("dateTime"), f"{at}properties.dateTime"), lat=lat, lon=lon,
        kind=kinds[0] if kinds else told,
        words=text_of(said.get("comment"), f"{inner}.comment", most=8_000), lines=tuple(lines),
        photos=tuple(photo_of(each, f"{inner}.attachments.{number}") for number, each in enumerate(attached)),
    )  # fmt: skip


def _id(said: dict[str, Any], name: str) -> str:
    told = [text_of(said.get(each), f"{name}.{each}", most=200) for each in IDS]
    if any(told):
        return next(filter(None, told))
    raise Unfit(**{f"{name}.incidentUuid": "An id is needed: incidentUuid, incidentId or observationUuid."})


def _position(told: Any, name: str) -> tuple[float | None, float | None]:
    if told is None:
        return None, None
    point = object_of(told, name).get("coordinates")
    if not isinstance(point, list) or not 2 <= len(point) <= 3 or object_of(told, name).get("type") != "Point":
        raise Unfit(**{f"{name}.coordinates": "A point is needed: [longitude, latitude]."})
    if len(point) == 3:
        degrees_of(point[2], f"{name}.coordinates", HIGHEST)
    lon, lat = (degrees_of(point[place], f"{name}.coordinates", most) for place, most in ((0, 180), (1, 90)))
    return lat, lon


def _observed(said: dict[str, Any], name: str) -> tuple[list[str], list[str]]:
    """Categories, and the answers below them as lines."""
    groups = list_of(_or([], said.get("observationGroups")), f"{name}.observationGroups", most=MAX_OBSERVATIONS)
    rows = [said] if "category" in said else []
    for number, group in enumerate(groups):
        inside = _or([], object_of(group, f"{name}.observationGroups.{number}").get("observations"))
        rows += list_of(inside, f"{name}.observationGroups.{number}.observations", most=MAX_OBSERVATIONS)
    kinds, lines = [], []
    for number, row in enumerate(rows):
        observed = object_of(row, f"{name}.observations.{number}")
        kinds.append(text_of(observed.get("category"), f"{name}.observations.{number}.category", needed=True, most=300))
        lines += [kinds[-1], *lines_of(_or({}, observed.get("attributes")), f"{name}.observations.{number}.attributes")]
    return kinds, lines


def _or(nothing: Any, told: Any) -> Any:
    return nothing if told is None else told
