"""What the bot is asked, and what officers ask through it: numbers, questions, the code, leaving."""

import pytest

from bots import gateway
from bots.models import Lane, OutgoingMessage
from bots.telegram import stepping
from hotline import correspondence, drafts, receipts, triage
from hotline.models import Draft, Message, Tip
from tests.bots import updates
from tests.bots.talk import Talk, sent
from vault import text as sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(settings) -> Talk:
    settings.TELEGRAM_BOT_TOKEN = "7311204865:EMULATED"
    return Talk()


def texts(payloads: list) -> list[str]:
    return [payload["text"] for payload in payloads if payload["do"] in ("say", "edit")]


def narrative(tip: Tip) -> str:
    return sealed.read(tip, "narrative")


def test_happening_now_shows_the_numbers_entered_then_that_of_the_country(talk, settings):
    settings.EMERGENCY_NUMBERS = {"KH": "117", "VN": "113"}
    talk.begin()
    talk.say("They load the truck")
    talk.tap("Done")
    assert "Cambodia 117 · Vietnam 113" in texts(talk.tap("now"))[-1]
    talk.tap("Skip")
    said = texts(talk.tap("Vietnam"))[-1]
    assert "Vietnam 113" in said
    assert "117" not in said


@pytest.mark.parametrize("country", ["Laos", "Skip"])
def test_no_number_is_shown_where_none_was_entered(talk, settings, country):
    settings.EMERGENCY_NUMBERS = {}
    talk.begin()
    talk.say("They load the truck")
    talk.tap("Done")
    said = texts(talk.tap("now")) + texts(talk.tap("Skip")) + texts(talk.tap(country))
    assert not [line for line in said if "in danger" in line]


def test_polls_and_stickers_are_refused_kindly(talk):
    talk.begin()
    said = texts(talk.hear(updates.message(sticker={"file_id": "s"}), updates.message(poll={"id": "1"})))
    assert said == ["Polls and stickers cannot be kept. Please tell it in words, or send a photo or a file."]


def test_ones_own_number_is_not_kept(talk):
    talk.begin()
    talk.hear(updates.message(contact={"phone_number": "+84900000001", "first_name": "X", "user_id": updates.CHAT}))
    assert not Draft.objects.exists()


def test_a_question_goes_out_neutral_and_is_read_after_a_tap(talk, analyst):
    talk.file()
    tip = Tip.objects.get()
    triage.claim(tip, by=analyst)
    question = correspondence.ask(tip, "Which stall was it?", by=analyst)
    assert stepping.forward_post() == 1
    assert stepping.forward_post() == 0
    (push,) = talk.outbox()[-1:]
    assert "stall" not in push["text"]
    assert push["guarded"]
    talk.seen.append(push)
    shown = talk.tap("Read")
    assert "Which stall was it?" in texts(shown)
    question.refresh_from_db()
    assert question.read_at
    assert texts(talk.tap("Read")) == []
    talk.say("The third on the left")
    assert sealed.read(tip.messages.get(direction="from_source"), "body") == "The third on the left"


def test_a_reply_to_a_question_goes_to_its_tip(talk, analyst):
    talk.file("The first tip")
    first = Tip.objects.get()
    correspondence.ask(first, "Which stall was it?", by=analyst)
    stepping.forward_post()
    push = OutgoingMessage.objects.latest("pk")
    sent(push.pk, 4711)
    talk.say("/new")
    talk.say("The second tip")
    talk.say("The third stall", reply_to_message={"message_id": 4711})
    assert sealed.read(first.messages.get(direction="from_source"), "body") == "The third stall"
    assert drafts.interview(Draft.objects.get(status="open"))["story"]["narrative"] == "The second tip"


def test_status_and_code_are_told(talk):
    talk.file()
    tip = Tip.objects.get()
    assert tip.reference in texts(talk.say("/status"))[0]
    code = texts(talk.say("/code"))[1]
    assert receipts.find(code).tip == tip


def test_a_blocked_bot_is_cut_off(talk, analyst):
    talk.file()
    question = correspondence.ask(Tip.objects.get(), "Which stall?", by=analyst)
    stepping.forward_post()
    talk.hear(updates.member("kicked"))
    question.refresh_from_db()
    assert question.delivery == Message.Delivery.UNREACHABLE
    assert not OutgoingMessage.objects.filter(state="queued").exists()
    talk.say("I am back")
    assert not Lane.objects.get().is_unreachable


def test_a_group_is_left_and_nothing_is_kept(talk):
    group = {"id": -100123, "type": "supergroup", "title": "Planted group"}
    update = updates.text("a tip in a group")
    update["message"]["chat"] = group
    (leave,) = talk.hear(update)
    assert (leave["do"], leave["chat"]) == ("leave", -100123)
    assert not Lane.objects.exists()


def test_erase_names_both_sides_messages(talk):
    talk.begin()
    said = updates.text("Something")
    talk.hear(said)
    row = OutgoingMessage.objects.latest("pk")
    sent(row.pk, 31)
    (erase,) = talk.say("/erase")
    assert erase["do"] == "erase"
    assert {31, said["message"]["message_id"]} <= set(erase["ids"])


def test_a_draft_filed_meanwhile_takes_the_next_words_as_an_addition(talk):
    talk.begin()
    talk.say("Never sent")
    draft = Draft.objects.get()
    gateway.send(draft.pk)
    talk.say("A day later")
    assert sealed.read(Message.objects.get(), "body") == "A day later"
