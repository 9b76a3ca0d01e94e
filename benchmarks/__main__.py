"""`python -m benchmarks`: measures, prints the table, and writes it down."""

import argparse
import signal
import sys
import time

from benchmarks import (
    alerts,
    attachment,
    desk_queue,
    documents,
    finding,
    footprint,
    matching,
    network,
    opened_cases,
    packet,
    photos,
    reading,
    reports,
    stepping,
    table,
    webhook,
)
from benchmarks.ground import Ground, lay_tables, prepared, start_worker
from benchmarks.processes import ROOT, wait_for
from benchmarks.reports import Place
from benchmarks.sizes import QUICK, USUAL, Sizes
from benchmarks.table import Line

RESULTS = ROOT / "benchmarks/RESULTS.md"
LIMIT_MINUTES = 20
JOBS = (
    "reports",
    "webhook",
    "alerts",
    "attachment",
    "queue",
    "cases",
    "documents",
    "finding",
    "photos",
    "packet",
    "network",
    "matching",
    "footprint",
    "reading",
)


class Run:
    """One run: its servers, started where a job needs them, and its lines so far."""

    def __init__(self, ground: Ground, sizes: Sizes) -> None:
        self.ground, self.sizes = ground, sizes
        self.lines: list[Line] = []
        self.web, self.bare_web = ground.web(), ground.bare_web()
        wait_for(self.web, "/en/report/")
        wait_for(self.bare_web, "/report/")
        self.ours = Place(self.web.port, "/en/report/")
        self.bare = Place(self.bare_web.port, "/report/", self.ours.form)

    def do(self, name: str) -> None:
        began = time.monotonic()
        for line in getattr(self, name)():
            self.lines.append(line)
            say(f"  {line.job}: {line.ours} (bare {line.bare or '-'})")
        say(f"{name}: {time.monotonic() - began:.0f} s")

    def reports(self) -> list[Line]:
        return [*reports.measure(self.ours, self.bare, self.sizes), reports.kept(self.ours)]

    def webhook(self) -> list[Line]:
        one, bare_one = self.ground.web("hook", workers=1), self.ground.bare_web("bare-hook", workers=1)
        try:
            wait_for(one, "/en/report/")
            wait_for(bare_one, "/report/")
            lines = webhook.measure(self.ground, one.port, bare_one.port, self.sizes)
            return [*lines, *stepping.measure(one.port, self.sizes)]
        finally:
            one.stop()
            bare_one.stop()

    def alerts(self) -> list[Line]:
        return alerts.measure(self.ground, self.web.port, self.sizes)

    def attachment(self) -> list[Line]:
        return attachment.measure(self.ours, self.bare, self.web, self.sizes)

    def queue(self) -> list[Line]:
        return desk_queue.measure(self.ground, self.web.port, self.sizes)

    def cases(self) -> list[Line]:
        return opened_cases.measure(self.ground, self.web.port, self.bare, self.sizes)

    def documents(self) -> list[Line]:
        return documents.measure(self.sizes)

    def finding(self) -> list[Line]:
        return finding.measure(self.ground, self.sizes)

    def photos(self) -> list[Line]:
        return photos.measure(self.ground, self.sizes)

    def packet(self) -> list[Line]:
        return packet.measure(self.ground, self.sizes)

    def network(self) -> list[Line]:
        network.lay(self.sizes.nodes, 3 * self.sizes.nodes)
        return network.measure(self.web.port, self.sizes.looks)

    def matching(self) -> list[Line]:
        return matching.measure(self.sizes.entities, self.sizes.looks)

    def reading(self) -> list[Line]:
        return reading.measure()

    def footprint(self) -> list[Line]:
        form = self.ours.form
        return [
            *footprint.page(self.ours),
            *footprint.memory(self.web, self.bare_web),
            *footprint.cold_start(self.ground, form.path, self.sizes),
        ]


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    options = _options()
    # A run that is told to end stops its servers on the way out, as one that is interrupted does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    sizes, began = QUICK if options.quick else USUAL, time.monotonic()
    folder = ROOT / "var" / ("bench-quick" if options.quick else "bench")
    with prepared(folder) as ground:
        lay_tables(ground)
        worker = start_worker(ground)
        run = Run(ground, sizes)
        for job in options.only or JOBS:
            run.do(job)
        if worker.process.poll() is not None:
            raise RuntimeError(f"the task worker ended:\n{worker.last_words()}")
        notes = table.machine({"Database": ground.fsync(), "Broker": ground.broker, "Web": WEB})
    if not options.only:
        run.lines.append(_whole((time.monotonic() - began) / 60))
    found = table.render(run.lines, notes)
    print(found)
    if options.keep and options.only:
        title = f"Measured by itself: {', '.join(options.only)}"
        table.keep_section(RESULTS, title, found, f"python -m benchmarks --keep --only {' --only '.join(options.only)}")
    elif not options.quick and not options.only:
        table.keep(RESULTS, found, "make bench")
    return 0


def _whole(minutes: float) -> Line:
    return Line(
        "all of this, from an empty database", "", f"{minutes:.1f} min", "", f"<= {LIMIT_MINUTES} min",
        minutes <= LIMIT_MINUTES,
    )  # fmt: skip


WEB = "gunicorn, gthread, 2 workers of 4 threads unless a line says otherwise; client and server on this machine"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="one short round of each: shows that it works, writes nothing"
    )
    parser.add_argument("--only", action="append", choices=JOBS, help="this job alone; can be repeated; writes nothing")
    parser.add_argument("--keep", action="store_true", help="with --only: write its results as a section of their own")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
