"""How much a run does: enough for a figure, or just enough to see that it works."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    rounds: int
    seconds: float
    warm_seconds: float
    posts: int
    updates: int
    chats: int
    inserts: int
    megabytes: int
    tips: int
    looks: int
    marked: int
    retold: int
    pictures: int
    scenes: int
    packet_exhibits: int
    packet_megabytes: int
    entities: int
    nodes: int  # of the network, with three links for each
    alerts: int  # of cameras, in a burst
    cases: int  # that a case is opened among, at last
    documents: int  # how often each is made


QUICK = Sizes(
    rounds=3,  # the median of one round is whatever else the machine did in that second
    seconds=0.4,
    warm_seconds=0.3,
    posts=4,
    updates=100,
    chats=10,
    inserts=100,
    megabytes=2,
    tips=200,
    looks=5,
    marked=300,
    retold=5,
    pictures=300,
    scenes=4,
    packet_exhibits=4,
    packet_megabytes=2,
    entities=400,
    nodes=300,
    alerts=20,
    cases=300,
    documents=1,
)
USUAL = Sizes(
    rounds=3,
    seconds=5.0,
    warm_seconds=2.0,
    posts=80,
    updates=1000,
    chats=100,
    inserts=1500,
    megabytes=50,
    tips=10_000,
    looks=60,
    marked=100_000,
    retold=200,
    pictures=20_000,
    scenes=60,
    packet_exhibits=200,
    packet_megabytes=200,
    entities=20_000,
    nodes=10_000,
    alerts=200,
    cases=100_000,
    documents=5,
)
