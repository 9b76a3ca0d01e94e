"""A large file in: through the form's POST, through the sealing alone, and the limits of hash and framework."""

import hashlib
import os
import time
from collections.abc import Callable
from statistics import median

from benchmarks.client import Failed, Visitor
from benchmarks.processes import Running, forget_peak, kilobytes
from benchmarks.reports import NARRATIVE, Place
from benchmarks.sizes import Sizes
from benchmarks.table import Line

MEBIBYTE = 1024 * 1024
CHUNK = 256 * 1024
MAX_GROWTH_MEBIBYTES = 20


def _chunks(content: bytes) -> list[memoryview]:
    view = memoryview(content)
    return [view[start : start + CHUNK] for start in range(0, len(content), CHUNK)]


def _hash(content: bytes) -> float:
    began = time.perf_counter()
    digest = hashlib.sha256()
    for chunk in _chunks(content):
        digest.update(chunk)
    return time.perf_counter() - began


def _seal(content: bytes) -> float:
    """The vault's receiver alone, to the durable blob."""
    from vault import blobs
    from vault.files import receive

    began = time.perf_counter()
    received = receive(bytes(chunk) for chunk in _chunks(content))
    took = time.perf_counter() - began
    blobs.remove(received.blob)
    return took


def _post(place: Place, path: str, content: bytes) -> float:
    """A visitor tells with one file; form and body are ready before the clock runs."""
    with Visitor(place.port) as visitor:
        body, kind = place.filled_in.body(place.fetch(visitor), {"narrative": NARRATIVE % 0}, content)
        began = time.perf_counter()
        answer = visitor.post(path, body, kind)
        took = time.perf_counter() - began
    if answer.status != 200:
        raise Failed(f"attachment: {answer.status}")
    if path == place.form.action and not place.note_code(answer):
        raise Failed("attachment: no receipt")
    return took


def measure(ours: Place, bare: Place, web: Running, sizes: Sizes) -> list[Line]:
    content = os.urandom(sizes.megabytes * MEBIBYTE)
    jobs: dict[str, Callable[[], float]] = {
        "hash": lambda: _hash(content),
        "bare": lambda: _post(bare, "/upload/", content),
        "sealed": lambda: _seal(content),
        "ours": lambda: _post(ours, ours.form.action, content),
    }
    rates: dict[str, list[float]] = {name: [] for name in jobs}
    grown: list[int] = []
    # Both workers have served before: what a first visit loads is no growth.
    ours.complete(8, sizes.warm_seconds)()
    for _ in range(4):
        _post(ours, ours.form.action, content[:MEBIBYTE])
    for _ in range(sizes.rounds):
        for name, job in jobs.items():
            before = _resting(web)
            rates[name].append(sizes.megabytes / job())
            if name == "ours":
                grown.append(max(kilobytes(pid, "VmHWM") - rested for pid, rested in before.items()))
    rate = {name: median(found) for name, found in rates.items()}
    return _lines(rate, max(grown) / 1024, sizes)


def _resting(web: Running) -> dict[int, int]:
    """Resident kilobytes of each worker, its peak forgotten."""
    for pid in web.children():
        forget_peak(pid)
    return {pid: kilobytes(pid, "VmRSS") for pid in web.children()}


def _lines(rate: dict[str, float], grown: float, sizes: Sizes) -> list[Line]:
    job = f"attachment, {sizes.megabytes} MiB"
    has_size = sizes.megabytes >= 50
    return [
        Line(
            f"{job}: through the form's POST, sealed, hashed, on disk (bare: read by Django, spooled to /tmp)",
            f"{rate['bare']:.0f} MiB/s", f"{rate['ours']:.0f} MiB/s", f"{rate['ours'] / rate['bare']:.2f}",
            ">= 100 MiB/s", rate["ours"] >= 100 if has_size else None,
        ),
        Line(
            f"{job}: the vault's receiver alone (bare: SHA-256 alone)",
            f"{rate['hash']:.0f} MiB/s", f"{rate['sealed']:.0f} MiB/s", f"{rate['sealed'] / rate['hash']:.2f}",
        ),
        Line(
            f"{job}: growth of the worker's memory at its peak", "", f"{grown:.1f} MiB", "",
            f"<= {MAX_GROWTH_MEBIBYTES} MiB", grown <= MAX_GROWTH_MEBIBYTES,
        ),
    ]  # fmt: skip
