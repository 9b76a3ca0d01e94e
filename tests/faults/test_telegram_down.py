"""Telegram answers 429, 500 and not at all: every answer arrives once, in order, and nobody is kept out for long."""

import json
import time
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.faults.breakable import BreakableHouse
from tests.faults.reckoning import reckon, shown_on_failure
from tests.faults.sources import Crowd
from tests.house import until

pytestmark = [pytest.mark.e2e, pytest.mark.soak, pytest.mark.timeout(400)]
LOUD = 1000  # calls: more than are made while it lasts
DOWN_SECONDS = 12.0
TROUBLES = ({"code": 500}, {"code": 429, "retry_after": 2}, {"code": "drop"})
RECOVERY_SECONDS = 30.0


def _ask(house: BreakableHouse, verb: str, path: str, wish: dict[str, Any] | None = None) -> dict[str, Any]:
    body = None if wish is None else json.dumps(wish).encode()
    with urlopen(Request(f"{house.telegram}/emulator/{path}", body, method=verb), timeout=20) as answer:
        told: dict[str, Any] = json.load(answer)
        return told


def _calls(house: BreakableHouse) -> int:
    return int(sum(_ask(house, "GET", "state")["calls"].values()))


@pytest.mark.parametrize("wish", TROUBLES, ids=["500", "429", "hangs_up"])
def test_telegram_in_trouble(breakable_house: BreakableHouse, wish: dict[str, Any]) -> None:
    # A crowd for each trouble: one crowd has said all its sentences before the third begins.
    house, crowd = breakable_house, Crowd(breakable_house, f"telegram {wish['code']}").begin(forms=1, chats=4)
    with shown_on_failure("bot", "bot2", crowd=crowd):
        until(lambda: crowd.sentences > 8, 60, house.log("bot"))
        recovery = _trouble(house, wish)
        crowd.end()
        reckon(crowd, f"Telegram: {wish['code']}", recovery=recovery).hold()
        assert recovery < RECOVERY_SECONDS


def _trouble(house: BreakableHouse, wish: dict[str, Any]) -> float:
    """Every call fails for a while. Returns: seconds from its end until all that was held up has gone through."""
    before = _calls(house)
    _ask(house, "POST", "fault", {"method": "*", "times": LOUD, **wish})
    try:
        time.sleep(DOWN_SECONDS)
        assert house.readiness()[0] == 200
        assert _calls(house) - before > 3, f"{_calls(house) - before} calls"
    finally:
        _ask(house, "POST", "fault", {"method": "*", "times": 0})
    assert _ask(house, "GET", "state")["faults"] == 0
    back = time.monotonic()
    until(lambda: not _late(house), 90, house.log("bot"), moved=lambda: _late(house))
    return time.monotonic() - back


def _late(house: BreakableHouse) -> int:
    """Answers that were refused at least once and still wait, and files that were."""
    query = (
        "SELECT (SELECT count(*) FROM bots_outgoingmessage WHERE state = 'queued' AND tries > 0)"
        " + (SELECT count(*) FROM hotline_attachment WHERE state = 'offered' AND tries > 1)"
    )
    return int(house.one(query))
