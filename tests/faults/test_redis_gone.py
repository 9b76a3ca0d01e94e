"""Redis is killed and comes back empty: people notice nothing, and what waited is taken up again."""

import time

import pytest

from tests.faults.breakable import BreakableHouse
from tests.faults.reckoning import reckon
from tests.faults.sources import Crowd
from tests.house import until

pytestmark = [pytest.mark.e2e, pytest.mark.soak, pytest.mark.timeout(400)]


def test_redis_killed_and_back(breakable_house: BreakableHouse) -> None:
    house, crowd = breakable_house, Crowd(breakable_house, "redisgone").begin()
    until(lambda: crowd.receipts > 4 and crowd.sentences > 6, 60, house.log("web"))
    house.redis.crash()
    reached = crowd.receipts
    until(lambda: crowd.receipts > reached + 6, 60, house.log("web"))
    status, parts = house.readiness()
    assert (status, parts["redis"]) == (200, "failing")
    house.redis.come_back()
    back, held_up = time.monotonic(), house.waiting_files()
    until(lambda: house.readiness()[1].get("redis") == "ok", 30)
    # Whatever was told meanwhile gets its copies by itself: the worker has found the way back.
    house.wait_until_done(held_up)
    recovery = time.monotonic() - back
    crowd.end()
    reckon(crowd, "Redis killed and back", recovery=recovery).hold()
