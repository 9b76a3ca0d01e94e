"""Answers by a tap below a question of the desk."""

import pytest

from bots.telegram import stepping
from bots.telegram.buttons import MAX_BYTES
from hotline import asking, correspondence
from hotline.asking import Made
from hotline.models import Message, Tip
from tests.bots.talk import Talk
from vault import text as sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(analyst):
    """A chat in Khmer whose tip was asked `still_there`, its push not read yet."""
    talk = Talk()
    talk.file()
    tip = Tip.objects.get()
    question = correspondence.ask(tip, asking.question("still_there", "km"), by=analyst, made=Made("km", "still_there"))
    stepping.forward_post()
    talk.seen.extend(talk.outbox()[-1:])
    return talk, tip, question


def shown(talk):
    """The question as the chat gets it after "Read"."""
    return next(each for each in talk.tap("Read") if each.get("rows"))


def test_the_answers_stand_below_the_question_in_its_language(asked):
    talk, _tip, _question = asked
    message = shown(talk)
    assert message["text"] == asking.in_chat(asking.question("still_there", "km"), "km", has_answers=True)
    labels = [label for row in message["rows"] for label, _data in row]
    assert labels == [label for _code, label in asking.answers("still_there", "km")]
    assert message["guarded"]


def test_callback_data_fits_what_the_platform_takes(asked):
    talk, _tip, _question = asked
    assert all(len(data.encode()) <= MAX_BYTES for row in shown(talk)["rows"] for _label, data in row)


def test_one_tap_answers_and_the_buttons_go(asked):
    talk, tip, _question = asked
    shown(talk)
    label = asking.label("still_there", "unknown", "km")
    edit = next(each for each in talk.tap(label) if each["do"] == "edit")
    assert edit["rows"] == []
    assert edit["text"].endswith(f"✓ {label}")
    said = tip.messages.get(direction="from_source")
    assert (sealed.read(said, "body"), correspondence.made_of(said).answer) == (label, "unknown")


def test_a_second_tap_answers_nothing_more_and_shows_the_first(asked):
    talk, tip, _question = asked
    shown(talk)
    yes, no = (asking.label("still_there", each, "km") for each in ("yes", "no"))
    talk.tap(yes)
    again = talk.tap(no)
    assert next(each for each in again if each["do"] == "edit")["text"].endswith(f"✓ {yes}")
    assert correspondence.made_of(tip.messages.get(direction="from_source")).answer == "yes"


def test_words_instead_of_a_tap_go_to_the_tip(asked):
    talk, tip, _question = asked
    shown(talk)
    talk.say("They moved it yesterday")
    assert sealed.read(tip.messages.get(direction="from_source"), "body") == "They moved it yesterday"


def test_an_answer_for_another_chats_question_is_taken_from_nobody(asked):
    talk, _tip, _question = asked
    shown(talk)
    stranger = Talk(chat=talk.chat + 1, seen=list(talk.seen))
    stranger.begin()
    stranger.seen.extend(talk.seen)
    stranger.tap(asking.label("still_there", "yes", "km"))
    assert not Message.objects.filter(direction="from_source").exists()


def test_a_tap_after_the_tip_was_withdrawn_says_so_and_adds_nothing(asked):
    talk, tip, _question = asked
    shown(talk)
    correspondence.withdraw(tip)
    (answer,) = talk.tap(asking.label("still_there", "yes", "km"))
    assert (answer["do"], answer["text"]) == ("answer", "This button is from an earlier step.")
    assert not Message.objects.filter(direction="from_source").exists()
