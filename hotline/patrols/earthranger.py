"""Events as EarthRanger's API writes them: `event_type`, `title`, `time`, `location`, `event_details`, `notes`.

Read alone, in a list, or in the envelope of its answers (`{"data": {"results": […]}}`).
"""

from typing import Any

from hotline.patrols.event import Event, Unfit, degrees_of, lines_of, list_of, moment_of, object_of, text_of

RED = 300  # its highest priority
PRIORITIES = (0, 100, 200, RED)
MAX_NOTES = 50


def is_one(told: Any) -> bool:
    return isinstance(told, dict) and ("event_type" in told or "event_details" in told)


def read(told: Any, at: str) -> Event:
    """One event. `at`: the name before its fields, as `events.0.`. Raises: Unfit."""
    row = object_of(told, at.rstrip(".") or "body")
    where, priority = row.get("location"), row.get("priority")
    lat = lon = None
    if where is not None:
        place = object_of(where, f"{at}location")
        lat = degrees_of(place.get("latitude"), f"{at}location.latitude", 90)
        lon = degrees_of(place.get("longitude"), f"{at}location.longitude", 180)
    if priority is not None and (isinstance(priority, bool) or priority not in PRIORITIES):
        raise Unfit(**{f"{at}priority": "0, 100, 200 or 300."})
    files = [object_of(each, f"{at}files") for each in list_of(_or([], row.get("files")), f"{at}files", most=1_000)]
    words = [text_of(row.get("title"), f"{at}title"), *_notes(_or([], row.get("notes")), f"{at}notes")]
    return Event(
        id=text_of(row.get("id"), f"{at}id", needed=True, most=200), when=moment_of(row.get("time"), f"{at}time"),
        kind=text_of(row.get("event_type"), f"{at}event_type", needed=True, most=200), lat=lat, lon=lon,
        words="\n".join(words).strip(),
        lines=tuple(lines_of(_or({}, row.get("event_details")), f"{at}event_details")), kept_there=len(files),
        is_urgent=priority is not None and priority >= RED,
    )  # fmt: skip


def _notes(told: Any, name: str) -> list[str]:
    notes = list_of(told, name, most=MAX_NOTES)
    return [
        text_of(object_of(note, f"{name}.{number}").get("text"), f"{name}.{number}.text")
        for number, note in enumerate(notes)
    ]


def _or(nothing: Any, told: Any) -> Any:
    return nothing if told is None else told
