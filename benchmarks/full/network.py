"""The network around somebody among 100,000 persons and things with 300,000 links, and all of it worked through."""

from benchmarks.full import stage
from benchmarks.ground import Ground
from benchmarks.table import Line

STAGE = "benchmarks.full.network_stage"
DATABASES = ("network_100k",)


def measure(ground: Ground) -> list[Line]:
    return [Line(**each) for each in stage.look(ground, DATABASES[0], STAGE)]
