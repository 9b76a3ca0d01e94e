"""The process that looks at a million persons and things: lays them once, measures, prints its lines as JSON."""

import json
from dataclasses import asdict

from benchmarks.full import stage

AMOUNT = 1_000_000
ASKED = 300


def main() -> None:
    stage.enter(_fill)
    stage.into_memory("intel_entity", "intel_fact", "intel_matchkey")
    from benchmarks import matching

    print(json.dumps([asdict(line) for line in matching.measure(AMOUNT, ASKED)]))


def _fill() -> None:
    from benchmarks import matching

    matching.lay(AMOUNT, *matching._ground())


if __name__ == "__main__":
    main()
