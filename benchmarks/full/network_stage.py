"""The process that looks at the network: lays it once, measures, prints its lines as JSON."""

import json
from dataclasses import asdict

from benchmarks.full import stage

NODES, LINKS = 100_000, 300_000
LOOKS = 100


def main() -> None:
    stage.enter(_fill)
    from benchmarks import network

    with stage.web() as web:
        lines = network.measure(web.port, LOOKS)
    print(json.dumps([asdict(line) for line in lines]))


def _fill() -> None:
    from benchmarks import network

    network.lay(NODES, LINKS)


if __name__ == "__main__":
    main()
