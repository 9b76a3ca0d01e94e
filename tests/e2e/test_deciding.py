"""Two browsers on one tip, a session that ends in mid-decision, a lost network: told, and no typed word lost."""

import io
import re
from typing import Any

import psycopg
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route

from tests.e2e.conftest import Officers
from tests.e2e.desk import Desk, sideways
from tests.house import House, until
from tests.visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
NOTE = "The stall closed in May, says the ranger post"
NEWEST = "SELECT id FROM hotline_tip ORDER BY received_at DESC LIMIT 1"


@pytest.fixture
def tell(house: House) -> Any:
    """Tell a tip by the form. Returns: the address of its page."""
    visitor = Visitor(house.url)

    def told(words: str, *files: Any) -> str:
        visitor.tell(words, list(files))
        return f"/desk/hotline/tip/{house.one(NEWEST)}/change/"

    return told


def dismissing(page: Page) -> Page:
    """By keys alone: the form is opened, a class chosen, the note typed. Nothing is sent."""
    page.keyboard.press("d")
    page.keyboard.press("Space")
    page.locator("#dismiss_note").fill(NOTE)
    return page


def send(page: Page) -> None:
    page.locator("form.desk-dialog").get_by_role("button", name="Dismiss", exact=True).click()


def status(house: House, address: str) -> str:
    return str(house.one("SELECT status FROM hotline_tip WHERE id = %s", address.split("/")[4]))


def test_of_two_browsers_one_decides_and_the_other_learns_by_whom_and_keeps_its_words(
    house: House, officers: Officers, tell: Any
) -> None:
    address = tell("A man offers turtles from a blue cart each Sunday")
    mine, theirs = officers("analyst").go(address).page, officers("supervisor").go(address).page
    mine.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    mine.get_by_text("Supervisor is reading this too.").wait_for()
    dismissing(mine)
    theirs.keyboard.press("t")
    theirs.get_by_text("The tip is yours.").wait_for()
    mine.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    mine.get_by_text("Supervisor took this tip.").wait_for()
    dismissing(theirs)
    send(theirs)
    theirs.get_by_text("The tip is dismissed.").wait_for()
    send(mine)
    mine.get_by_text(re.compile("Supervisor was faster, at ")).wait_for()
    assert mine.locator("#dismiss_note").input_value() == NOTE
    assert mine.get_by_role("link", name="Next tip").first.is_visible()


def test_without_a_network_the_words_stay_and_are_sent_again_and_count_once(
    house: House, officers: Officers, tell: Any
) -> None:
    address = tell("Smoked meat of a forest deer hangs behind the bus stop")
    desk = officers("analyst").go(address)
    page = dismissing(desk.page)
    desk.context.set_offline(True)
    send(page)
    page.get_by_text("Not sent: no connection.").wait_for()
    assert page.locator("#dismiss_note").input_value() == NOTE
    assert status(house, address) == "received"
    desk.context.set_offline(False)
    page.get_by_role("button", name="Send again").click()
    page.get_by_text("The tip is dismissed.").wait_for()
    page.get_by_text(NOTE).wait_for()


def test_where_only_the_answer_was_lost_sending_again_does_nothing_twice(
    house: House, officers: Officers, tell: Any
) -> None:
    address = tell("Someone keeps a slow loris in a cage above the pharmacy")
    desk = officers("analyst").go(address)
    page, lost = desk.page, []

    def swallow(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/dismiss/**", swallow, times=1)
    send(dismissing(page))
    page.get_by_text("Not sent: no connection.").wait_for()
    assert lost == [200]
    page.get_by_role("button", name="Send again").click()
    page.get_by_text("This was sent already, and is done once.").wait_for()
    assert status(house, address) == "dismissed"


def test_the_next_tip_opens_by_itself_and_one_key_undoes(house: House, officers: Officers, tell: Any) -> None:
    tell("Parrots in shoe boxes go round at the night market")
    address = tell("A trader rings his friends about ivory bangles")
    page = officers("analyst").go("/desk/hotline/tip/").page
    page.locator(f"a[href*='{address.split('/')[4]}']").click()
    page.wait_for_url("**/change/?in=")
    here = page.url
    for key in ("d", "Space", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url(lambda url: url != here and "/change/?in=" in url)
    assert status(house, address) == "dismissed"
    page.keyboard.press("u")
    page.get_by_text("Undone. The tip is as it was.").wait_for()
    assert page.url == here
    assert status(house, address) == "received"


def photograph() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((1600, 1200)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def test_a_picture_is_looked_at_closely_by_keys_and_the_page_fits_a_telephone(
    house: House, officers: Officers, tell: Any
) -> None:
    address = tell("See the skins on my picture", ("skins.jpg", photograph(), "image/jpeg"))
    desk = officers("analyst").go(address)
    state = "SELECT state FROM hotline_attachment ORDER BY received_at DESC LIMIT 1"
    until(lambda: house.one(state) == "copied", 60, house.log("worker"))
    page = desk.go(address).page
    page.keyboard.press("g")
    shown = page.locator(".viewer img")
    shown.wait_for()
    before = shown.bounding_box()
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    after = shown.bounding_box()
    assert before
    assert after
    assert after["width"] > before["width"]
    page.keyboard.press("Escape")
    shown.wait_for(state="hidden")
    page.set_viewport_size({"width": 390, "height": 800})
    assert sideways(page) == 0
    page.set_viewport_size({"width": 1366, "height": 768})
    bar = page.locator("#decisions").bounding_box()
    assert bar
    assert bar["y"] + bar["height"] <= 768


def test_a_session_that_ends_in_mid_decision_takes_no_word_with_it(house: House, officers: Officers, tell: Any) -> None:
    address = tell("Two lorries with logs pass the dam after midnight")
    desk = officers("supervisor").go(address)
    page = dismissing(desk.page)
    with psycopg.connect(house.owner_url, autocommit=True) as database:
        database.execute(
            "UPDATE staff_desksession SET last_act = last_act - interval '31 minutes' WHERE officer_id ="
            " (SELECT id FROM staff_officer WHERE username = 'supervisor')"
        )
    send(page)
    page.get_by_text("Your session has ended").first.wait_for()
    assert status(house, address) == "received"
    desk.sign_in_beside()
    page.get_by_role("button", name="Send it again").click()
    page.get_by_text("The tip is dismissed.").wait_for()
    page.get_by_text(NOTE).wait_for()


def test_new_tips_are_told_without_a_reload_and_rows_are_ticked_in_a_row(
    chromium: Browser, house: House, officers: Officers, sessions: dict[str, Any], tell: Any
) -> None:
    for number in range(3):
        tell(f"A boat with {number + 4} baskets of eels lies behind the customs house")
    officers("analyst")
    # A window of its own: its clock is put forward.
    desk = Desk(chromium, house, "analyst", sessions)
    desk.page.clock.install()
    desk.go("/desk/hotline/tip/")
    rows = desk.page.locator("input[name=tip]")
    rows.nth(0).click()
    rows.nth(2).click(modifiers=["Shift"])
    assert [rows.nth(place).is_checked() for place in range(3)] == [True] * 3
    assert "3" in desk.page.locator(".queue-ticked").inner_text()
    tell("A second boat has come, with its name painted over")
    desk.page.clock.fast_forward(16_000)
    desk.page.locator("#arrived", has_text="1 new").wait_for()
    assert rows.nth(1).is_checked()
    desk.context.close()
