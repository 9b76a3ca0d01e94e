"""The emulated Bot API as python-telegram-bot meets it: calls, chats, refusals."""

from collections.abc import Iterator

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bots.telegram.emulator import Emulator, NotHeard, Person, Refused

from .driving import CHAT, TOKEN, run, updates


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator(TOKEN) as running:
        yield running


@pytest.fixture
def person(emulator: Emulator) -> Person:
    return Person(emulator.url, CHAT, name="Lan", language="vi", is_premium=True)


def test_the_bot_knows_itself(emulator):
    me = run(emulator.url, lambda bot: bot.get_me())
    assert (me.id, me.is_bot) == (7311204865, True)


def test_a_wrong_token_is_refused(emulator):
    with pytest.raises(InvalidToken):
        run(emulator.url, lambda bot: bot.get_me(), token="1:WRONG")


def test_an_unknown_method_is_not_found(emulator):
    answer = httpx.post(f"{emulator.api_url}{TOKEN}/getNothing")
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}
    assert answer.status_code == 404


def test_a_json_body_is_read_too(emulator, person):
    person.say("hello")
    wish = {"chat_id": CHAT, "text": "yes", "protect_content": True}
    httpx.post(f"{emulator.api_url}{TOKEN}/sendMessage", json=wish).raise_for_status()
    assert person.wait_for("yes")["protect_content"] is True


def test_what_a_person_says_reaches_the_bot_with_sender_and_entities(emulator, person):
    number = person.say("/start 🦜 https://example.org/x")
    [update] = updates(emulator.url)
    message = update.message
    assert (message.message_id, message.chat.id) == (number, CHAT)
    assert (message.from_user.first_name, message.from_user.language_code) == ("Lan", "vi")
    assert message.from_user.is_premium
    assert not message.from_user.is_bot
    assert [each.type for each in message.entities] == ["bot_command", "url"]
    assert message.parse_entity(message.entities[1]) == "https://example.org/x"
    assert message.date.microsecond == 0


def test_the_bots_answer_is_seen_with_buttons_and_protection(emulator, person):
    person.say("hello")
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("Done", callback_data="d:1")]])
    run(
        emulator.url,
        lambda bot: bot.send_message(
            CHAT,
            "<b>Thank</b> you &amp; bye",
            parse_mode="HTML",
            reply_markup=rows,
            protect_content=True,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
    )
    heard = person.wait_for("Thank you & bye")
    assert heard["buttons"] == [[{"text": "Done", "data": "d:1", "url": None}]]
    assert heard["protect_content"]
    assert heard["link_preview_disabled"]
    assert heard["message"]["entities"] == [{"type": "bold", "offset": 0, "length": 5}]


def test_a_tap_is_a_callback_query_that_can_be_answered_once(emulator, person):
    person.say("hello")
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("Done", callback_data="d:1")]])
    sent = run(emulator.url, lambda bot: bot.send_message(CHAT, "ready?", reply_markup=rows))
    person.tap("Done")
    query = updates(emulator.url)[-1].callback_query
    assert (query.data, query.message.message_id) == ("d:1", sent.message_id)
    assert run(emulator.url, lambda bot: bot.answer_callback_query(query.id, "noted"))
    assert person.look()["callback_answers"][0]["text"] == "noted"
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        run(emulator.url, lambda bot: bot.answer_callback_query(query.id))


def test_a_button_that_is_not_there_cannot_be_tapped(emulator, person):
    person.say("hello")
    with pytest.raises(Refused, match=r"(?i)no such button"):
        person.tap("Done")
    assert len(updates(emulator.url)) == 1


def test_an_edit_by_the_bot_replaces_text_and_buttons(emulator, person):
    person.say("hello")
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("Done", callback_data="d:1")]])
    sent = run(emulator.url, lambda bot: bot.send_message(CHAT, "before", reply_markup=rows))
    run(emulator.url, lambda bot: bot.edit_message_text("after", CHAT, sent.message_id))
    heard = person.wait_for("after")
    assert (heard["buttons"], heard["edits"][0]["text"]) == ([], "before")
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        run(emulator.url, lambda bot: bot.edit_message_text("after", CHAT, sent.message_id))
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        run(emulator.url, lambda bot: bot.edit_message_text("x", CHAT, 1))


def test_an_edit_by_the_person_arrives_as_edited_message(emulator, person):
    number = person.say("two cages")
    person.edit(number, "three cages")
    edited = updates(emulator.url)[-1].edited_message
    assert (edited.message_id, edited.text) == (number, "three cages")
    assert edited.edit_date is not None


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "  "}, "message text is empty"),
        ({"text": "x", "chat_id": 404}, "chat not found"),
        ({"text": "x", "parse_mode": "Word"}, "unsupported parse_mode"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "1 < 2", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "x", "data": "é" * 33}, "BUTTON_DATA_INVALID"),
    ],
)
def test_a_bad_message_is_refused_and_not_shown(emulator, person, call, reason):
    person.say("hello")
    wish = {"chat_id": CHAT} | call
    if data := wish.pop("data", ""):
        button = InlineKeyboardButton("b", callback_data=data)
        wish["reply_markup"] = InlineKeyboardMarkup([[button]])
    with pytest.raises(BadRequest) as refused:
        run(emulator.url, lambda bot: bot.send_message(**wish))
    assert reason.lower() in str(refused.value).lower()
    assert len(person.messages()) == 1


def test_a_blocked_bot_is_told_and_cannot_write(emulator, person):
    person.say("hello")
    person.block()
    change = updates(emulator.url)[-1].my_chat_member
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    with pytest.raises(Forbidden, match=r"(?i)bot was blocked by the user"):
        run(emulator.url, lambda bot: bot.send_message(CHAT, "hello?"))
    person.unblock()
    assert run(emulator.url, lambda bot: bot.send_message(CHAT, "welcome back"))


def test_too_fast_is_recorded_when_lax_and_refused_when_strict(emulator, person):
    person.say("hello")

    async def twice(bot: Bot) -> None:
        await bot.send_message(CHAT, "one")
        await bot.send_message(CHAT, "two")

    run(emulator.url, twice)
    state = httpx.get(f"{emulator.url}/emulator/state").json()
    assert state["violations"]["totals"] == {"chat": 1}
    httpx.post(f"{emulator.url}/emulator/strict", json={"on": True})
    with pytest.raises(RetryAfter) as told:
        run(emulator.url, twice)
    assert told.value.retry_after == 1


def test_planned_faults_hit_the_next_calls_only(emulator, person):
    person.say("hello")
    plan = f"{emulator.url}/emulator/fault"
    wish = {"method": "sendMessage", "times": 1}
    for code, error in ((429, RetryAfter), (500, NetworkError), (502, NetworkError)):
        httpx.post(plan, json=wish | {"code": code, "retry_after": 7}).raise_for_status()
        with pytest.raises(error):
            run(emulator.url, lambda bot: bot.send_message(CHAT, "lost"))
    assert run(emulator.url, lambda bot: bot.send_message(CHAT, "kept"))
    assert [each["text"] for each in person.messages()] == ["hello", "kept"]


def test_a_silent_or_dropped_call_may_have_taken_effect(emulator, person):
    person.say("hello")
    plan = f"{emulator.url}/emulator/fault"
    httpx.post(plan, json={"method": "sendMessage", "code": "drop"})
    with pytest.raises(NetworkError):
        run(emulator.url, lambda bot: bot.send_message(CHAT, "never done"))
    httpx.post(plan, json={"method": "sendMessage", "code": "timeout", "is_done": True})
    with pytest.raises(TimedOut):
        run(emulator.url, lambda bot: bot.send_message(CHAT, "done unseen", read_timeout=0.2))
    assert [each["text"] for each in person.messages()] == ["hello", "done unseen"]


def test_a_message_is_deletable_for_48_hours(emulator, person):
    number, late = person.say("take this back"), person.say("too late")
    assert run(emulator.url, lambda bot: bot.delete_message(CHAT, number))
    assert person.messages()[0]["deleted"] is True
    httpx.post(f"{emulator.url}/emulator/clock", json={"forward_seconds": 48 * 3600 + 1})
    with pytest.raises(BadRequest, match=r"(?i)can't be deleted"):
        run(emulator.url, lambda bot: bot.delete_message(CHAT, late))


def test_a_group_can_be_left(emulator):
    group = {"id": -1001234567890, "title": "Friends"}
    member = Person(emulator.url, CHAT, group=group)
    member.say("I saw something")
    joined, said = updates(emulator.url)
    assert joined.my_chat_member.new_chat_member.status == "member"
    assert said.message.chat.type == "supergroup"
    assert run(emulator.url, lambda bot: bot.leave_chat(group["id"]))
    with pytest.raises(Forbidden, match=r"(?i)not a member"):
        run(emulator.url, lambda bot: bot.send_message(group["id"], "x"))


def test_commands_are_checked(emulator):
    assert run(emulator.url, lambda bot: bot.set_my_commands([("start", "Begin")]))
    assert run(emulator.url, lambda bot: bot.get_my_commands())[0].command == "start"
    with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
        run(emulator.url, lambda bot: bot.set_my_commands([("Début", "x")]))


def test_waiting_for_words_that_never_come_tells_what_was_said(emulator, person):
    person.say("hello")
    run(emulator.url, lambda bot: bot.send_message(CHAT, "other words"))
    with pytest.raises(NotHeard, match=r"(?i)other words"):
        person.wait_for("expected", timeout=0.2)
