"""What was read in a tip, judged in a browser: by one key each, and never while something is typed."""

import pytest

from tests.e2e.conftest import Officers
from tests.e2e.desk import Desk
from tests.house import House, until
from tests.visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
SAID = "Right now a man sells 3 live pangolins and 2 kg of scales in Hanoi, call +84 912 345 678"


@pytest.fixture
def at_tip(house: House, officers: Officers) -> Desk:
    """The analyst at a tip that a worker has read."""
    Visitor(house.url).tell(SAID)
    tip = house.one("SELECT id FROM hotline_tip ORDER BY received_at DESC LIMIT 1")
    read = "SELECT count(*) FROM hotline_tip_reading WHERE tip_id = %s"
    until(lambda: house.one(read, tip), what="no worker reads the tip")
    return officers("analyst").go(f"/desk/hotline/tip/{tip}/change/")


def verdicts(desk: Desk) -> list[tuple[str, ...]]:
    tip = desk.path.split("/")[4]
    rows = "SELECT kind, verdict FROM hotline_suggestion_judgement WHERE tip_id = %s ORDER BY at"
    return desk.house.rows(rows, tip)


def press(desk: Desk, *keys: str) -> None:
    """Keys one after another, each judgement's answer awaited."""
    for key in keys:
        if key in "ax":
            with desk.page.expect_response("**/judge/"):
                desk.page.keyboard.press(key)
            desk.page.locator("#reading:not([aria-busy])").wait_for()
        else:
            desk.page.keyboard.press(key)


def test_one_key_accepts_and_one_rejects_and_the_next_line_is_chosen(at_tip):
    press(at_tip, "a", "j", "k", "x")
    until(lambda: len(verdicts(at_tip)) == 2, what="two judgements")
    assert [verdict for _kind, verdict in verdicts(at_tip)] == ["accepted", "rejected"]
    assert at_tip.page.locator(".reading-line.is-current").count() == 1
    assert at_tip.trouble == []


def test_a_correction_is_typed_and_its_letters_are_no_keys(at_tip):
    press(at_tip, "c")
    at_tip.page.keyboard.type("xajk?")
    assert at_tip.page.locator("details[open] input[name=corrected]").input_value() == "xajk?"
    assert verdicts(at_tip) == []
    at_tip.page.keyboard.press("Escape")
    assert at_tip.page.locator(".reading-correct[open]").count() == 0


def test_the_list_of_keys_names_those_of_the_panel(at_tip):
    press(at_tip, "?")
    listed = at_tip.page.locator("#desk-keys dt").all_inner_texts()
    assert {"j", "k", "a", "c", "x"} <= set(listed)


def test_without_a_script_the_buttons_judge(house, chromium, sessions, at_tip):
    plain = Desk(chromium, house, "analyst", sessions, java_script_enabled=False).go(at_tip.path)
    with plain.page.expect_navigation():
        plain.page.locator(".reading-line button[value=accepted]").first.click()
    assert [verdict for _kind, verdict in verdicts(plain)] == ["accepted"]
    plain.context.close()
