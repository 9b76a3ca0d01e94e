"""The object store of sealed files hangs: no file is promised meanwhile, none is lost, and words are taken as ever."""

import time

import pytest

from tests.buckets import ObjectStore
from tests.faults.breakable import BreakableHouse, breakable
from tests.faults.reckoning import reckon_store, shown_on_failure
from tests.faults.sources import Crowd, tell_words
from tests.house import until

pytestmark = [pytest.mark.e2e, pytest.mark.soak, pytest.mark.timeout(400)]
# The worker looks again after hotline/copying.py's STORE_PAUSE, at its next sweep; calls that hang end by themselves.
RECOVERY_SECONDS = 20 + 10 + 30


def test_the_object_store_hangs_and_goes_on(tmp_path_factory: pytest.TempPathFactory) -> None:
    bucket = ObjectStore(tmp_path_factory.mktemp("bucket"))
    try:
        with breakable(tmp_path_factory, told=bucket.settings()) as house:
            _hang(house, bucket)
    finally:
        bucket.stop()


def _hang(house: BreakableHouse, bucket: ObjectStore) -> None:
    crowd = Crowd(house, "bucketaway").begin()
    with shown_on_failure("web", "bot", "worker", crowd=crowd):
        until(lambda: crowd.receipts > 4 and crowd.sentences > 6, 90, house.log("web"))
        bucket.hang()
        house.wait_until_told("store", 503)
        held = crowd.receipts
        told = tell_words(house)
        time.sleep(8)
        assert crowd.receipts <= held + len(crowd.forms)
        bucket.go_on()
        back, held_up = time.monotonic(), house.waiting_files()
        reckon_store(crowd, "object store hangs", told, since=back, held_up=held_up, within=RECOVERY_SECONDS)
