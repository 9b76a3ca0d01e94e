"""What a person can send besides text, in the shapes of the Bot API."""

import mimetypes
import secrets
from collections.abc import Callable
from typing import Any

from .entities import find_entities
from .pictures import photo_sizes
from .refusal import bad_request
from .shelf import Blob, Shelf, read_blob

Content = dict[str, Any]
MOVING = {"width": 640, "height": 360, "duration": 5}
# Kind of file: folder, suffix, mime type, and the fields that the Bot API always gives.
FILE_KINDS: dict[str, tuple[str, str, str, Content]] = {
    "document": ("documents", "", "application/octet-stream", {}),
    "video": ("videos", ".mp4", "video/mp4", MOVING),
    "voice": ("voice", ".oga", "audio/ogg", {"duration": 5}),
    "audio": ("music", ".mp3", "audio/mpeg", {"duration": 5}),
    "animation": ("animations", ".mp4", "video/mp4", MOVING),
    "video_note": ("video_notes", ".mp4", "", {"length": 240, "duration": 5}),
    "sticker": (
        "stickers",
        ".webp",
        "",
        {
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": "🦜",
        },
    ),
}
NAMED = ("document", "video", "audio", "animation")
SETTABLE = ("width", "height", "duration", "length", "emoji", "title", "performer")


def read_content(shelf: Shelf, wish: Content) -> Content:
    """The part of a Message that a control request describes: text, file, place, contact, poll.

    Raises: ApiRefusal 400 when it describes nothing that can be sent.
    """
    for kind, build in BUILDERS.items():
        if kind in wish:
            return build(shelf, wish[kind]) | _caption(wish)
    for kind in FILE_KINDS:
        if kind in wish:
            return _file(shelf, kind, wish[kind]) | _caption(wish)
    return _text(wish)


def _text(wish: Content) -> Content:
    text = str(wish.get("text") or "")
    if not text:
        raise bad_request("nothing to say")
    entities = find_entities(text)
    return {"text": text} | ({"entities": entities} if entities else {})


def _caption(wish: Content) -> Content:
    caption = str(wish.get("caption") or "")
    if not caption:
        return {}
    entities = find_entities(caption)
    return {"caption": caption} | ({"caption_entities": entities} if entities else {})


def _file(shelf: Shelf, kind: str, spec: Any) -> Content:
    folder, suffix, mime, always = FILE_KINDS[kind]
    spec = spec if isinstance(spec, dict) else {}
    name = str(spec.get("name") or "")
    mime = str(spec.get("mime") or mimetypes.guess_type(name)[0] or mime)
    ending = suffix or (f".{name.rpartition('.')[2]}" if "." in name else "")
    stored = shelf.keep(read_blob(spec), folder=folder, suffix=ending[:10])
    told = stored.as_object() | always
    told |= {key: spec[key] for key in SETTABLE if key in spec}
    if mime:
        told["mime_type"] = mime
    if name and kind in NAMED:
        told["file_name"] = name
    # The Bot API repeats an animation as a document, for old bots.
    return {kind: told, "document": told} if kind == "animation" else {kind: told}


def _photo(shelf: Shelf, spec: Any) -> Content:
    blob: Blob = read_blob(spec)
    return {"photo": photo_sizes(shelf, blob)}


def _location(_shelf: Shelf, spec: Content) -> Content:
    allowed = ("latitude", "longitude", "horizontal_accuracy", "live_period", "heading")
    return {"location": {key: spec[key] for key in allowed if key in spec}}


def _venue(_shelf: Shelf, spec: Content) -> Content:
    place = {"latitude": spec["latitude"], "longitude": spec["longitude"]}
    venue = {
        "location": place,
        "title": spec.get("title", ""),
        "address": spec.get("address", ""),
    }
    return {"location": place, "venue": venue}


def _contact(_shelf: Shelf, spec: Content) -> Content:
    allowed = ("phone_number", "first_name", "last_name", "user_id", "vcard")
    return {"contact": {key: spec[key] for key in allowed if key in spec}}


def _poll(_shelf: Shelf, spec: Content) -> Content:
    options = [
        {"persistent_id": str(place), "text": text, "voter_count": 0}
        for place, text in enumerate(spec.get("options", ["yes", "no"]))
    ]
    poll = {
        "id": str(secrets.randbits(62)),
        "question": spec.get("question", ""),
        "options": options,
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    }
    return {"poll": poll}


BUILDERS: dict[str, Callable[[Shelf, Any], Content]] = {
    "photo": _photo,
    "location": _location,
    "venue": _venue,
    "contact": _contact,
    "poll": _poll,
}
