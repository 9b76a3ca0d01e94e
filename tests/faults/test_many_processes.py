"""Two web servers, two bots, four workers and one database: nothing is done twice, each chat keeps its order, and a
claim has one holder."""

import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.faults.breakable import MANY, BreakableHouse
from tests.faults.reckoning import reckon, shown_on_failure
from tests.faults.sources import Crowd
from tests.house import until
from tests.visitor import Officer

pytestmark = [pytest.mark.e2e, pytest.mark.soak, pytest.mark.timeout(400)]
FURTHER = [name for name in MANY if name.endswith(("2", "3", "4")) and name != "bot2"]
CLAIMS = "SELECT subject_id, count(*) FROM staff_auditentry WHERE verb = 'tip.claimed' GROUP BY 1 HAVING count(*) > 1"


@pytest.fixture
def crowded_house(breakable_house: BreakableHouse) -> Iterator[BreakableHouse]:
    house = breakable_house
    for name in FURTHER:
        house.start(name)
    until(lambda: all("ready" in house.log(name) for name in FURTHER if name.startswith("worker")), 90)
    yield house
    for name in FURTHER:
        house.kill(name)
    house.wait_until_ready()


def test_many_processes_do_each_thing_once(crowded_house: BreakableHouse) -> None:
    house, crowd = crowded_house, Crowd(crowded_house, "manyhands").begin(forms=4, chats=6)
    with shown_on_failure("web", "web2", "bot", "bot2", "worker", "worker4", crowd=crowd):
        until(lambda: crowd.receipts > 20 and crowd.sentences > 40, 120, house.log("web"))
        held = _claim_together(house)
        crowd.end()
        reckon(crowd, "many processes", recovery=0.0).hold()
        assert held
        assert house.rows(CLAIMS) == []
        assert _shares(house)


def _claim_together(house: BreakableHouse) -> dict[str, str]:
    """Three officers press Claim on the same tips at the same moment. Returns: who has each."""
    names = ("analyst", "supervisor", "intake")
    officers = [Officer(f"http://127.0.0.1:{house.port}", name, *house.officers[name]).sign_in() for name in names]
    tips = [str(pk) for (pk,) in house.rows("SELECT id FROM hotline_tip WHERE status = 'received' LIMIT 8")]
    for tip in tips:
        ready = [(each, each.fields(f"/desk/hotline/tip/{tip}/change/", "claim/")) for each in officers]
        together = threading.Barrier(len(ready))
        threads = [threading.Thread(target=_claim, args=(together, each, tip, fields)) for each, fields in ready]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    rows = house.rows("SELECT id, assignee_id FROM hotline_tip WHERE id = ANY(%s) AND status = 'in_triage'", tips)
    assert len(rows) == len(tips)
    return {str(tip): str(holder) for tip, holder in rows}


def _claim(together: threading.Barrier, officer: Officer, tip: str, fields: dict[str, str]) -> None:
    together.wait(30)
    try:
        officer.http.post(f"/desk/hotline/tip/{tip}/claim/", data=fields)
    except httpx.HTTPError as broken:
        raise AssertionError(f"{officer.name}: {type(broken).__name__}") from broken


def _shares(house: BreakableHouse) -> bool:
    """Whether all four workers had a part in it: else this proves nothing of many."""
    time.sleep(1)
    return all("received" in house.log(name) for name in ("worker", "worker2", "worker3", "worker4"))
