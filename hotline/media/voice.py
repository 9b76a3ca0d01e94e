"""A recording in another pitch, by an amount drawn anew for each file, and without metadata. Runs shut in.

It keeps a voice from being known at once by whoever hears the copy. It does not stop an expert with the recording.
"""

import io
import time
from collections.abc import Iterator
from contextlib import suppress
from secrets import SystemRandom
from typing import Any

from hotline.media import film
from hotline.media.shut_in import Parts, Refusal
from hotline.media.walls import Limits

# Three to five semitones, up or down: less is heard through, more is not understood.
UP, DOWN = (1.19, 1.34), (0.75, 0.84)
MAX_SECONDS = 40 * 60
# Past this the copy ends where it is, which is better than none.
ENOUGH_SECONDS = 60.0
RATE = 48_000  # samples a second
LOWEST_HERTZ = 100  # mains hum lies below and would tell by how much the pitch was moved
LIMITS = Limits(memory_bytes=1536 * 1024**2, cpu_seconds=90)

load = film.load


def make(original: bytes, media_type: str, parts: Parts) -> None:
    with film.reading(original, media_type) as source:
        if not source.streams.audio:
            raise Refusal("broken")
        with suppress(Exception):  # a broken record costs the record, not the sound
            parts.record(film.facts(source))
        dice = SystemRandom()
        parts.copy(_spoken_anew(source, dice.uniform(*dice.choice((UP, DOWN))), parts))
    parts.remark("voice_changed")


def _spoken_anew(source: Any, factor: float, parts: Parts) -> bytes:
    import av

    out, sound = io.BytesIO(), source.streams.audio[0]
    sound.codec_context.thread_count = 1
    with av.open(out, "w", format="ogg", options={"fflags": "+bitexact"}) as target:
        lane = target.add_stream("libopus", rate=RATE, layout="mono")
        lane.bit_rate = 40_000
        lane.codec_context.flags |= av.codec.context.Flags.bitexact
        heard = 0
        for frame in _shifted(source, sound, factor, parts):
            heard += frame.samples
            frame.pts = None
            target.mux(lane.encode(frame))
        target.mux(lane.encode(None))
    if not heard:
        raise Refusal("broken")
    return out.getvalue()


def _shifted(source: Any, sound: Any, factor: float, parts: Parts) -> Iterator[Any]:
    """Played faster or slower and stretched back: the length stays, pitch and timbre move."""
    import av.error

    graph = None
    for frame in _frames(source, sound, parts):
        graph = graph or _graph(sound, frame, factor)
        graph.push(frame)
        yield from _ready(graph)
    if graph is not None:
        graph.push(None)
        with suppress(av.error.EOFError):
            yield from _ready(graph)


def _frames(source: Any, sound: Any, parts: Parts) -> Iterator[Any]:
    import av.error

    read, began = 0.0, time.monotonic()
    for packet in source.demux(sound):
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            continue  # a broken second costs that second
        for frame in frames:
            read += frame.samples / (frame.sample_rate or RATE)
            if read > MAX_SECONDS or time.monotonic() - began > ENOUGH_SECONDS:
                parts.remark("cut_short")
                return
            yield frame


def _graph(sound: Any, frame: Any, factor: float) -> Any:
    from av.filter import Graph

    graph = Graph()
    steps = [
        graph.add_abuffer(
            sample_rate=frame.sample_rate, format=frame.format.name, layout=frame.layout.name, time_base=frame.time_base
        ),
        graph.add("aresample", str(RATE)),
        graph.add("aformat", f"sample_fmts=flt:channel_layouts=mono:sample_rates={RATE}"),
        graph.add("highpass", f"f={LOWEST_HERTZ}"),
        graph.add("asetrate", str(round(RATE * factor))),
        graph.add("aresample", str(RATE)),
        graph.add("atempo", f"{1 / factor:.6f}"),
        graph.add("aformat", f"sample_fmts=s16:channel_layouts=mono:sample_rates={RATE}"),
        graph.add("abuffersink"),
    ]
    graph.link_nodes(*steps).configure()
    return graph


def _ready(graph: Any) -> Iterator[Any]:
    import av.error

    while True:
        try:
            yield graph.pull()
        except av.error.BlockingIOError:
            return
