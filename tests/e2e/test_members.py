"""A ranger's own chat: registered, linked by a code, heard with picture and position, answered, made a tip of."""

import os

import pytest

from bots.telegram.emulator import Person
from bots.telegram.emulator.person import file_spec
from tests.e2e.conftest import Officers
from tests.e2e.desk import DESK, PHONE, sideways
from tests.e2e.stages import picture
from tests.house import House, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
CHAT = 7_316_225_777
SEEN = "Two men with a sack at the salt lick"


def test_a_ranger_and_the_duty_desk_talk_and_a_tip_comes_of_it(officers: Officers, house: House) -> None:
    desk = officers("supervisor").go("/desk/hotline/member/register/")
    desk.fill(kind="ranger", call_sign="North 7", area="Ridge", language="en").press("Register")
    member = desk.path
    desk.press("Make a code to link the chat")
    code = desk.page.locator("section[role=status] code").inner_text()

    drafts = "SELECT count(*) FROM hotline_draft"
    before = house.one(drafts)
    ranger = Person(house.telegram, CHAT)
    ranger.say(code)
    ranger.wait_for("duty desk", 30)
    ranger.say(SEEN)
    ranger.send("location", {"latitude": 12.5, "longitude": 107.2})
    ranger.send("photo", file_spec(picture(), "camp.jpg"))
    ranger.wait_for("The duty desk has it", 30)
    assert house.one(drafts) == before

    desk.go("/desk/hotline/member/")
    assert "North 7" in desk.words
    desk.go(member).waits_for("12.5")
    assert SEEN in desk.words
    until(lambda: house.one("SELECT count(*) FROM hotline_attachment WHERE member_message_id IS NOT NULL "
                            "AND state = 'copied'") == 1, 60)  # fmt: skip
    _look(desk, member)
    desk.fill(words="Stay out of sight. A team comes.")
    with desk.page.expect_navigation():
        desk.page.locator("#answer button.is-primary").click()
    ranger.wait_for("Stay out of sight. A team comes.", 30)
    until(
        lambda: (
            house.one("SELECT count(*) FROM hotline_membermessage WHERE direction = 'to_member' AND delivery = 'sent'")
            == 1
        ),
        30,
    )

    desk.go(member)
    for box in desk.page.locator("input[name=chosen]").all():
        box.check()
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name="Make a tip of the chosen messages").click()
    assert "/desk/hotline/tip/" in desk.path
    assert SEEN in desk.words
    kind, channel = house.rows("SELECT kind, channel FROM hotline_tip ORDER BY received_at DESC LIMIT 1")[0]
    assert (kind, channel) == ("ranger", "chat")

    desk.go(member).press("End the membership")
    ranger.say("Are you there?")
    ranger.wait_for(lambda message: "The duty desk has it" not in message["text"], 30)
    assert house.one("SELECT count(*) FROM hotline_member WHERE ended_at IS NOT NULL AND chat_mark IS NULL") == 1
    assert desk.trouble == []


def _look(desk, member: str) -> None:
    """Nothing is wider than a phone or a desk's window; with LOOK, pictures are kept there."""
    for name, size in (("desk", DESK), ("phone", PHONE)):
        desk.page.set_viewport_size(size)
        desk.go(member)
        assert sideways(desk.page) == 0
        if folder := os.environ.get("LOOK"):
            desk.page.screenshot(path=f"{folder}/member_{name}.png", full_page=True)
    desk.page.set_viewport_size(DESK)
