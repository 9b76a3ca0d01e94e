"""kill -9 while officers and agencies act: a packet is built once, a report written once, an answer kept once."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from tests.e2e.agency import Agency
from tests.faults.casework import BYTES_EACH, EXHIBITS, today
from tests.house import House, until
from tests.visitor import Officer, Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A house of its own: its processes die here."""
    house = House()
    try:
        yield house.open()
    finally:
        house.close()


def _inside(house: House, call: str) -> list[str]:
    return house.manage_code(f"from tests.faults import casework; casework.{call}").split()


def _officer(house: House, name: str) -> Officer:
    return Officer(f"http://127.0.0.1:{house.port}", name, *house.officers[name]).sign_in()


# --- Dying at a chosen point ------------------------------------------------------------------------------------
@contextmanager
def _held(house: House, lock: str) -> Iterator[None]:
    """Hold a lock, so that a request stops where it needs it."""
    with psycopg.connect(house.owner_url) as server:
        server.execute(lock.encode())
        yield
        server.rollback()


def _killed_at(house: House, lock: str, send: Callable[[], Any]) -> None:
    """kill -9 of web while a request stands in the middle of its transaction, at the lock."""
    failed: list[Exception] = []

    def ask() -> None:
        try:
            send()
        except httpx.HTTPError as error:
            failed.append(error)

    with _held(house, lock):
        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        until(lambda: house.one(WAITING), 60, house.log("web"))
        house.kill("web")
    asking.join(30)
    assert failed, "the request was answered by a process that was killed"
    house.start("web")
    house.wait_until_ready()


# --- The packet -------------------------------------------------------------------------------------------------
def _progress(house: House, packet: str) -> bool:
    """Whether the packet is somewhere in the middle."""
    row = "SELECT status = 'building' AND bytes_done > 0 AND bytes_done < bytes_total FROM cases_packet WHERE id = %s"
    return bool(house.one(row, packet))


def _blobs(house: House) -> int:
    return sum(1 for _file in (house.folder / "files").glob("[0-9a-f][0-9a-f]/*"))


def _is_ready(house: House, packet: str) -> bool:
    status = house.one("SELECT status FROM cases_packet WHERE id = %s", packet)
    assert status != "failed", house.one("SELECT failure FROM cases_packet WHERE id = %s", packet)
    return bool(status == "ready")


def test_killing_the_worker_builds_a_packet_once(house: House, tmp_path: Path) -> None:
    (packet,) = _inside(house, "print_large_packet()")
    files, blobs = house.one("SELECT count(*) FROM stored_file"), _blobs(house)
    _inside(house, f"approve({packet!r})")
    for _death in range(2):
        until(lambda: _progress(house, packet), 90, house.log("worker"))
        house.kill("worker")
        assert house.one("SELECT status FROM cases_packet WHERE id = %s", packet) == "building"
        # As if the time after which another worker takes over had passed.
        with house.as_owner() as server:
            server.execute("UPDATE cases_packet SET progress_at = progress_at - interval '1 hour', bytes_done = 0")
        house.start("worker")
    until(lambda: _is_ready(house, packet), 150, house.log("worker"))
    assert house.one("SELECT count(*) FROM stored_file") == files + 1
    assert _blobs(house) == blobs + 1
    said = "SELECT count(*) FROM staff_auditentry WHERE verb = 'packet.ready' AND subject_id = %s"
    assert house.one(said, packet) == 1
    assert house.one("SELECT size FROM cases_packet WHERE id = %s", packet) > EXHIBITS * BYTES_EACH
    _check_packet(house, packet, tmp_path / "packet.zip")


def _check_packet(house: House, packet: str, file: Path) -> None:
    page = f"/desk/cases/packet/{packet}/"
    officer = _officer(house, "investigator")
    address = officer.post(f"{page}change/", f"{page}download/").headers["location"]
    answer = officer.http.get(address)
    assert answer.headers["content-type"] == "application/zip"
    file.write_bytes(answer.content)
    assert house.manage("verify_packet", str(file)).returncode == 0


# --- The desk ---------------------------------------------------------------------------------------------------
REPORT = {
    "title": "Turtles at a market", "text": "Live turtles are on offer at a stall.", "offences": ["live"],
    "country": "VN", "place": "", "lat": "", "lon": "", "place_precision": "region", "happened_on": "",
    "date_precision": "unknown", "reliability": "B", "credibility": "2", "knowledge": "unknown",
    "handling": "TLP:AMBER", "also": "", "species-TOTAL_FORMS": "0", "species-INITIAL_FORMS": "0",
}  # fmt: skip


def test_killing_web_in_a_promotion_writes_one_report(house: House) -> None:
    Visitor(f"http://127.0.0.1:{house.port}").tell("A man keeps otters in the yard of the ice factory.")
    tip = house.one("SELECT id FROM hotline_tip ORDER BY received_at DESC LIMIT 1")
    page, analyst = f"/desk/hotline/tip/{tip}/promote/", _officer(house, "analyst")
    filled = {**analyst.fields(page, "promote/"), **REPORT}
    reports = house.one("SELECT count(*) FROM hotline_report")

    def send() -> httpx.Response:
        return analyst.http.post(page, data=filled)

    _killed_at(house, f"SELECT 1 FROM hotline_tip WHERE id = '{tip}' FOR UPDATE", send)
    _killed_at(house, "LOCK TABLE hotline_reporttip IN SHARE MODE", send)
    assert house.one("SELECT count(*) FROM hotline_report") == reports
    first, again = send(), send()
    assert (first.status_code, again.status_code) == (302, 302), first.text[:2000]
    assert first.headers["Location"] == again.headers["Location"]
    assert house.one("SELECT count(*) FROM hotline_report") == reports + 1
    assert house.one("SELECT count(*) FROM hotline_reporttip WHERE tip_id = %s", tip) == 1
    said = "SELECT count(*) FROM staff_auditentry WHERE verb = 'tip.promoted' AND subject_id = %s"
    assert house.one(said, str(tip)) == 1


# --- The agency -------------------------------------------------------------------------------------------------
def _events(house: House, referral: str, kind: str) -> int:
    query = "SELECT count(*) FROM cases_referralevent WHERE referral_id = %s AND kind = %s"
    return int(house.one(query, referral, kind))


def test_killing_web_in_an_agencys_answer_keeps_it_once(house: House) -> None:
    referral, link, code = _inside(house, "print_sent_referral()")
    agency = Agency(link)
    agency.open(code)
    row = f"SELECT 1 FROM cases_referral WHERE id = '{referral}' FOR UPDATE"
    log = "LOCK TABLE cases_referralevent IN SHARE MODE"
    outcome = {"kind": "rescue", "date": today(), "quantity": "40", "unit": "animals", "attribution": "lead",
               "proof": "message", "text": "Forty were taken out alive."}  # fmt: skip
    for act, said in (("acknowledge", {}), ("outcome", outcome)):

        def send(act: str = act, said: dict[str, str] = said) -> httpx.Response:
            return agency.http.post(link, data={"act": act, "visit": agency.visit, **said})

        for lock in (row, log):
            _killed_at(house, lock, send)
        assert send().status_code == 200
        send()  # a client that lost the answer asks again
    assert _events(house, referral, "acknowledged") == 1
    assert _events(house, referral, "outcome") == 1
    assert house.one("SELECT count(*) FROM cases_outcome WHERE referral_id = %s", referral) == 1
    assert house.one("SELECT status FROM cases_referral WHERE id = %s", referral) == "acting"


def test_the_ledgers_hold_after_it_all(house: House) -> None:
    unlinked = "SELECT (SELECT count(*) FROM staff_auditentry) = (SELECT count(*) FROM staff_auditlink)"
    until(lambda: house.one(unlinked), 60, house.log("worker"))
    assert house.manage("verify_audit").returncode == 0
    assert house.manage("verify_evidence").returncode == 0
