"""The process that looks at a million persons and things: lays them once, measures, prints its lines as JSON."""

import sys
from dataclasses import asdict
from typing import Any

from benchmarks.full import stage

AMOUNT = 1_000_000
ASKED = 300


def fill() -> None:
    from benchmarks import matching

    matching.lay(AMOUNT, *matching._ground())


def look() -> list[dict[str, Any]]:
    from benchmarks import matching

    stage.into_memory("intel_entity", "intel_fact", "intel_matchkey")
    return [asdict(line) for line in matching.measure(AMOUNT, ASKED)]


if __name__ == "__main__":
    sys.exit(stage.main(fill, look))
