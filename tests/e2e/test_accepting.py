"""A routine tip is accepted by keys, while the page points out what is the source's own; nothing typed is lost."""

import os
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.desk import PHONE, Desk, sideways
from tests.house import House, until
from tests.visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
WORDS = "My uncle Bertrand keeps six bears in the old brick house, call 0912 345 678"
SUMMARY = "Living bears are said to be held in a building. It is not known by whom."
ECHO = "It is said that uncle Bertrand keeps six bears in the old brick house."
MOST_KEYS = 6
NUMBER = count(1)


@pytest.fixture
def tip(house: House) -> str:
    """The address of a tip that a visitor told with its kind and country."""
    # The same words many times over would be set aside.
    Visitor(house.url).tell(f"{WORDS}. This is story {next(NUMBER)}.", offences=["live"], country="VN")
    return str(house.one("SELECT id FROM hotline_tip ORDER BY received_at DESC LIMIT 1"))


class Keys:
    """Keys pressed one by one, and counted; what is typed as the summary does not count."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += len(key.split("+"))


def typed(page: Page, words: str) -> None:
    """Into whatever has the focus."""
    page.keyboard.type(words)


def photographed(page: Page, name: str) -> None:
    """For looking at, where a folder for pictures is named."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def open_to_write(desk: Desk, tip: str) -> Page:
    desk.go(f"/desk/hotline/tip/{tip}/promote/")
    return desk.page


def test_a_routine_tip_is_accepted_with_at_most_six_keys_beside_its_summary(
    house: House, officers: Callable[[str], Desk], tip: str
) -> None:
    desk = officers("analyst").go(f"/desk/hotline/tip/{tip}/change/")
    keys = Keys(desk.page)
    with desk.page.expect_navigation():
        keys.press("p")
    typed(desk.page, SUMMARY)
    with desk.page.expect_navigation():
        keys.press("Control+Enter")
    desk.page.wait_for_url("**/hotline/report/**")
    row = "SELECT text, reliability || credibility, offences, country FROM hotline_report"
    assert house.rows(f"{row} ORDER BY written_at DESC LIMIT 1") == [(SUMMARY, "F6", ["live"], "VN")]
    assert keys.pressed <= MOST_KEYS
    assert not desk.trouble


def test_keys_are_listed_pressed_outside_fields_only_and_can_be_turned_off(
    officers: Callable[[str], Desk], tip: str
) -> None:
    desk = officers("analyst").go(f"/desk/hotline/tip/{tip}/change/")
    here = desk.page.url
    desk.page.keyboard.press("?")
    sheet = desk.page.get_by_role("dialog", name="Keys of this page")
    assert "Write a report" in sheet.inner_text()
    sheet.get_by_label("Single keys work outside fields").uncheck()
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("p")
    desk.page.get_by_role("button", name="Keys").click()
    assert desk.page.url == here
    sheet.get_by_label("Single keys work outside fields").check()
    desk.page.keyboard.press("Escape")
    desk.page.locator("summary", has_text="Dismiss").click()
    desk.page.locator("textarea[name=note]").focus()
    desk.page.keyboard.press("p")
    assert desk.page.locator("textarea[name=note]").input_value() == "p"
    assert desk.page.url == here


def test_words_in_a_row_and_identifiers_are_pointed_out_while_one_types(
    officers: Callable[[str], Desk], tip: str
) -> None:
    page = open_to_write(officers("analyst"), tip)
    echoed, named = page.locator("[data-list=echoes]"), page.locator("[data-list=named]")
    assert not echoed.is_visible()
    typed(page, f"{ECHO} Tel. +84912345678")
    page.locator(".promote-raw mark").wait_for()
    assert page.locator(".promote-raw mark").inner_text() == "uncle Bertrand keeps six bears in the old brick house"
    assert "uncle Bertrand keeps six bears in the old brick house" in echoed.inner_text()
    assert {"0912 345 678", "Bertrand"} <= {each.strip('“”"') for each in named.locator("q").all_inner_texts()}
    photographed(page, "promote_desk")
    page.locator("textarea[name=text]").fill("Bears.")
    echoed.wait_for(state="hidden")
    assert page.locator(".promote-raw mark").count() == 0


def test_what_is_typed_is_kept_sealed_and_stands_there_again_and_nothing_on_this_computer(
    house: House, officers: Callable[[str], Desk], tip: str
) -> None:
    page = open_to_write(officers("analyst"), tip)
    typed(page, SUMMARY)
    page.get_by_label("F · Cannot be judged").focus()  # leaving the field keeps it
    until(lambda: house.one("SELECT count(*) FROM hotline_report_draft WHERE tip_id = %s", tip), 10)
    kept = page.evaluate("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
    assert "Living bears" not in kept
    page.goto("/desk/")
    page.goto(f"/desk/hotline/tip/{tip}/promote/")
    assert page.locator("textarea[name=text]").input_value() == SUMMARY
    assert "stands here again" in page.locator("body").inner_text()


def test_a_draft_says_so_when_it_cannot_be_kept_and_is_kept_once_the_network_is_back(
    house: House, officers: Callable[[str], Desk], tip: str
) -> None:
    page = open_to_write(officers("analyst"), tip)
    page.context.set_offline(True)
    typed(page, SUMMARY)
    page.get_by_label("F · Cannot be judged").focus()
    alarm = page.locator("[data-draft-alarm]")
    alarm.wait_for()
    assert "Leave this page open" in alarm.inner_text()
    page.context.set_offline(False)
    page.locator("textarea[name=text]").focus()
    page.get_by_label("F · Cannot be judged").focus()
    alarm.wait_for(state="hidden")
    assert page.locator("textarea[name=text]").input_value() == SUMMARY
    assert house.one("SELECT count(*) FROM hotline_report_draft WHERE tip_id = %s", tip) == 1


def test_the_derived_scales_follow_the_grade_as_it_is_chosen(officers: Callable[[str], Desk], tip: str) -> None:
    page = open_to_write(officers("analyst"), tip)
    shown = {name: page.locator(f"[data-scale={name}]") for name in ("europol", "uk", "confidence")}
    assert [each.inner_text() for each in shown.values()] == ["X4", "2DC", "–"]
    page.get_by_label("B · Usually reliable").check()
    page.get_by_label("1 · Confirmed by other sources").check()
    page.get_by_label("Seen by the source").check()
    assert [each.inner_text() for each in shown.values()] == ["B1", "1AC", "90 %"]


@pytest.fixture
def phone(chromium: Browser, house: House, officers: Callable[[str], Desk], sessions: dict) -> Iterator[Desk]:  # type: ignore[type-arg]
    officers("analyst")
    window = Desk(chromium, house, "analyst", sessions, viewport=PHONE)
    yield window
    window.context.close()


def test_on_a_phone_words_and_form_stand_one_under_the_other(phone: Desk, tip: str) -> None:
    page = open_to_write(phone, tip)
    words, form = page.locator(".promote-raw").bounding_box(), page.locator(".promote-form").bounding_box()
    assert words
    assert form
    assert words["y"] + words["height"] <= form["y"]
    photographed(page, "promote_phone")
    assert sideways(page) <= 0
