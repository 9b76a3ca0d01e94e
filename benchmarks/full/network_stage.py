"""The process that looks at the network: lays it once, measures, prints its lines as JSON."""

import sys
from dataclasses import asdict
from typing import Any

from benchmarks.full import stage

NODES, LINKS = 100_000, 300_000
LOOKS = 100


def fill() -> None:
    from benchmarks import network

    network.lay(NODES, LINKS)


def look() -> list[dict[str, Any]]:
    from benchmarks import network

    with stage.web() as web:
        return [asdict(line) for line in network.measure(web.port, LOOKS)]


if __name__ == "__main__":
    sys.exit(stage.main(fill, look))
