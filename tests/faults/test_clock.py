"""The clock jumps, an hour ahead, an hour back, a year ahead: people go on, nothing waits for the lost hour, and no
calendar that nobody has looked at destroys anything."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.breakable import BreakableHouse
from tests.faults.reckoning import reckon, shown_on_failure
from tests.faults.sources import Crowd
from tests.house import until

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(400)]
LIBRARY = "/usr/lib/*/faketime/libfaketime.so.1"
FAKED = ("web", "worker", "beat", "bot", "bot2")
HOUR, YEAR = 3600, 400 * 86400
RECOVERY_SECONDS = 20.0
UNLINKED = "SELECT (SELECT count(*) FROM staff_auditentry) - (SELECT count(*) FROM staff_auditlink)"


class WallClock:
    """The clock on the wall of all our processes; the one that only counts seconds goes on as it is."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.set(0)

    def set(self, seconds: int) -> None:
        """Ahead of the true time by so many seconds, from this moment on."""
        part = self._file.with_suffix(".part")
        part.write_text(f"{seconds:+d}\n")
        part.rename(self._file)


@pytest.fixture(scope="module")
def wall_clock(breakable_house: BreakableHouse) -> Iterator[WallClock]:
    house, found = breakable_house, sorted(Path("/").glob(LIBRARY.lstrip("/")))
    if not found:
        pytest.skip("there is no libfaketime: install faketime")
    clock, plain = WallClock(house.folder / "clock"), dict(house.settings)
    (house.folder / "clock").chmod(0o644)
    house.settings |= {
        "LD_PRELOAD": str(found[0]),
        "FAKETIME_TIMESTAMP_FILE": str(house.folder / "clock"),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
    }
    _restart(house)
    try:
        yield clock
    finally:
        house.settings = plain
        _restart(house)


def _restart(house: BreakableHouse) -> None:
    for name in FAKED:
        house.restart(name)
    house.wait_until_ready()


@pytest.mark.parametrize(
    ("fault", "seconds"),
    [("clock an hour ahead", HOUR), ("clock an hour back", -HOUR), ("clock a year ahead", YEAR)],
    ids=["ahead", "back", "year"],
)
def test_the_clock_jumps(breakable_house: BreakableHouse, wall_clock: WallClock, fault: str, seconds: int) -> None:
    # A year later a chat's draft is one that was forgotten, and its messages are past keeping: as they should be.
    house, chats = breakable_house, 0 if seconds == YEAR else 3
    crowd = Crowd(house, f"clock{seconds % 1000003}").begin(chats=chats)
    _come_round(house)
    tips = house.one("SELECT count(*) FROM hotline_tip WHERE status <> 'purged'")
    with shown_on_failure("web", "bot", "bot2", "beat", "worker", crowd=crowd):
        until(lambda: crowd.receipts > 4 and crowd.sentences >= 2 * chats, 60, house.log("web"))
        wall_clock.set(seconds)
        jumped = time.monotonic()
        assert house.readiness()[0] == 200
        reached = crowd.receipts
        until(lambda: crowd.receipts > reached + 2, 60, "no receipt since")
        # Beat goes on: the chain of the audit is linked by it alone.
        until(lambda: house.one(UNLINKED) < 10, 60, house.log("beat"))
        until(lambda: not _unmade(house), 60, house.log("worker"), moved=lambda: _unmade(house))
        until(lambda: not _unsent(house), 60, house.log("bot"), moved=lambda: _unsent(house))
        recovery = time.monotonic() - jumped
        time.sleep(6)  # whatever the new day calls for has begun
        wall_clock.set(0)
        reached = crowd.receipts
        until(lambda: crowd.receipts > reached + 2, 60, "no receipt since")
        crowd.end()
        reckon(crowd, fault, recovery=recovery).hold()
        assert house.one("SELECT count(*) FROM hotline_tip WHERE status <> 'purged'") >= tips
        assert recovery < RECOVERY_SECONDS


def _come_round(house: BreakableHouse) -> None:
    """The purges of a day as all others: whatever is due by the calendar that they know goes now."""
    house.manage_code(
        "from hotline import tasks; from cases import tasks as casework; tasks.purge(); casework.purge_persons()"
    )


def _unmade(house: BreakableHouse) -> int:
    return int(house.one("SELECT count(*) FROM hotline_attachment WHERE state = 'waiting' AND tries = 0"))


def _unsent(house: BreakableHouse) -> int:
    """Lanes that may not be spoken to for longer than the pace asks for."""
    later = (
        "SELECT count(*) FROM bots_lane WHERE next_send_at > (SELECT max(opened_at) FROM bots_lane) + interval '30 min'"
    )
    return int(house.one(later))
