"""An event of a patrol in our own form, and what reading it from another's asks for. Pure."""

import base64
import binascii
import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

MAX_ID = 200  # signs of a partner's own id
MAX_WORDS = 9_000  # characters of all words of an event together
MAX_EVENTS = 100  # of one call
MAX_PHOTOS = 10  # of one event


class Unfit(Exception):
    """What was sent cannot be read: a sentence by the name of each field."""

    def __init__(self, **fields: str) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


@dataclass(frozen=True)
class Event:
    """One event. `when`: a moment in UTC, or the local time as the program wrote it. `lines`: further words.

    kept_there: so many files that stay with the sender, as addresses.
    """

    id: str
    kind: str
    when: str = ""
    lat: float | None = None
    lon: float | None = None
    words: str = ""
    lines: tuple[str, ...] = ()
    photos: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    kept_there: int = 0
    is_urgent: bool = False


def text_of(told: Any, name: str, *, needed: bool = False, most: int = 2_000) -> str:
    """A text, or "" where there is none. Raises: Unfit."""
    if told is None and not needed:
        return ""
    if not isinstance(told, str) or "\0" in told or not _can_be_written(told):
        raise Unfit(**{name: "This is to be a text."})
    if needed and not told.strip():
        raise Unfit(**{name: "This is needed."})
    if len(told) > most:
        raise Unfit(**{name: f"Up to {most} characters."})
    return told.strip()


def _can_be_written(told: str) -> bool:
    try:
        told.encode()
    except UnicodeEncodeError:
        return False
    return True


def moment_of(told: Any, name: str) -> str:
    """A time in ISO 8601: in UTC where a zone is told, else as it was written. Raises: Unfit."""
    said = text_of(told, name, most=40)
    if not said:
        return ""
    try:
        moment = datetime.fromisoformat(said)
        if moment.tzinfo:
            moment = moment.astimezone(UTC)
            return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        raise Unfit(**{name: "A time in ISO 8601, as 2026-03-01T04:05:06+07:00."}) from None
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def degrees_of(told: Any, name: str, most: int) -> float:
    """WGS 84 degrees, told as a number. Raises: Unfit."""
    try:
        value = float(told) if isinstance(told, int | float) and not isinstance(told, bool) else math.nan
    except OverflowError:
        value = math.nan
    if not math.isfinite(value) or abs(value) > most:
        raise Unfit(**{name: f"Degrees between -{most} and {most}."})
    return value


def object_of(told: Any, name: str) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise Unfit(**{name: "This is to be an object."})
    return told


def list_of(told: Any, name: str, *, most: int) -> list[Any]:
    if not isinstance(told, list):
        raise Unfit(**{name: "This is to be a list."})
    if len(told) > most:
        raise Unfit(**{name: f"Up to {most} are taken."})
    return told


def lines_of(told: Any, name: str) -> list[str]:
    """Answers of a form as lines "name: value"; what lies deeper is written as it stands. Raises: Unfit."""
    lines = []
    for key, value in object_of(told, name).items():
        if value in (None, "", [], {}):
            continue
        shown = ", ".join(map(_plain, value)) if isinstance(value, list) else _plain(value)
        lines.append(text_of(f"{key}: {shown}", f"{name}.{_short(key)}"))
    return lines


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or value.get("value") or value.get("title") or "")
    return str(value)


def _short(key: str) -> str:
    return key[:20] if key.isascii() and key.isprintable() else "?"


def photo_of(told: Any, name: str) -> tuple[str, bytes]:
    """A file in base64 with its name. Raises: Unfit."""
    file = object_of(told, name)
    said = file.get("data")
    try:
        clear = base64.b64decode(said, validate=True) if isinstance(said, str) else b""
    except (binascii.Error, ValueError):
        clear = b""
    if not clear:
        raise Unfit(**{f"{name}.data": "A file in base64 is needed."})
    return text_of(file.get("filename"), f"{name}.filename", most=200) or "photo", clear
