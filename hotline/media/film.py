"""A film re-wrapped: picture and sound as they are, and nothing else that its container carried. Runs shut in."""

import io
import pkgutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any

from hotline.media import picture, record
from hotline.media.shut_in import Parts, Refusal
from hotline.media.walls import Limits

MAX_SECONDS = 3 * 60 * 60
MAX_PIXELS = 40_000_000  # of one frame
POSTER_SIDE = 1280  # pixels
POSTER_TRIES = 60  # frames looked at for one that shows something
LIMITS = Limits(memory_bytes=2 * 1024**3, cpu_seconds=60)

READERS = {
    "video/webm": "matroska", "video/x-matroska": "matroska", "audio/mpeg": "mp3", "audio/ogg": "ogg",
    "audio/x-wav": "wav", "audio/amr": "amr", "audio/aac": "aac", "audio/flac": "flac",
}  # fmt: skip
WEB, PHONE, OLD_PHONE, OF_ALL = "webm", "mp4", "3gp", "matroska"
PICTURES_OF = {
    WEB: {"vp8", "vp9", "av1"}, PHONE: {"h264", "hevc", "av1", "mpeg4"}, OLD_PHONE: {"h263", "h264", "mpeg4"},
}  # fmt: skip
SOUNDS_OF = {
    WEB: {"opus", "vorbis"}, PHONE: {"aac", "mp3", "ac3", "alac", "opus"}, OLD_PHONE: {"amr_nb", "amr_wb", "aac"},
    OF_ALL: {"pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_u8", "flac", "ac3", "eac3", "aac", "mp3", "opus", "vorbis"},
}  # fmt: skip
# Who makes the copy where nothing moves; it leans on this module, so it is fetched when asked for.
VOICE = "hotline.media.voice"
# Cameras write remarks of their own between the pictures: units that no decoder needs are left out.
REMARKS_BETWEEN = {"h264": "6", "hevc": "39-40", "av1": "5"}


def load() -> None:
    import av
    from PIL import Image, JpegImagePlugin  # noqa: F401 - loaded before the doors shut

    # The library loads parts of itself when they are first needed: too late, then.
    for part in pkgutil.walk_packages(av.__path__, "av."):
        if not part.name.endswith(("__main__", "datasets")):
            import_module(part.name)
    import_module(VOICE)
    av.logging.set_level(None)
    Image.preinit()


def make(original: bytes, media_type: str, parts: Parts) -> None:
    with reading(original, media_type) as source:
        moving = picture_of(source)
        if moving is not None:
            with suppress(Exception):  # a broken record costs the record, not the film
                parts.record(facts(source, moving))
            _refuse_giants(moving)
            with suppress(Exception):
                parts.poster(poster(source, moving))
    if moving is None:
        return import_module(VOICE).make(original, media_type, parts)  # type: ignore[no-any-return]
    with reading(original, media_type) as source:
        parts.copy(_wrapped_anew(source, parts))
    return None


def reading(original: bytes, media_type: str) -> Any:
    """The opened container; the reader is the one of this media type and no other."""
    import av

    return av.open(io.BytesIO(original), format=READERS.get(media_type, "mov"), metadata_errors="replace")


def picture_of(source: Any) -> Any:
    """The moving picture; None where there is only sound, or sound with a cover."""
    from av.stream import Disposition

    return next((one for one in source.streams.video if not one.disposition & Disposition.attached_pic), None)


def facts(source: Any, moving: Any = None) -> dict[str, Any]:
    """What the container says of maker, time and place."""
    tags: dict[str, str] = {}
    for each in (*source.streams, source):
        tags |= each.metadata
    length = source.duration / 1_000_000 if source.duration else None
    size = {"width": moving.width, "height": moving.height} if moving is not None else {}
    return record.facts(**record.of_tags(tags), **size, duration=round(length, 1) if length else None)


def _refuse_giants(moving: Any) -> None:
    if (moving.width or 0) * (moving.height or 0) > MAX_PIXELS:
        raise Refusal("too_many_pixels")


def poster(source: Any, moving: Any) -> bytes:
    """The first frame that shows something, upright, as JPEG."""
    moving.thread_type = "NONE"
    moving.codec_context.thread_count = 1
    found = None
    for tried, frame in enumerate(source.decode(moving)):
        if frame.width * frame.height > MAX_PIXELS:
            raise Refusal("too_many_pixels")
        shown = frame.to_image()
        found = found or (shown, frame)
        if _shows_something(shown):
            found = (shown, frame)
            break
        if tried >= POSTER_TRIES:
            break
    if found is None:
        raise Refusal("broken")
    still, frame = found
    turned = still.rotate(getattr(frame, "rotation", 0) or 0, expand=True)
    turned.thumbnail((POSTER_SIDE, POSTER_SIDE))
    return picture.drawn(turned.convert("RGB"))


def _shows_something(still: Any) -> bool:
    darkest, lightest = still.convert("L").resize((64, 64)).getextrema()
    return bool(lightest - darkest > 24)


def _container_for(seen: str, heard: str) -> str:
    """The container that holds both and that a browser plays if it can; "" where none holds this sound.

    Raises: Refusal where none holds the picture.
    """
    for container, pictures in PICTURES_OF.items():
        if seen in pictures and (not heard or heard in SOUNDS_OF[container]):
            return container
    if not any(seen in pictures for pictures in PICTURES_OF.values()):
        raise Refusal("codec")
    return OF_ALL if heard in SOUNDS_OF[OF_ALL] else ""


def _wrapped_anew(source: Any, parts: Parts) -> bytes:
    import av

    streams = [picture_of(source), *source.streams.audio[:1]]
    container = _container_for(_name(streams[0]), _name(streams[1]) if streams[1:] else "")
    if not container:
        container, streams = _container_for(_name(streams[0]), ""), streams[:1]
        parts.remark("sound_left_out")
    out, count = io.BytesIO(), 0
    with av.open(out, "w", format=container, options={"fflags": "+bitexact"}) as target:
        lanes = {one.index: _lane(target, one) for one in streams}
        for packet in _in_time(source, streams, parts):
            stream, sieve = lanes[packet.stream_index]
            for kept in sieve.filter(packet) if sieve else [packet]:
                kept.stream = stream
                target.mux(kept)
                count += 1
    if not count:
        raise Refusal("broken")
    if streams[1:]:
        parts.remark("voices_unchanged")
    return out.getvalue()


def _name(stream: Any) -> str:
    """The codec's own name, whoever decodes it here."""
    context = stream.codec_context
    return str(context.codec.canonical_name) if context is not None else "unknown"


def _lane(target: Any, one: Any) -> tuple[Any, Any]:
    from av.bitstream import BitStreamFilterContext

    stream = target.add_stream_from_template(one, opaque=True)
    stream.metadata.clear()
    units = REMARKS_BETWEEN.get(_name(one))
    return stream, BitStreamFilterContext(f"filter_units=remove_types={units}", one, stream) if units else None


def _in_time(source: Any, streams: list[Any], parts: Parts) -> Iterator[Any]:
    for packet in _dated(source.demux(streams)):
        if packet.dts * packet.time_base > MAX_SECONDS:
            parts.remark("cut_short")
            return
        yield packet


def _dated(packets: Iterable[Any]) -> Iterator[Any]:
    """Matroska leaves out when its first pictures are decoded, and other containers must know: counted back."""
    waiting: dict[int, list[Any]] = {}
    for packet in packets:
        if not packet.size:
            continue  # the mark at the end of a lane
        before = waiting.setdefault(packet.stream_index, [])
        if packet.dts is None:
            before.append(packet)
            continue
        for back, early in enumerate(reversed(before), 1):
            early.dts = packet.dts - back * max(1, early.duration or 1)
        yield from before
        before.clear()
        yield packet
