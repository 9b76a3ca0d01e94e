"""`python -m benchmarks.full`: figures at a million rows, on data sets that are laid once and kept."""

import argparse
import os
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType

from benchmarks import table
from benchmarks.full import growth, marks, matching, network, packets, queue, stage
from benchmarks.ground import Ground, kept
from benchmarks.processes import ROOT
from benchmarks.table import Line

FOLDER = ROOT / "var/bench-full"
RESULTS = ROOT / "benchmarks/RESULTS.md"
# The one that takes longest to lay comes first.
JOBS: dict[str, ModuleType] = {
    "growth": growth,
    "queue": queue,
    "marks": marks,
    "matching": matching,
    "network": network,
    "packets": packets,
}
LIMIT_MINUTES = 90
LAID_AT_ONCE = 2


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.full", description=__doc__)
    parser.add_argument("--only", action="append", choices=JOBS, help="this job alone; can be repeated")
    parser.add_argument("--lay", action="store_true", help="lay the data sets, and measure nothing")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    began, names = time.monotonic(), options.only or list(JOBS)
    with kept(FOLDER) as ground:
        _lay(ground, names)
        laid = time.monotonic()
        for name in [] if options.lay else names:
            _measure(ground, name)
    if not options.only and not options.lay:
        _keep_time(laid - began, time.monotonic() - laid)
    return 0


def _lay(ground: Ground, names: list[str]) -> None:
    """Lay what is missing, two at once: nothing is measured meanwhile."""

    def one(name: str, database: str) -> None:
        began = time.monotonic()
        stage.lay(ground, database, JOBS[name].STAGE)
        print(f"{database} laid: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)

    sets = [(name, database) for name in names for database in JOBS[name].DATABASES]
    with ThreadPoolExecutor(LAID_AT_ONCE) as pool:
        try:
            list(pool.map(lambda each: one(*each), sets))
        except BaseException:  # one failed, or we were told to end: the others end, too
            pool.shutdown(wait=False, cancel_futures=True)
            stage.stop()
            raise


def _measure(ground: Ground, name: str) -> None:
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    began = time.monotonic()
    lines = JOBS[name].measure(ground)
    print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    found = table.render(lines, table.machine({"Database": ground.fsync(), "Load before": load}))
    print(found)
    # Each job its own section: one that is measured again leaves the others as they were.
    table.keep_section(RESULTS, f"A million rows: {name}", found, f"python -m benchmarks.full --only {name}")


def _keep_time(laying: float, measuring: float) -> None:
    minutes = (laying + measuring) / 60
    line = Line(
        "make bench-full, from its data sets to its figures", "",
        f"{minutes:.0f} min: {laying / 60:.0f} to lay what was missing, {measuring / 60:.0f} to measure", "",
        f"<= {LIMIT_MINUTES} min", minutes <= LIMIT_MINUTES,
    )  # fmt: skip
    table.keep_section(RESULTS, "A million rows: time", table.render([line], table.machine({})), "make bench-full")


if __name__ == "__main__":
    sys.exit(main())
