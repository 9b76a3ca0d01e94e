"""The outbox and its sender, on a clock that the test moves."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from bots.models import Lane, OutgoingMessage
from bots.speech import Button, Reply
from bots.telegram import clock, lanes, outbox, sending, tidying
from bots.telegram.pace import Budget
from hotline import correspondence
from hotline.models import Message, Tip
from tests.bots import updates
from tests.bots.talk import Talk

pytestmark = pytest.mark.django_db

NOW = datetime(2030, 1, 1, tzinfo=timezone.get_default_timezone())


def seconds(count: float) -> datetime:
    return NOW + timedelta(seconds=count)


def lane(number: int = 1) -> Lane:
    from bots import gateway

    source = gateway.source_at("telegram", f"1:{number}")
    return Lane.objects.create(
        channel="telegram", mark=str(number).encode(), source_id=source, next_send_at=seconds(-9), language="en"
    )


def queue(to: Lane, text: str, key: str = "", **more: Any) -> OutgoingMessage:
    out = outbox.Outbox(NOW)
    out.say(to, Reply(text, **more), key=key or text, turn=0)
    out.flush()
    return OutgoingMessage.objects.latest("pk")


def taken(at: float, limit: int = 25, **more: Any) -> list[str]:
    return [row.payload["text"] for row in sending.take(seconds(at), limit, **more)]


@dataclass
class FakeBot:
    """Answers calls with what is planned, then with message ids."""

    plan: list[Exception] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        async def call(*args: Any, **kwargs: Any) -> Any:
            self.calls.append((name, {**kwargs, "args": args}))
            if self.plan:
                raise self.plan.pop(0)
            return SimpleNamespace(message_id=len(self.calls))

        return call


def deliver(bot: FakeBot, payload: dict[str, Any]) -> Any:
    return asyncio.run(sending.deliver(bot, 1, payload))


SAY = {"do": "say", "text": "x", "rows": [[("A", "d")]], "guarded": True}


def test_one_message_a_second_goes_to_a_chat_in_order():
    one = lane()
    for text in ("a", "b", "c"):
        queue(one, text)
    (first,) = sending.take(seconds(0), 25)
    sending.settle(first, sending.Sent(7), seconds(0.4))
    assert first.payload["text"] == "a"
    assert taken(1.0) == []
    assert taken(1.46) == ["b"]


def test_chats_do_not_wait_for_each_other():
    for number in (1, 2, 3):
        queue(lane(number), f"m{number}")
    assert sorted(taken(0)) == ["m1", "m2", "m3"]


def test_no_more_is_taken_than_asked_for():
    for number in range(5):
        queue(lane(number), f"m{number}")
    assert len(taken(0, limit=2)) == 2


def test_what_is_in_hand_is_taken_by_nobody_else():
    queue(lane(), "a")
    assert taken(0) == ["a"]
    assert taken(30) == []


def test_what_a_dead_sender_had_is_sent_again():
    queue(lane(), "a")
    taken(0)
    sending.take_back(seconds(2))
    assert taken(2) == ["a"]


def test_a_busy_chat_waits():
    one = lane()
    queue(one, "a")
    assert taken(0, busy=[one.pk]) == []


def test_the_same_key_is_queued_once():
    one = lane()
    queue(one, "a", key="k")
    queue(one, "b", key="k")
    assert OutgoingMessage.objects.count() == 1


def test_a_newer_acknowledgement_takes_the_unsent_ones_place():
    one = lane()
    queue(one, "a", replaces="ack")
    queue(one, "b", replaces="ack")
    assert taken(0) == ["b"]


def test_an_acknowledgement_in_hand_is_not_taken_back():
    one = lane()
    queue(one, "a", replaces="ack")
    (row,) = sending.take(seconds(0), 5)
    queue(one, "b", replaces="ack")
    sending.settle(row, sending.Sent(1), seconds(0))
    assert taken(2) == ["b"]


def test_retry_after_holds_that_chat_alone():
    slow, other = lane(1), lane(2)
    queue(slow, "a")
    queue(slow, "b")
    rows = sending.take(seconds(0), 5)
    sending.settle(rows[0], sending.Refused("retry_after", wait=30), seconds(0))
    queue(other, "c")
    assert taken(5) == ["c"]
    assert taken(29) == []
    assert taken(30.1) == ["a"]
    assert OutgoingMessage.objects.get(dedupe_key="a").tries == 0


def test_a_message_that_never_goes_through_is_dead_and_the_next_goes_on():
    one = lane()
    queue(one, "a")
    queue(one, "b")
    at = 0.0
    for _ in range(sending.MAX_TRIES):
        (row,) = sending.take(seconds(at), 5)
        assert row.payload["text"] == "a"
        sending.settle(row, sending.Refused("NetworkError"), seconds(at))
        at += 400
    dead = OutgoingMessage.objects.get(dedupe_key="a")
    assert (dead.state, bytes(dead.payload), dead.failure) == ("dead", b"", "NetworkError")
    assert taken(at) == ["b"]


def test_a_blocked_chat_gets_nothing_more_and_the_officer_sees_it(settings, analyst):
    settings.TELEGRAM_BOT_TOKEN = "7311204865:EMULATED"
    talk = Talk()
    talk.file()
    question = correspondence.ask(Tip.objects.get(), "Where?", by=analyst)
    from bots.telegram import stepping

    stepping.forward_post()
    OutgoingMessage.objects.filter(message_id=None).delete()
    (row,) = sending.take(timezone.now() + timedelta(seconds=5), 5)
    sending.settle(row, sending.Refused("blocked", is_blocked=True), timezone.now())
    question.refresh_from_db()
    assert question.delivery == Message.Delivery.UNREACHABLE
    assert Lane.objects.get().is_unreachable


def test_what_was_sent_is_emptied_and_forgotten_after_two_days():
    queue(lane(), "a")
    (row,) = sending.take(seconds(0), 5)
    sending.settle(row, sending.Sent(7), seconds(1))
    sent = OutgoingMessage.objects.get()
    assert (sent.state, sent.sent_id, bytes(sent.payload)) == ("sent", 7, b"")
    tidying.tidy(seconds(47 * 3600))
    assert OutgoingMessage.objects.exists()
    tidying.tidy(seconds(49 * 3600))
    assert not OutgoingMessage.objects.exists()


def test_the_budget_over_all_chats_is_a_sliding_second():
    budget = Budget(per_second=3)
    budget.spend(0.0, 2)
    budget.spend(0.9, 1)
    assert budget.left(0.95) == 0
    assert budget.left(1.1) == 2
    assert budget.left(2.0) == 3


def test_a_message_goes_guarded_and_without_preview():
    bot = FakeBot()
    assert deliver(bot, SAY) == sending.Sent(1)
    ((name, asked),) = bot.calls
    assert name == "send_message"
    assert asked["protect_content"] is True
    assert asked["link_preview_options"].is_disabled


def test_what_telegram_answers_becomes_an_outcome():
    answers = [RetryAfter(17), Forbidden("blocked"), BadRequest("Chat not found"), NetworkError("down")]
    outcomes = [deliver(FakeBot([answer]), SAY) for answer in answers]
    assert [each.wait for each in outcomes] == [17.0, 0.0, 0.0, 0.0]
    assert [each.is_blocked for each in outcomes] == [False, True, False, False]
    assert [each.is_final for each in outcomes] == [False, False, True, False]


def test_an_edit_that_is_refused_becomes_a_new_message():
    bot = FakeBot([BadRequest("Message to edit not found")])
    assert deliver(bot, SAY | {"do": "edit", "message": 5}) == sending.Sent(2)
    assert [name for name, _ in bot.calls] == ["edit_message_text", "send_message"]


def test_an_edit_that_changes_nothing_is_done():
    bot = FakeBot([BadRequest("Message is not modified: …")])
    assert deliver(bot, SAY | {"do": "edit", "message": 5}) == sending.Sent(5)


def test_a_tap_answered_too_late_is_done():
    late = BadRequest("Query is too old and response timeout expired or query id is invalid")
    assert deliver(FakeBot([late]), {"do": "answer", "query": "1", "text": ""}) == sending.Sent()


def test_erase_says_how_many_were_deleted():
    bot = FakeBot()
    deliver(bot, {"do": "erase", "ids": list(range(150)), "done": "{count} gone", "failed": "no"})
    assert [name for name, _ in bot.calls] == ["delete_messages", "delete_messages", "send_message"]
    assert bot.calls[-1][1]["args"][1] == "150 gone"


def test_erase_that_is_refused_says_so():
    bot = FakeBot([BadRequest("no")])
    deliver(bot, {"do": "erase", "ids": [1], "done": "{count} gone", "failed": "not possible"})
    assert bot.calls[-1][1]["args"][1] == "not possible"


def test_the_chat_of_a_lane_is_found_through_the_vault(settings):
    settings.TELEGRAM_BOT_TOKEN = "7311204865:EMULATED"
    Talk(chat=4242).say("hello")
    assert lanes.chat_of(Lane.objects.get().source_id) == 4242
    assert updates.CHAT != 4242


def test_a_button_keeps_its_lane_and_turn():
    from bots.telegram import buttons

    one, other = lane(1), lane(2)
    data = buttons.write(one.pk, Button("Done", "done"), 27)
    assert buttons.read(one.pk, data) == ("done", 27)
    assert buttons.read(other.pk, data) == ("", None)


def test_what_telegram_did_not_hear_is_tried_for_a_day_and_soon_again():
    queue(lane(), "hello", "a")
    at = 0.0
    for _ in range(50):
        (row,) = sending.take(seconds(at), 5)
        sending.settle(row, sending.Refused("NetworkError", is_outage=True), seconds(at))
        waiting = OutgoingMessage.objects.get(dedupe_key="a")
        assert (waiting.state, waiting.failure) == ("queued", "")
        assert waiting.not_before <= seconds(at + sending.OUTAGE_PAUSE_SECONDS)
        at += sending.OUTAGE_PAUSE_SECONDS
    assert sending.OUTAGE_TRIES * sending.OUTAGE_PAUSE_SECONDS == 24 * 3600


def test_a_clock_that_is_set_back_leaves_no_chat_waiting_for_the_lost_hour():
    mine = lane()
    queue(mine, "hello", "a")
    OutgoingMessage.objects.update(not_before=seconds(3600))
    Lane.objects.filter(pk=mine.pk).update(next_send_at=seconds(3600))
    assert sending.take(seconds(1), 5) == []
    clock.forget_pauses(seconds(1))
    assert [row.payload["text"] for row in sending.take(seconds(1), 5)] == ["hello"]


def test_a_clock_tells_when_it_was_set_back(monkeypatch):
    steady, wall = iter([0.0, 10.0, 20.0, 30.0]), iter([1000.0, 1010.0, 990.0, 5000.0])
    monkeypatch.setattr(clock.time, "monotonic", lambda: next(steady))
    monkeypatch.setattr(clock.time, "time", lambda: next(wall))
    watched = clock.Clock()
    assert [watched.went_back() for _ in range(3)] == [False, True, False]
