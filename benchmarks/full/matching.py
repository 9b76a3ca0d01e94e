"""Who could be the same as a new person, among a million persons and things."""

from benchmarks.full import stage
from benchmarks.ground import Ground
from benchmarks.table import Line

STAGE = "benchmarks.full.matching_stage"
DATABASES = ("matching_1m",)


def measure(ground: Ground) -> list[Line]:
    return [Line(**each) for each in stage.look(ground, DATABASES[0], STAGE)]
