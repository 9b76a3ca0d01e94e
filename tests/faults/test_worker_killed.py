"""The workers of tasks die in the middle of a file: it gets its one copy from whoever comes next."""

import os
import time

import pytest

from tests.faults.breakable import BreakableHouse
from tests.faults.reckoning import LOG, reckon, shown_on_failure
from tests.faults.sources import Crowd
from tests.house import until

pytestmark = [pytest.mark.e2e, pytest.mark.soak, pytest.mark.timeout(400)]
IN_HAND = "SELECT count(*) FROM hotline_attachment WHERE state = 'waiting' AND next_try_at > now()"
# A dead worker's file is given back by the clock (hotline/copying.py, LEASE), and taken up by the next sweep.
RECOVERY_SECONDS = 45 + 10 + 60


def test_a_worker_killed_in_mid_file(breakable_house: BreakableHouse) -> None:
    house, crowd = breakable_house, Crowd(breakable_house, "midfile").begin(forms=3)
    with shown_on_failure("worker", "beat", crowd=crowd):
        until(lambda: crowd.receipts > 4 and crowd.sentences > 6, 60, house.log("web"))
        until(lambda: house.one(IN_HAND), 60, house.log("worker"))
        house.kill("worker")
        held = [row for (row,) in house.rows("SELECT id FROM hotline_attachment WHERE state = 'waiting'")]
        assert held
        died = time.monotonic()
        house.start("worker")
        if not os.environ.get(LOG):
            # As if the dead worker's time were over. `make soak` waits for it, to say how long that is.
            with house.as_owner() as server:
                server.execute("UPDATE hotline_attachment SET next_try_at = now() WHERE state = 'waiting'")
        crowd.end()
        house.wait_until_done(held)
        recovery = time.monotonic() - died
        reckon(crowd, "worker killed in mid-file", recovery=recovery).hold()
        rows = "SELECT count(*), count(DISTINCT copy_id) FROM hotline_attachment WHERE id = ANY(%s)"
        assert house.rows(rows, held) == [(len(held), len(held))]
        assert recovery < RECOVERY_SECONDS
