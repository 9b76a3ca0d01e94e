"""How a packet's bytes go out over HTTP: whole, or from where a download broke off (RFC 9110, one range)."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from cases.models import Packet
from cases.packets import stamping
from cases.packets.release import Download

SALT = "cases.packet-download"
GOOD_FOR = timedelta(hours=12)  # a slow line, and the night between
STAMPS = {"tsr": "application/timestamp-reply", "pem": "application/x-pem-file"}
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class OutOfRange(ValueError):
    """None of the bytes asked for is in the file."""


@dataclass(frozen=True)
class Span:
    """Bytes [start, end)."""

    start: int
    end: int


def ticket(packet_id: object, to: str) -> str:
    """Part of the address of one download: taking the packet was put on record when this was made.

    Args:
        to: whoever takes it, and what ends their right to (`is_good` is given the same).
    """
    return signing.TimestampSigner(salt=f"{SALT}:{packet_id}:{to}").sign("take").partition(":")[2]


def is_good(given: str, packet_id: object, to: str) -> bool:
    """Whether `given` was made for this packet and taker, not too long ago."""
    try:
        signing.TimestampSigner(salt=f"{SALT}:{packet_id}:{to}").unsign(f"take:{given}", max_age=GOOD_FOR)
    except signing.BadSignature:
        return False
    return True


def asked(header: str, size: int) -> Span | None:
    """What a `Range` header asks for; None where it is none that we follow, several ranges among them.

    Raises: OutOfRange.
    """
    match = _RANGE.fullmatch(header.strip())
    if not match or not any(match.groups()):
        return None
    first, last = match.groups()
    if first and last and int(last) < int(first):
        return None
    span = (
        Span(int(first), min(size, int(last) + 1 if last else size)) if first else Span(max(0, size - int(last)), size)
    )
    if span.start >= span.end:
        raise OutOfRange
    return span


def answer(request: HttpRequest, found: Download) -> HttpResponseBase:
    """200, 206 or 416, to GET and HEAD."""
    tag = f'"{found.sha256}"'
    header = request.headers.get("Range", "")
    if request.headers.get("If-Range", tag) != tag:
        header = ""  # another file than the one that was begun: all of it anew
    try:
        span = asked(header, found.size) if request.method == "GET" else None
    except OutOfRange:
        return _headed(HttpResponse(status=416), {"Content-Range": f"bytes */{found.size}"})
    part = span or Span(0, found.size)
    heads = {
        "Content-Disposition": f'attachment; filename="{found.name}"', "Accept-Ranges": "bytes", "ETag": tag,
        "Content-Length": str(part.end - part.start), "Content-Type": found.media_type,
    }  # fmt: skip
    if span:
        heads["Content-Range"] = f"bytes {span.start}-{span.end - 1}/{found.size}"
    chunks = [] if request.method == "HEAD" else found.part(part.start, part.end)
    return _headed(StreamingHttpResponse(chunks, status=206 if span else 200), heads)


def answer_stamp(packet: Packet, kind: str) -> HttpResponseBase:
    """The time stamp of a packet that has one: `tsr` as the authority gave it, `pem` the certificates in it."""
    stamp = bytes(packet.stamp or b"")
    content = stamp if kind == "tsr" else stamping.authority(stamp)
    heads = {"Content-Disposition": f'attachment; filename="{packet.reference}.{kind}"'}
    return _headed(HttpResponse(content, content_type=STAMPS[kind]), heads)


def progress(packet: Packet) -> dict[str, Any]:
    """How far a packet is built, for a script that draws it. `is_over`: there is nothing more to wait for."""
    is_over = packet.status not in (Packet.Status.APPROVED, Packet.Status.BUILDING)
    return {"percent": packet.percent, "status": packet.get_status_display(), "is_over": is_over}


def _headed(response: HttpResponseBase, heads: dict[str, str]) -> HttpResponseBase:
    for name, value in heads.items():
        response[name] = value
    return response
