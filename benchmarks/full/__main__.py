"""`make bench-full`: figures at a million rows."""

import sys

from benchmarks.full import stage
from benchmarks.ground import kept
from benchmarks.processes import ROOT

FOLDER = ROOT / "var/bench-full"


def main() -> int:
    with kept(FOLDER) as ground:
        for db in sys.argv[1:]:
            print(stage.look(ground, db, "benchmarks.full.queue_stage"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
