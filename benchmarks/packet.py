"""A large case made into a packet, against the raw pass over the same exhibits: decrypt, SHA-256, stored zip."""

import json
import subprocess
import sys
from collections.abc import Mapping
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.processes import ROOT
from benchmarks.table import Line

if TYPE_CHECKING:
    from benchmarks.ground import Ground
    from benchmarks.sizes import Sizes

EXHIBITS = 200
MAX_MEMORY_MEBIBYTES = 200
LEAST_RATIO = 0.5


def measure(ground: "Ground", sizes: "Sizes") -> list[Line]:
    return packed(ground.environment, sizes.packet_exhibits, sizes.packet_megabytes, sizes.rounds)


def packed(environment: Mapping[str, str], exhibits: int, megabytes: int, rounds: int) -> list[Line]:
    """Each round packs the same case anew in a process of its own, and makes the raw pass right after."""
    ids = _look(environment, "benchmarks.packet_case", exhibits, megabytes, rounds)
    found = [_look(environment, "benchmarks.packet_stage", each) for each in ids]
    rate = {name: median(each["bytes"] / 2**20 / each[name] for each in found) for name in ("raw", "built")}
    ratio = median(each["raw"] / each["built"] for each in found)
    peak = max(each["peak"] for each in found) / 1024
    job = f"packet of {exhibits} exhibits, {found[0]['bytes'] / 2**20:.0f} MiB"
    is_large = megabytes >= 100
    return [
        Line(
            f"{job}: papers set, bytes watched, bagged, sealed (bare: decrypt, SHA-256, stored zip)",
            f"{rate['raw']:.0f} MiB/s", f"{rate['built']:.0f} MiB/s", f"{ratio:.2f}", f">= {LEAST_RATIO}",
            ratio >= LEAST_RATIO if is_large else None,
        ),
        Line(
            f"{job}: memory of the process at its peak", "", f"{peak:.0f} MiB", "", f"<= {MAX_MEMORY_MEBIBYTES} MiB",
            peak <= MAX_MEMORY_MEBIBYTES,
        ),
    ]  # fmt: skip


def _look(environment: Mapping[str, str], module: str, *words: object) -> Any:
    """Run a module in a process of its own. Returns: what it prints, as JSON. Raises: RuntimeError where it fails."""
    command = [sys.executable, "-m", module, *map(str, words)]
    ran = subprocess.run(command, cwd=ROOT, env=dict(environment), stdout=subprocess.PIPE, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"{module} ended with {ran.returncode}")
    return json.loads(ran.stdout)
