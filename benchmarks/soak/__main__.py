"""`python -m benchmarks.soak`: calls the running house in every wrong way, and writes down what came back."""

import argparse
import os
import random
import signal
import sys
import time

from benchmarks import table
from benchmarks.ground import TELEGRAM_SECRET, TELEGRAM_TOKEN, Ground, lay_tables, prepared, start_worker
from benchmarks.processes import ROOT, Running, free_port, wait_for
from benchmarks.soak import described, fuzzing, stage
from benchmarks.soak.tally import Tally, tracebacks
from benchmarks.table import Line

CALLS = 20_000
# The share of schemathesis: three operations know fewer ways to go wrong than thirty pages.
DESCRIBED_SHARE = 0.15
# Its phases make about so many calls for each example that it is asked for.
CALLS_AN_EXAMPLE = 10
MINUTES = 40
SHOWN = 40


def main() -> int:
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    print(f"seed {options.seed}", file=sys.stderr, flush=True)
    with prepared(ROOT / "var/soak") as ground:
        web, others = _open(ground)
        began = time.monotonic()
        tally = soak(web, ground, calls=options.calls, seed=options.seed, until=began + options.minutes * 60)
        seconds = time.monotonic() - began
        tally.broken += [f"{each.name} ended" for each in (web, *others) if each.process.poll() is not None]
        tally.broken += tracebacks(ground.folder)
        notes = table.machine({"Seed": str(options.seed), "Broker": ground.broker})
    found = table.render(_lines(tally, options.calls, seconds), notes)
    print(found)
    for each in tally.broken[:SHOWN]:
        print(each, file=sys.stderr)
    if not options.no_record:
        table.keep_section(ROOT / "benchmarks/RESULTS.md", "Soak", found, "make soak")
    return 1 if tally.broken or tally.server_errors or tally.calls < options.calls else 0


def _open(ground: Ground) -> tuple[Running, list[Running]]:
    """Every process of the house, and a Telegram to talk to."""
    telegram = free_port()
    ground.environment |= {
        "PARTNER_CALLS_A_MINUTE": "1000000",
        "TELEGRAM_API_URL": f"http://127.0.0.1:{telegram}",
    }
    lay_tables(ground)
    emulator = [sys.executable, "-m", "bots.telegram.emulator", "--token", TELEGRAM_TOKEN, "--port", str(telegram)]
    others = [ground.run("telegram", emulator), start_worker(ground)]
    bot = [sys.executable, "manage.py", "run_telegram_bot", "--mode", "webhook"]
    others.append(ground.run("bot", bot))
    web = ground.web()
    wait_for(web, "/en/report/")
    return web, others


def soak(web: Running, ground: Ground, *, calls: int, seed: int, until: float) -> Tally:
    """schemathesis first; the form fuzzer fills up the number. Django is set up in this process."""
    key, tips = stage.partner()
    tally = described.run(
        f"http://127.0.0.1:{web.port}",
        key,
        examples=max(2, int(calls * DESCRIBED_SHARE) // CALLS_AN_EXAMPLE),
        seed=seed,
        seconds=int(until - time.monotonic()),
        folder=ground.folder,
    )
    print(f"schemathesis: {tally.calls} calls", file=sys.stderr, flush=True)
    known = fuzzing.learn(web.port, key=key, hook_secret=TELEGRAM_SECRET, tips=tips)
    known.link, known.visit = stage.visit(web.port)
    tally.add(fuzzing.fuzz(web.port, known, calls=max(0, calls - tally.calls), seed=seed, until=until))
    return tally


def _lines(tally: Tally, wanted: int, seconds: float) -> list[Line]:
    kinds = ", ".join(f"{kind} {count}" for kind, count in tally.by_kind.most_common())
    return [
        Line("soak: calls", "", f"{tally.calls} in {seconds:.0f} s", "", f">= {wanted}", tally.calls >= wanted),
        Line("soak: answers with 5xx", "", str(tally.server_errors), "", "0", tally.server_errors == 0),
        Line("soak: failed checks, tracebacks, dead processes", "", str(len(tally.broken)), "", "0", not tally.broken),
        Line("soak: answers by status", "", tally.statuses()),
        Line("soak: calls by kind", "", kinds),
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--calls", type=int, default=int(os.environ.get("SOAK_CALLS") or CALLS))
    parser.add_argument(
        "--seed", type=int, default=random.SystemRandom().randrange(10**6), help="repeats a run's shots"
    )
    parser.add_argument("--minutes", type=float, default=MINUTES, help="end after so long, though calls are missing")
    parser.add_argument("--no-record", action="store_true", help="write nothing down")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
