"""A person asks in the chat for the warnings of an area, and ends that."""

import pytest

from bots.models import OutgoingMessage
from hotline.models import Draft, Tip, WarnedArea, WarningChat
from reference.models import Place
from tests.bots import updates
from tests.bots.talk import Talk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places():
    Place.objects.create(kind="country", code="KH", name="Cambodia", country="KH")
    Place.objects.create(kind="province", code="KH-11", name="Mondulkiri", country="KH")


@pytest.fixture
def talk():
    person = Talk()
    person.begin()
    return person


def _subscribe(talk, area="Mondulkiri"):
    talk.say("/warnings")
    talk.tap("Cambodia")
    return talk.tap(area)


def test_a_chat_asks_for_an_area_by_taps_alone(talk):
    told = _subscribe(talk)
    assert "You are warned of dangers in: Mondulkiri" in [each.get("text") for each in told]
    assert WarnedArea.objects.values_list("country", "province").get() == ("KH", "KH-11")


def test_it_is_no_word_of_a_tip(talk):
    talk.say("A bear is kept in a cage")
    _subscribe(talk)
    assert not Tip.objects.exists()
    assert Draft.objects.count() == 1
    told = talk.say("It is hungry")
    assert "Kept. Send more, or tap Done." in [each.get("text") for each in told]


def test_one_area_is_ended_and_all_are(talk):
    _subscribe(talk)
    talk.tap("Another area")
    talk.tap("Cambodia")
    talk.tap("The whole country")
    assert WarnedArea.objects.count() == 2
    talk.tap("End: Mondulkiri")
    assert WarnedArea.objects.get().province == ""
    told = talk.tap("End all")
    assert "You get no more warnings" in str(told)
    assert not WarningChat.objects.exists()


def test_a_person_without_a_language_chooses_one_first():
    told = Talk().say("/warnings")
    assert "Choose your language" in told[0]["text"]


def test_another_language_is_the_warnings_language_too(talk):
    _subscribe(talk)
    talk.say("/language")
    talk.tap("Tiếng Việt")
    assert WarningChat.objects.get().language == "vi"


def test_who_blocks_the_bot_is_warned_no_more(talk):
    _subscribe(talk)
    talk.hear(updates.member("kicked", talk.chat))
    assert not WarningChat.objects.exists()


def test_a_forged_button_does_nothing(talk):
    talk.hear(updates.tap("w:p:KH:KH-11.AAAAAAAAAA", talk.chat))
    assert not WarningChat.objects.exists()
    assert OutgoingMessage.objects.exists()
