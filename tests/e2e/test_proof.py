"""The proof of work in a real browser, under the page's own policy; and the quarantine desk by keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Officers
from tests.e2e.desk import PHONE, sideways, watched
from tests.house import House, until
from tests.visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
SPAM = "Buy now https://a.example https://b.example https://c.example"


@pytest.fixture
def source(chromium: Browser, house: House) -> Iterator[Page]:
    """A source's fresh browser on a phone."""
    context = chromium.new_context(base_url=house.url, viewport=PHONE)
    yield context.new_page()
    context.close()


def status_of(house: House, urgency: str) -> str:
    return str(
        house.one("SELECT status FROM hotline_tip WHERE urgency = %s ORDER BY received_at DESC LIMIT 1", urgency)
    )


def test_a_browser_with_script_lifts_its_tip_out_of_quarantine(source: Page, house: House) -> None:
    trouble = watched(source)
    source.goto("/en/report/")
    source.locator("#narrative").fill(SPAM)
    source.get_by_text("It goes on regularly").click()
    source.get_by_role("button", name="Send").click()
    source.get_by_text("the sum is solved, and your tip is in the queue").wait_for(timeout=60_000)
    assert status_of(house, "ongoing") == "received"
    assert trouble == []
    assert sideways(source) == 0


def test_a_right_code_gets_through_by_the_sum_while_its_network_waits(chromium: Browser, house: House) -> None:
    hop = {"X-Forwarded-For": "198.51.100.9"}
    visitor = Visitor(house.url, **hop)
    code = visitor.tell("Two men carry crates of eels to the night ferry.")
    answers = [visitor.status("1" * 25) for _ in range(11)]
    assert answers[-1].status_code == 429
    context = chromium.new_context(base_url=house.url, viewport=PHONE, extra_http_headers=hop)
    page = context.new_page()
    page.goto("/en/status/")
    _open_with(page, "2" * 25)
    assert "Many wrong codes came from your network" in page.locator("main").inner_text()
    page.get_by_text("you can try again now").wait_for(timeout=60_000)
    _open_with(page, code)
    assert "Received. A person will read it." in page.locator("main").inner_text()
    context.close()


def _open_with(page: Page, code: str) -> None:
    page.get_by_label("Your code").fill(code)
    with page.expect_navigation():
        page.get_by_role("button", name="Open my tip").click()


def test_the_quarantine_desk_releases_by_keyboard_alone(officers: Officers, house: House) -> None:
    Visitor(house.url).tell(f"{SPAM} and more", urgency="past", website="x")
    reference = house.one("SELECT reference FROM hotline_tip WHERE status = 'quarantined' AND urgency = 'past'")
    desk = officers("analyst").go("/desk/hotline/tip/quarantine/")
    assert reference in desk.words
    button = desk.page.get_by_role("button", name=f"Release {reference}")
    button.focus()
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    assert "is in the queue" in desk.words
    until(lambda: status_of(house, "past") == "received", 10)
    assert desk.trouble == []
