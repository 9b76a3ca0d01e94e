"""An investigator walks a case from opening to verdict, in a browser; in folder PICTURES it leaves what it saw."""

import os

import pytest

from tests.e2e import court
from tests.e2e.desk import Desk, sideways
from tests.e2e.stages import Path

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
PAGES = ("timeline", "hypotheses", "network", "map")


@pytest.fixture(scope="module")
def tried(closed: Path) -> Path:
    """The case has persons, a seizure, a sealed exhibit and a final verdict, and is closed by it."""
    court.name_persons(closed)
    court.weigh(closed)
    court.tell_what_happened(closed)
    court.record_seizure(closed)
    court.seal_exhibit(closed)
    court.bring_to_court(closed)
    court.hear_verdict(closed)
    look(closed)
    court.close_case(closed)
    return closed


def look(path: Path) -> None:
    """The pages of the guide, before the case is closed."""
    for officer, noun in (("investigator", "case"), ("custodian", "exhibit"), ("investigator", "seizure"),
                          ("investigator", "proceeding")):  # fmt: skip
        pk = path.house.one(f"SELECT id FROM cases_{noun} ORDER BY reference LIMIT 1")
        photographed(path.desk(officer).go(f"/desk/cases/{noun}/{pk}/change/"), noun)


def photographed(desk: Desk, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        desk.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_the_case_ends_by_its_verdict_and_says_what_led_there(tried: Path) -> None:
    words = tried.at("investigator", "case", tried.case).words
    for said in ("Closed", "Convicted", court.ACCUSED, "SEZ-", "27/2026", "Who pays for the cold store?"):
        assert said in words, said


def test_the_verdict_is_counted_once_with_its_proceeding(tried: Path) -> None:
    assert tried.house.rows("SELECT kind, count(*) FROM cases_outcome WHERE proceeding_id IS NOT NULL GROUP BY 1") == [
        ("conviction", 1)
    ]


def test_what_was_seized_is_counted_by_species(tried: Path) -> None:
    seizure = tried.house.one("SELECT id FROM cases_seizure")
    assert "Manis javanica" in tried.desk("investigator").go(f"/desk/cases/seizure/{seizure}/change/").words
    assert tried.house.rows("SELECT term_id IS NOT NULL, quantity FROM cases_specimenline") == [(True, 40)]


def test_seal_and_custodian_stand_on_the_chain(tried: Path) -> None:
    assert "KH-000417" in tried.at("custodian", "exhibit", tried.exhibit).words
    assert tried.house.manage("verify_evidence").returncode == 0


@pytest.mark.parametrize("drawn", PAGES)
def test_a_drawn_page_of_the_case_raises_no_error_and_fits_its_window(tried: Path, drawn: str) -> None:
    case = tried.house.one("SELECT id FROM cases_case WHERE reference = %s", tried.case)
    desk = tried.desk("investigator").go(f"/desk/cases/case/{case}/{drawn}/")
    photographed(desk, drawn)
    assert sideways(desk.page) == 0
    assert desk.trouble == []
