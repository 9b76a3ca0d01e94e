"""Photos and tips told again among the marks of a million pictures and a million tips."""

from benchmarks.full import stage
from benchmarks.ground import Ground
from benchmarks.table import Line

STAGE = "benchmarks.full.marks_stage"
DATABASES = ("marks_1m",)


def measure(ground: Ground) -> list[Line]:
    return [Line(**each) for each in stage.look(ground, DATABASES[0], STAGE)]
