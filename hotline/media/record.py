"""What a file tells about who made it, when and where: read once, into a few bounded facts. Runs shut in.

A record is a dict of plain facts, text or number, under the names of `FACTS`.
"""

import re
from datetime import timedelta
from typing import Any

MAX_WORDS = 200  # characters of one fact
FACTS = (
    "taken_at", "created_at", "changed_at", "make", "model", "serial", "lens", "software", "author", "owner", "title",
    "description", "latitude", "longitude", "altitude", "location", "duration", "width", "height", "pages", "company",
)  # fmt: skip
XMP = {
    "taken_at": rb"(?:photoshop:DateCreated|exif:DateTimeOriginal)", "created_at": rb"xmp:CreateDate",
    "changed_at": rb"xmp:ModifyDate", "software": rb"xmp:CreatorTool", "make": rb"tiff:Make", "model": rb"tiff:Model",
    "latitude": rb"exif:GPSLatitude", "longitude": rb"exif:GPSLongitude", "author": rb"dc:creator",
    "title": rb"dc:title", "description": rb"dc:description", "serial": rb"aux:SerialNumber", "lens": rb"aux:Lens",
}  # fmt: skip


def facts(**found: Any) -> dict[str, Any]:
    """Only what is known and says something, cut to size."""
    return {name: kept for name in FACTS if (kept := _plain(found.get(name))) not in ("", None)}


def _plain(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return value if abs(value) < 1e15 else None
    if isinstance(value, timedelta):
        return round(value.total_seconds(), 1)
    words = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return "".join(sign for sign in words if sign.isprintable()).strip()[:MAX_WORDS]


def of_xmp(content: bytes) -> dict[str, Any]:
    """The facts of an XMP packet (ISO 16684-1), as attributes or as elements; read as text, never as XML."""
    found: dict[str, Any] = {}
    for name, key in XMP.items():
        hit = re.search(
            key + rb'\s*=\s*["\']([^"\'<]{1,300})|<' + key + rb"[^>]{0,100}>(.{1,600}?)</" + key, content, re.S
        )
        if hit:
            found[name] = re.sub(rb"<[^>]*>|\s+", b" ", hit[1] or hit[2]).strip()
    return found


def of_picture(picture: Any) -> dict[str, Any]:
    """EXIF, XMP and comments of an opened Pillow picture."""
    exif = picture.getexif()
    shot, place = exif.get_ifd(0x8769), exif.get_ifd(0x8825)
    found = of_xmp(_xmp_of(picture))
    said = {
        "taken_at": shot.get(0x9003), "created_at": shot.get(0x9004), "changed_at": exif.get(0x0132),
        "make": exif.get(0x010F), "model": exif.get(0x0110), "software": exif.get(0x0131), "author": exif.get(0x013B),
        "description": exif.get(0x010E) or _comment_of(picture), "serial": shot.get(0xA431), "lens": shot.get(0xA434),
        "owner": shot.get(0xA430) or exif.get(0x8298), "width": picture.width, "height": picture.height,
        "latitude": _degrees(place.get(2), place.get(1)), "longitude": _degrees(place.get(4), place.get(3)),
        "altitude": _number(place.get(6)), "title": picture.info.get("Title"),
    }  # fmt: skip
    return facts(**found | {name: value for name, value in said.items() if value not in (None, "", b"")})


def _xmp_of(picture: Any) -> bytes:
    packet = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    return packet.encode() if isinstance(packet, str) else bytes(packet)


def _comment_of(picture: Any) -> Any:
    return picture.info.get("comment") or picture.info.get("Comment") or picture.info.get("Description")


def _number(value: Any) -> float | None:
    try:
        return round(float(value), 1)
    except (TypeError, ValueError, ZeroDivisionError):
        return None


def _degrees(parts: Any, side: Any) -> float | None:
    """(degrees, minutes, seconds) and N, S, E or W as WGS 84 degrees, five decimals."""
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    return round(-value if str(side).strip("\0 ") in ("S", "W") else value, 5)


# Keys of film containers: ISO base media, QuickTime ('com.apple.quicktime.…'), 3GPP, Matroska, ID3, Vorbis.
TAGS = {
    "created_at": ("com.apple.quicktime.creationdate", "creation_time", "date", "date_recorded"),
    "make": ("com.apple.quicktime.make", "make", "com.android.manufacturer"),
    "model": ("com.apple.quicktime.model", "model", "com.android.model"),
    "software": ("com.apple.quicktime.software", "encoder", "writing_app", "com.android.version", "encoded_by"),
    "location": (
        "com.apple.quicktime.location.iso6709", "location", "location-eng", "recording_location", "loci", "geo",
    ),
    "author": ("com.apple.quicktime.author", "artist", "author", "composer"),
    "title": ("com.apple.quicktime.displayname", "title"), "description": ("comment", "description", "synopsis"),
    "owner": ("copyright",),
}  # fmt: skip


def of_tags(tags: dict[str, str]) -> dict[str, Any]:
    """The facts of a film's or recording's tags."""
    lower = {key.lower(): value for key, value in tags.items()}
    return {name: next((lower[key] for key in keys if lower.get(key)), "") for name, keys in TAGS.items()}
