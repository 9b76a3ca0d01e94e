"""A large case made into a packet, against the raw pass over the same exhibits: decrypt, SHA-256, stored zip."""

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.processes import ROOT, children, kilobytes
from benchmarks.table import Line

if TYPE_CHECKING:
    from benchmarks.ground import Ground
    from benchmarks.sizes import Sizes

EXHIBITS = 200
MAX_MEMORY_MEGABYTES = 200  # 10^6 bytes
LEAST_RATIO = 0.5
MAX_SECONDS_OF_50_PAGES = 10
LOOK_SECONDS = 0.2  # looking at memory costs the process that is looked at


def measure(ground: "Ground", sizes: "Sizes") -> list[Line]:
    return packed(ground.environment, sizes.packet_exhibits, sizes.packet_megabytes, sizes.rounds)


def packed(environment: Mapping[str, str], exhibits: int, megabytes: int, rounds: int) -> list[Line]:
    """Each round packs the same case anew in a process of its own, and makes the raw pass right after."""
    ids = _look(environment, "benchmarks.packet_case", exhibits, megabytes, rounds)
    stages = [_watched(environment, each) for each in ids]
    found = [stage for stage, _all in stages]
    rate = {name: median(each["bytes"] / 2**20 / each[name] for each in found) for name in ("raw", "built")}
    ratio = median(each["raw"] / each["built"] for each in found)
    peak, beside = (
        1024 * max(each) / 1e6 for each in ([stage["peak"] for stage in found], [each for _, each in stages])
    )
    job = f"packet of {exhibits} exhibits, {found[0]['bytes'] / 2**20:.0f} MiB"
    pages, papers = found[0]["pages"], median(each["papers"] for each in found)
    is_large = megabytes >= 100
    return [
        Line(
            f"{job}: papers set, bytes watched, bagged, sealed (bare: decrypt, SHA-256, stored zip)",
            f"{rate['raw']:.0f} MiB/s", f"{rate['built']:.0f} MiB/s", f"{ratio:.2f}", f">= {LEAST_RATIO}",
            ratio >= LEAST_RATIO if is_large else None,
        ),
        Line(
            f"{job}: memory of the process at its peak", "", f"{peak:.0f} MB", "", f"<= {MAX_MEMORY_MEGABYTES} MB",
            peak <= MAX_MEMORY_MEGABYTES,
        ),
        Line(
            f"{job}: with the press, a process that ends with each document, beside it (shared pages once)", "",
            f"{beside:.0f} MB", "", "-",
        ),
        Line(
            f"{job}: its papers alone, {pages} pages of PDF", "", f"{papers:.1f} s", "",
            f"50 pages < {MAX_SECONDS_OF_50_PAGES} s", papers * 50 / pages < MAX_SECONDS_OF_50_PAGES,
        ),
    ]  # fmt: skip


def _look(environment: Mapping[str, str], module: str, *words: object) -> Any:
    """Run a module in a process of its own. Returns: what it prints, as JSON. Raises: RuntimeError where it fails."""
    return _said(_started(environment, module, *words), module)


def _watched(environment: Mapping[str, str], packet: object) -> tuple[Any, int]:
    """Build one packet. Returns: what its process prints; kilobytes that it and its children held at most (PSS)."""
    running, most = _started(environment, "benchmarks.packet_stage", packet), 0
    while running.poll() is None:
        most = max(most, sum(map(_held, [running.pid, *children(running.pid)])))
        time.sleep(LOOK_SECONDS)
    return _said(running, "benchmarks.packet_stage"), most


def _held(pid: int) -> int:
    try:
        return kilobytes(pid, "Pss")
    except (OSError, RuntimeError):  # it has just ended
        return 0


def _started(environment: Mapping[str, str], module: str, *words: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", module, *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, env=dict(environment), stdout=subprocess.PIPE, text=True)


def _said(running: "subprocess.Popen[str]", module: str) -> Any:
    out, _err = running.communicate()
    if running.returncode:
        raise RuntimeError(f"{module} ended with {running.returncode}")
    return json.loads(out)
