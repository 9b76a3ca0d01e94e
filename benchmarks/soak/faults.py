"""`python -m benchmarks.soak.faults`: breaks the house again and again, and writes down what was lost, doubled, and how
long it took to come back."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks import table
from benchmarks.processes import ROOT
from benchmarks.table import Line

ROUNDS = 10
FAULTS = (
    "redis_gone", "postgres_gone", "worker_killed", "disk_full", "store_away", "bucket_away", "telegram_down",
    "half_upload", "many_processes",
)  # fmt: skip
TITLE = "Soak: faults"
KEPT = ROOT / "var/soak/faults.ndjson"


def main() -> int:
    options = _options()
    if options.anew:
        KEPT.unlink(missing_ok=True)
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    failed = [number for number in range(options.rounds) if not _round(number, options.only)]
    rounds = _read(KEPT)
    notes = table.machine({"Rounds of the suite that failed in this run": f"{len(failed)} of {options.rounds}"})
    found = table.render(_lines(rounds), notes)
    print(found)
    if not options.no_record:
        table.keep_section(ROOT / "benchmarks/RESULTS.md", TITLE, found, "make soak")
    return 1 if failed else 0


def _round(number: int, only: list[str]) -> bool:
    """Each fault once, on a house of its own. Returns: whether all of them passed."""
    files = [f"tests/faults/test_{name}.py" for name in FAULTS if not only or name in only]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    environment |= {"HORNBILL_FAULT_LOG": str(KEPT)}
    words = [sys.executable, "-m", "pytest", "-q", "-m", "soak", "-p", "no:cacheprovider", *files]
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(words, cwd=ROOT, env=environment, stdout=said, stderr=said, check=False)
        said.seek(0)
        lines = said.read().decode(errors="replace").splitlines()
    print(f"round {number + 1}: {lines[-1] if lines else done.returncode}", flush=True)
    if done.returncode:
        kept = KEPT.with_name(f"round-{number + 1}.log")
        kept.write_text("\n".join(lines))
        print("\n".join([*lines[-40:], f"the whole of it: {kept}"]), file=sys.stderr, flush=True)
    return not done.returncode


def _read(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def _lines(rounds: list[dict[str, Any]]) -> list[Line]:
    by_fault: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in rounds:
        by_fault[each["fault"]].append(each)
    return [_line(fault, found) for fault, found in by_fault.items()]


def _line(fault: str, found: list[dict[str, Any]]) -> Line:
    lost, doubled = (sum(len(each[name]) for each in found) for name in ("lost", "doubled"))
    promised = {name: sum(each[name] for each in found) for name in ("receipts", "sentences", "files")}
    back = [each["recovery"] for each in found]
    said = (
        f"{len(found)} rounds: {promised['receipts']} receipts, {promised['sentences']} sentences in chats, "
        f"{promised['files']} files; lost {lost}, doubled {doubled}; "
        f"back after {statistics.median(back):.1f} s, at most {max(back):.1f} s"
    )
    return Line(fault, "", said, "", "lost 0, doubled 0", not lost and not doubled)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak.faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("SOAK_ROUNDS") or ROUNDS))
    parser.add_argument("--only", nargs="*", choices=FAULTS, default=[])
    parser.add_argument("--anew", action="store_true", help="forget the rounds of earlier runs")
    parser.add_argument("--no-record", action="store_true", help="write nothing down")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
