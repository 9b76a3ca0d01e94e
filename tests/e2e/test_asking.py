"""An officer asks a ready question of a source who speaks Khmer; the source answers by a button, without a script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from hotline import asking
from tests.e2e.conftest import Officers
from tests.e2e.desk import PHONE, sideways
from tests.house import House

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
STORY = "មានគេលក់សត្វពង្រូលនៅផ្សារជិតស្ថានីយ៍សាំង"


@pytest.fixture
def phone(chromium: Browser, house: House) -> Iterator[Page]:
    """A source's browser on a phone that runs no script."""
    context = chromium.new_context(base_url=house.url, viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_ready_question_goes_out_in_khmer_and_its_answer_comes_back_in_english(
    phone: Page, officers: Officers, house: House
) -> None:
    phone.goto("/km/report/")
    phone.locator("[name=narrative]").fill(STORY)
    phone.locator("form[action$='/receipt/'] button[type=submit]").last.click()
    code = phone.locator(".code .digits").inner_text()
    tip = house.one("SELECT id FROM hotline_tip WHERE language = 'km' ORDER BY received_at DESC LIMIT 1")

    desk = officers("analyst").go(f"/desk/hotline/tip/{tip}/change/")
    desk.page.keyboard.press("q")
    desk.page.wait_for_url("**/ask/")
    desk.page.locator("input[name=code][value=still_there]").check()
    desk.press("Preview")
    assert asking.question("still_there", "km") in desk.page.locator(".ask-phone.is-chat").inner_text()
    assert desk.page.locator("button:focus").inner_text() == "Send"
    assert sideways(desk.page) == 0
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    assert "one question without an answer" in desk.words

    phone.goto("/km/status/")
    phone.locator("[name=code]").first.fill(code)
    phone.locator("form[action$='/status/'] button[type=submit]").first.click()
    assert asking.question("still_there", "km") in phone.locator(".ours").inner_text()
    phone.get_by_role("button", name=asking.label("still_there", "no", "km"), exact=True).click()
    assert phone.locator(".taps").count() == 0
    assert asking.label("still_there", "no", "km") in phone.locator(".yours").inner_text()

    desk.go(f"/desk/hotline/tip/{tip}/change/")
    assert desk.page.locator(".tip-said.is-from_source b").inner_text() == "No"
    assert "without an answer" not in desk.words
    assert desk.trouble == []
