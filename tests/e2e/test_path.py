"""The path of a tip, from two sources to an agency and back, through every real process."""

import io
import subprocess
import zipfile
from pathlib import Path as File

import bagit
import pytest
from bs4 import BeautifulSoup

from tests.e2e.stages import Path, Planted
from tests.house import until
from tests.nursery import PYTHON
from tests.unpacking import all_text

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


def test_both_tips_stand_in_the_queue_and_the_desk_shows_what_was_said(told: Path) -> None:
    queue = told.desk("analyst").go("/desk/hotline/tip/?status=all").words
    assert told.tip in queue
    assert told.chat_tip in queue
    assert Planted.words in told.at("analyst", "tip", told.tip).words
    assert Planted.chat_words in told.at("analyst", "tip", told.chat_tip).words


def test_a_question_is_read_and_answered_on_the_status_page_and_in_the_chat(answered: Path) -> None:
    page = answered.visitor.status(answered.code).text
    assert "Which stall is it?" in page
    assert Planted.answer in page
    assert Planted.answer in answered.at("analyst", "tip", answered.tip).words
    answered.desk("analyst").page.reload()
    assert Planted.chat_answer in answered.at("analyst", "tip", answered.chat_tip).words


def test_whoever_wrote_a_report_cannot_check_it_and_a_second_person_releases_it(released: Path) -> None:
    row = "SELECT author_id <> checker_id, status FROM hotline_report WHERE reference = %s"
    assert released.house.rows(row, released.report) == [(True, "released")]
    assert not released.at("analyst", "report", released.report).offers("Second check: it holds")


def test_the_source_sees_how_far_the_tip_has_come(closed: Path) -> None:
    page = BeautifulSoup(closed.visitor.status(closed.code).text, "html.parser")
    here = page.select_one("[aria-current=step]")
    assert here
    assert here.text == "Passed on, or kept as intelligence"


def test_an_exhibit_of_the_photograph_begins_its_chain_of_custody(opened: Path) -> None:
    page = opened.at("investigator", "exhibit", opened.exhibit).words
    assert "Photograph of a building" in page
    assert Planted.file_name not in page


def test_a_packet_passes_every_tool_that_an_agency_may_use(closed: Path, tmp_path: File) -> None:
    file = tmp_path / f"{closed.packet}.zip"
    file.write_bytes(closed.downloaded)
    assert closed.house.manage("verify_packet", str(file)).returncode == 0
    with zipfile.ZipFile(file) as archive:
        archive.extractall(tmp_path / "out")
    bag = next((tmp_path / "out").rglob("bagit.txt")).parent
    assert bagit.Bag(str(bag)).validate()
    subprocess.run([PYTHON, "-m", "bagit", "--validate", str(bag)], check=True, capture_output=True)
    subprocess.run(["sha256sum", "--check", "--quiet", "--strict", "manifest-sha256.txt"], cwd=bag, check=True)


@pytest.mark.parametrize("where", [0.2, 0.5, 0.8])
def test_one_flipped_byte_of_a_packet_is_found(closed: Path, tmp_path: File, where: float) -> None:
    flipped = bytearray(closed.downloaded)
    flipped[_inside(closed.downloaded, where)] ^= 1
    file = tmp_path / f"{closed.packet}.zip"
    file.write_bytes(flipped)
    assert closed.house.manage("verify_packet", str(file), check=False).returncode == 1


def _inside(packet: bytes, where: float) -> int:
    """A byte of some file's content: the zip's own padding and clocks are nobody's evidence."""
    with zipfile.ZipFile(io.BytesIO(packet)) as archive:
        payload = [each for each in archive.infolist() if "/data/" in each.filename and each.compress_size > 50]
        chosen = payload[int(where * len(payload))]
    head = chosen.header_offset
    names = int.from_bytes(packet[head + 26 : head + 28], "little") + int.from_bytes(
        packet[head + 28 : head + 30], "little"
    )
    return head + 30 + names + chosen.compress_size // 2


def test_nothing_of_a_source_is_in_the_packet(closed: Path) -> None:
    seen = all_text(closed.downloaded)
    assert "Pangolins are said to be held alive" in seen
    for secret in _secrets(closed):
        assert secret not in seen, secret


def test_nothing_of_a_source_is_on_the_agencys_page(closed: Path) -> None:
    assert closed.agency
    assert "Pangolins are said to be held alive" in closed.agency.page
    for secret in _secrets(closed):
        assert secret not in closed.agency.page, secret


def _secrets(path: Path) -> list[str]:
    """What was planted, whole and in part, and what the house made of it."""
    source = "SELECT s.pseudonym FROM source s JOIN hotline_tip t ON t.source_id = s.id WHERE t.reference = %s"
    pseudonyms = [str(path.house.one(source, tip)) for tip in (path.tip, path.chat_tip)]
    planted = [value for name, value in vars(Planted).items() if not name.startswith("_")]
    parts = ["Bertrand", "blue ice house", "stall nineteen", "counts every basket", "Nokia", "ferry horn"]
    assert all(pseudonyms)
    return [*planted, *parts, *pseudonyms, path.tip, path.chat_tip, str(path.person.chat)]


def test_a_one_time_code_opens_the_agencys_page_once_and_no_cookie_is_set(closed: Path) -> None:
    assert closed.agency
    knock = closed.agency.knock()
    assert "Pangolins" not in knock.text
    assert not closed.agency.http.cookies
    assert "set-cookie" not in knock.headers


def test_the_case_shows_what_came_of_it(closed: Path) -> None:
    page = closed.at("investigator", "case", closed.case).words
    assert "Animals rescued" in page
    assert "Forty pangolins were taken out alive." in page


def test_every_ledger_of_the_path_holds(closed: Path) -> None:
    assert closed.house.manage("verify_evidence").returncode == 0
    unlinked = "SELECT count(*) FROM staff_auditentry WHERE id NOT IN (SELECT entry_id FROM staff_auditlink)"
    until(lambda: closed.house.one(unlinked) == 0, 60, closed.house.log("worker"))
    assert closed.house.manage("verify_audit").returncode == 0


def test_one_changed_byte_of_an_audit_entry_is_found(closed: Path) -> None:
    """Put back afterwards: the house is shared."""
    house = closed.house
    entry, verb = house.rows("SELECT id, verb FROM staff_auditentry ORDER BY id LIMIT 1")[0]
    change = "SET session_replication_role = replica; UPDATE staff_auditentry SET verb = '{}' WHERE id = {}"
    with house.as_owner() as server:
        try:
            server.execute(change.format(verb[:-1] + "~", entry))
            found = house.manage("verify_audit", check=False)
        finally:
            server.execute(change.format(verb, entry))
    assert found.returncode == 1
    assert str(entry) in found.stderr + found.stdout
    assert house.manage("verify_audit").returncode == 0
