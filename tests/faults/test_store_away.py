"""The folder of sealed files goes away, as an unmounted disk does: nothing is put in its place, none is given up."""

import os
import time
from pathlib import Path

import pytest

from tests.faults.breakable import BreakableHouse
from tests.faults.reckoning import reckon_store, shown_on_failure
from tests.faults.sources import Crowd, tell_words
from tests.house import until

pytestmark = [pytest.mark.e2e, pytest.mark.soak, pytest.mark.timeout(400)]
# The worker looks again after hotline/copying.py's STORE_PAUSE, at its next sweep.
RECOVERY_SECONDS = 20 + 10 + 15


def test_the_store_is_away_and_back(breakable_house: BreakableHouse) -> None:
    house, crowd = breakable_house, Crowd(breakable_house, "storeaway").begin()
    store = Path(house.settings["FILE_STORE"])
    aside = store.with_name("files-away")
    with shown_on_failure("web", "bot", "worker", crowd=crowd):
        until(lambda: crowd.receipts > 4 and crowd.sentences > 6, 60, house.log("web"))
        held = crowd.receipts
        os.rename(store, aside)
        house.wait_until_told("store", 503)
        # As a mount point without its disk.
        store.mkdir(mode=0o700)
        house.wait_until_told("store", 503)
        # Words alone are taken as ever; a file is not, and nobody is told that it was.
        told = tell_words(house)
        time.sleep(4)
        assert crowd.receipts <= held + len(crowd.forms)
        assert not list(store.iterdir()), "something was stored where the disk is missing"
        store.rmdir()
        os.rename(aside, store)
        back, held_up = time.monotonic(), house.waiting_files()
        reckon_store(crowd, "file store away", told, since=back, held_up=held_up, within=RECOVERY_SECONDS)
