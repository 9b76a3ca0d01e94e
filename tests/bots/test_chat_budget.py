"""A chat that sends very much is answered more slowly; every word is kept, and no tip is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bots import chat_budget
from bots.models import IncomingUpdate, Lane, OutgoingMessage
from hotline import drafts
from hotline.models import Draft, Tip
from tests.bots import updates
from tests.bots.talk import Talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(settings, monkeypatch) -> Talk:
    settings.TELEGRAM_BOT_TOKEN = "7311204865:EMULATED"
    monkeypatch.setattr(chat_budget, "MESSAGES_AN_HOUR", 6)
    monkeypatch.setattr(chat_budget, "TIPS_A_DAY", 1)
    return Talk()


def waits(words: str) -> list[float]:
    """For how many seconds each queued message with such words waits from now."""
    rows = OutgoingMessage.objects.filter(state="queued").order_by("pk")
    said = zip(rows, Talk.outbox(), strict=True)
    return [
        (row.not_before - timezone.now()).total_seconds() for row, payload in said if words in payload.get("text", "")
    ]


def test_an_ordinary_chat_is_answered_at_once(talk):
    talk.say("They sell bear bile")
    assert waits("Đã lưu")[0] < 0.5


def test_every_message_of_a_flood_is_kept(talk):
    talk.begin()
    for number in range(20):
        talk.say(f"line {number}")
    kept = drafts.interview(Draft.objects.get())["story"]["narrative"]
    assert [f"line {number}" in kept for number in range(20)] == [True] * 20
    assert not IncomingUpdate.objects.exists()


def test_over_the_budget_the_bot_says_so_once_and_answers_slowly(talk):
    talk.begin()
    for number in range(20):
        talk.say(f"line {number}")
    assert len(waits("All you send is kept")) == 1
    assert max(waits("All you send is kept")) < 0.5
    (acknowledged,) = waits("Kept. Send more")
    assert acknowledged > chat_budget.SLOW.total_seconds() - 5


def test_a_tap_is_answered_at_once_all_the_same(talk):
    talk.begin()
    for number in range(10):
        talk.say(f"line {number}")
    answered = [payload for payload in talk.tap("Done") if payload["do"] == "answer"]
    assert answered
    row = OutgoingMessage.objects.filter(is_paced=False).latest("pk")
    assert row.not_before <= timezone.now()


def test_a_tip_of_a_chat_over_its_budget_waits_in_quarantine(talk):
    talk.file("An ivory carver works behind the temple")
    assert Tip.objects.get().suspicions == ["chat_over_budget"]
    assert Tip.objects.get().status == Tip.Status.QUARANTINED
    assert [payload for payload in talk.seen if "your tip has arrived" in payload.get("text", "")]


def test_further_tips_of_a_day_wait_and_the_next_day_begins_anew(talk, monkeypatch):
    monkeypatch.setattr(chat_budget, "MESSAGES_AN_HOUR", 1000)
    for words in ("An ivory carver works behind the temple", "He has a brother who sells rosewood"):
        talk.file(words)
    assert list(Tip.objects.order_by("received_at").values_list("suspicions", flat=True)) == [[], ["chat_over_budget"]]
    Lane.objects.update(day_began=timezone.now() - timedelta(days=1))
    talk.file("Both are at the harbour on Mondays")
    assert Tip.objects.latest("received_at").suspicions == []


def test_the_hour_begins_anew(talk):
    for number in range(10):
        talk.say(f"line {number}")
    Lane.objects.update(hour_began=timezone.now() - timedelta(hours=1))
    talk.say("one more")
    assert Lane.objects.get().heard_in_hour == 1


def test_one_chat_slows_no_other(talk):
    for number in range(10):
        talk.say(f"line {number}")
    OutgoingMessage.objects.all().delete()
    Talk(chat=99).say("Something else")
    assert waits("Đã lưu")[0] < 0.5


def test_tips_of_a_flood_of_new_chats_wait_and_those_of_known_chats_do_not(talk, monkeypatch):
    monkeypatch.setattr(chat_budget, "MESSAGES_AN_HOUR", 1000)
    monkeypatch.setattr(chat_budget, "NEW_CHATS", 3)
    talk.begin()
    for chat in range(90, 95):
        Talk(chat=chat).say("hello")
    newcomer = Talk(chat=99)
    newcomer.file("Turtles in sacks at the pier of the old town")
    assert Tip.objects.get().suspicions == ["chat_flood"]
    talk.file("A captive gibbon sits on the balcony of the third floor")
    assert Tip.objects.latest("received_at").suspicions == []


def test_many_chats_that_send_the_same_words_are_set_aside_from_the_fourth(talk, monkeypatch):
    monkeypatch.setattr(chat_budget, "MESSAGES_AN_HOUR", 1000)
    for chat in range(90, 95):
        Talk(chat=chat).file("Everybody look at this shop")
    said = list(Tip.objects.order_by("received_at").values_list("suspicions", flat=True))
    assert said == [[], [], [], ["repeated_words"], ["repeated_words"]]


def test_a_file_over_the_budget_is_kept_too(talk):
    talk.begin()
    for number in range(10):
        talk.hear(updates.photo(f"P{number}"))
    assert Draft.objects.get().attachments.count() == 10
