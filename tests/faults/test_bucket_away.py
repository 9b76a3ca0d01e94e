"""The object store of sealed files hangs: no file is promised meanwhile, none is lost, and words are taken as ever."""

import time
from collections.abc import Iterator

import pytest

from tests.buckets import ObjectStore
from tests.faults.breakable import PROCESSES, BreakableHouse
from tests.faults.iron import OwnPostgres, OwnRedis
from tests.faults.reckoning import reckon, shown_on_failure
from tests.faults.sources import Crowd
from tests.faults.test_store_away import tell_words
from tests.house import until
from tests.visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.soak, pytest.mark.timeout(400)]
# The worker looks again after hotline/copying.py's STORE_PAUSE, at its next sweep; calls that hang end by themselves.
RECOVERY_SECONDS = 20 + 10 + 30


class BucketHouse(BreakableHouse):
    def __init__(self, postgres: OwnPostgres, redis: OwnRedis, bucket: ObjectStore) -> None:
        self.bucket = bucket
        super().__init__(postgres, redis)

    def _make_settings(self, redis: str) -> dict[str, str]:
        return super()._make_settings(redis) | self.bucket.settings()


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BucketHouse]:
    bucket = ObjectStore(tmp_path_factory.mktemp("bucket"))
    redis, postgres = OwnRedis(tmp_path_factory.mktemp("redis")), OwnPostgres()
    house = BucketHouse(postgres, redis, bucket)
    try:
        house.open(processes=PROCESSES)
        yield house
    finally:
        house.close()
        postgres.stop()
        redis.stop()
        bucket.stop()


def test_the_object_store_hangs_and_goes_on(house: BucketHouse) -> None:
    crowd = Crowd(house, "bucketaway").begin()
    with shown_on_failure("web", "bot", "worker", crowd=crowd):
        until(lambda: crowd.receipts > 4 and crowd.sentences > 6, 90, house.log("web"))
        house.bucket.hang()
        house.wait_until_told("store", 503)
        held = crowd.receipts
        told = tell_words(house)
        time.sleep(8)
        assert crowd.receipts <= held + len(crowd.forms)
        house.bucket.go_on()
        back, held_up = time.monotonic(), house.waiting_files()
        until(lambda: house.readiness()[0] == 200, 60)
        reached = crowd.receipts
        until(lambda: crowd.receipts > reached, 60, "no receipt since")
        house.wait_until_done(held_up)
        recovery = time.monotonic() - back
        crowd.end()
        assert "words alone" in Visitor(house.url).status(told).text
        reckon(crowd, "object store hangs", recovery=recovery).hold()
        assert recovery < RECOVERY_SECONDS
