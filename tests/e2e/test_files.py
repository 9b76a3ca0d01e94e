"""A source's film, recording and table on the officer's page, through every real process: seen, heard, saved."""

import os
from collections.abc import Callable

import pytest

from tests.e2e.desk import Desk
from tests.hotline import camera
from tests.house import House, until
from tests.visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


def test_an_officer_plays_what_a_source_sent_and_reads_what_was_found(
    house: House, officers: Callable[[str], Desk]
) -> None:
    Visitor(house.url).tell("A film and a call of the seller", [
        ("deal.mov", camera.film("mov"), "video/quicktime"), ("call.ogg", camera.recording(), "audio/ogg"),
        ("list.pdf", camera.pdf(), "application/pdf"), ("photo.jpg", camera.picture("JPEG"), "image/jpeg"),
        ("invoice.pdf", b"MZ" + bytes(200), "application/pdf"),
    ])  # fmt: skip
    tip = house.one("SELECT id FROM hotline_tip ORDER BY received_at DESC LIMIT 1")
    left = "SELECT count(*) FROM hotline_attachment WHERE state = 'waiting'"
    until(lambda: not house.one(left), 120, house.log("worker"))
    desk = officers("analyst")
    desk.go(f"/desk/hotline/tip/{tip}/change/")
    video, audio = desk.page.locator(".tip-file video"), desk.page.locator(".tip-file audio")
    for player in (video, audio):
        length = player.evaluate(
            "one => new Promise((done, failed) => { one.onloadedmetadata = () => done(one.duration);"
            " one.onerror = () => failed(new Error(one.error.message)); one.preload = 'auto'; one.load(); })"
        )
        assert 0.8 < length < 1.3
    said = desk.words
    for words in (
        "a program or script",
        "The voice is changed",
        "The original contains scripts",
        house.scanned("No virus found"),
    ):
        assert words in said
    if folder := os.environ.get("PICTURES"):
        desk.page.screenshot(path=f"{folder}/files.png", full_page=True)
    desk.page.get_by_role("button", name="What the original tells of its maker").first.click()
    assert "PlantedMaker" in desk.words
    assert not desk.trouble
