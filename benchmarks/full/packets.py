"""A case of 200 exhibits and 1 GB made into a packet; the case is laid anew each time, since its files are not kept."""

from benchmarks import packet
from benchmarks.full import stage
from benchmarks.ground import Ground
from benchmarks.table import Line
from config.embedded import postgres

EXHIBITS, MEGABYTES, ROUNDS = 200, 1000, 3
DATABASE = "packets_1gb"
DATABASES = ()  # none is kept


def measure(ground: Ground) -> list[Line]:
    stage.make_empty(ground, DATABASE)
    environment = ground.environment | {
        "DATABASE_URL": ground.cluster.url(database=DATABASE),
        "DATABASE_OWNER_URL": ground.cluster.url(postgres.OWNER, DATABASE),
    }
    return packet.packed(environment, EXHIBITS, MEGABYTES, ROUNDS)
