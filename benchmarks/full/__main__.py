"""`python -m benchmarks.full`: figures at a million rows, on data sets that are built once and kept."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable

from benchmarks import table
from benchmarks.full import growth, marks, matching, network, packets, queue
from benchmarks.ground import Ground, kept
from benchmarks.processes import ROOT
from benchmarks.table import Line

FOLDER = ROOT / "var/bench-full"
RESULTS = ROOT / "benchmarks/RESULTS.md"
JOBS: dict[str, Callable[[Ground], list[Line]]] = {
    "queue": queue.measure,
    "marks": marks.measure,
    "packets": packets.measure,
    "matching": matching.measure,
    "network": network.measure,
    "growth": growth.measure,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.full", description=__doc__)
    parser.add_argument("--only", action="append", choices=JOBS, help="this job alone; can be repeated")
    chosen = parser.parse_args().only
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with kept(FOLDER) as ground:
        for name in chosen or JOBS:
            load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
            began = time.monotonic()
            lines = JOBS[name](ground)
            print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
            found = table.render(lines, table.machine({"Database": ground.fsync(), "Load before": load}))
            print(found)
            # Each job its own section: one that is measured again leaves the others as they were.
            table.keep_section(RESULTS, f"A million rows: {name}", found, f"python -m benchmarks.full --only {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
