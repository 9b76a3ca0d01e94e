"""PostgreSQL dies in the middle of requests and comes back: whoever got a receipt has a tip, and nobody has two."""

import threading
import time

import psycopg
import pytest

from tests.faults.breakable import BreakableHouse
from tests.faults.reckoning import reckon, shown_on_failure
from tests.faults.sources import Crowd
from tests.house import until

pytestmark = [pytest.mark.e2e, pytest.mark.soak, pytest.mark.timeout(400)]
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
DOWN_SECONDS = 6.0
# The pool asks anew about once a second, the bot too.
RECOVERY_SECONDS = 15.0


def test_postgres_restarted_in_mid_request(breakable_house: BreakableHouse) -> None:
    house, crowd = breakable_house, Crowd(breakable_house, "pgdown").begin(forms=3)
    with shown_on_failure("web", "bot", "bot2", "worker", crowd=crowd):
        until(lambda: crowd.receipts > 4 and crowd.sentences > 6, 60, house.log("web"))
        _crash_in_mid_request(house)
        house.wait_until_told("database", 503)
        time.sleep(DOWN_SECONDS)
        reached = crowd.receipts
        house.postgres.come_back()
        back = time.monotonic()
        until(lambda: house.readiness()[0] == 200, 60, f"not ready: {house.readiness()}")
        until(lambda: crowd.receipts > reached, 60, "no receipt since")
        until(lambda: not house.one("SELECT count(*) FROM bots_incomingupdate"), 90, house.log("bot"))
        recovery = time.monotonic() - back
        crowd.end()
        reckon(crowd, "PostgreSQL crashed in mid-request", recovery=recovery).hold()
        assert recovery < RECOVERY_SECONDS


def _crash_in_mid_request(house: BreakableHouse) -> None:
    """With requests that wait at a lock, inside their transactions."""
    with psycopg.connect(house.owner_url) as server:
        server.execute("LOCK TABLE hotline_tip IN SHARE MODE")
        until(lambda: house.one(WAITING), 60, house.log("web"))
        crashing = threading.Thread(target=house.postgres.crash)
        crashing.start()
        crashing.join(30)
        server.close()
