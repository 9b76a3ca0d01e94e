"""Ready questions with buttons: put in the source's language, answered once on the status page, without a script."""

import pytest
from django.http import HttpResponse
from django.test import Client

from hotline import asking, correspondence
from hotline.asking import Made
from hotline.models import Message, Tip
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus
from tests.hotline.posting import code_on, hidden, send, soup
from tests.make import make_tip
from vault import text

pytestmark = pytest.mark.django_db


def ask_ready(tip: Tip, by: Officer, code: str = "still_there", language: str = "km") -> Message:
    return correspondence.ask(tip, asking.question(code, language), by=by, made=Made(language, code))


@pytest.fixture
def code(client: Client) -> str:
    return code_on(send(client, lang="km"))


def opened(client: Client, code: str) -> HttpResponse:
    return client.post("/km/status/", {"code": code})  # type: ignore[return-value]


def pressed(client: Client, code: str, question: object, answer: str) -> HttpResponse:
    told = {"code": code, "question": str(question), "answer": answer}
    return client.post("/km/status/add/", told)  # type: ignore[return-value]


def test_a_question_shows_its_answers_as_buttons_in_the_sources_language(client, code, analyst):
    asked = ask_ready(Tip.objects.get(), analyst)
    page = soup(opened(client, code))
    buttons = page.select("form.taps button[type=submit][name=answer]")
    assert [each["value"] for each in buttons] == ["yes", "no", "unknown"]
    assert [each.get_text() for each in buttons] == [label for _code, label in asking.answers("still_there", "km")]
    assert page.select_one("form.taps input[name=question]")["value"] == str(asked.pk)
    assert page.select_one(".ours p[lang=km]").get_text() == asking.question("still_there", "km")
    assert not page.select("script")


def test_one_press_is_the_sources_message_and_the_buttons_go(client, code, analyst):
    tip = Tip.objects.get()
    asked = ask_ready(tip, analyst)
    page = pressed(client, code, asked.pk, "no")
    assert page.status_code == 200
    assert not soup(page).select("form.taps")
    said = tip.messages.get(direction="from_source")
    assert text.read(said, "body") == asking.label("still_there", "no", "km")
    assert correspondence.made_of(said) == Made("km", "still_there", "no")
    tip.refresh_from_db()
    assert tip.status == Tip.Status.IN_TRIAGE


def test_a_second_press_answers_nothing_more(client, code, analyst):
    tip = Tip.objects.get()
    asked = ask_ready(tip, analyst)
    pressed(client, code, asked.pk, "no")
    assert pressed(client, code, asked.pk, "yes").status_code == 200
    assert correspondence.made_of(tip.messages.get(direction="from_source")).answer == "no"


def test_free_words_stay_possible_beside_the_buttons(client, code, analyst):
    tip = Tip.objects.get()
    ask_ready(tip, analyst)
    token = hidden(opened(client, code), "token")
    client.post("/km/status/add/", {"code": code, "token": token, "body": "They moved it"})
    assert text.read(tip.messages.get(direction="from_source"), "body") == "They moved it"


@pytest.mark.parametrize("question", ["", "no-uuid", "00000000-0000-0000-0000-000000000000"])
def test_an_answer_to_no_question_adds_nothing(client, code, question):
    assert pressed(client, code, question, "yes").status_code == 422
    assert not Message.objects.exists()


def test_an_answer_that_was_not_offered_adds_nothing(client, code, analyst):
    asked = ask_ready(Tip.objects.get(), analyst)
    assert pressed(client, code, asked.pk, "perhaps").status_code == 422
    assert not Message.objects.filter(direction="from_source").exists()


def test_the_question_of_another_tip_is_not_answered(client, code, analyst):
    other = ask_ready(make_tip(), analyst)
    assert pressed(client, code, other.pk, "yes").status_code == 422
    assert not Message.objects.filter(direction="from_source").exists()


def test_a_question_in_free_words_has_no_answers(analyst):
    asked = correspondence.ask(make_tip(), "Which stall?", by=analyst)
    assert correspondence.answers_of(asked) == ()
    with pytest.raises(Invalid):
        correspondence.answer(asked, "yes")


def test_a_withdrawn_tip_is_not_answered_and_its_codes_are_gone(analyst):
    tip = make_tip()
    asked = ask_ready(tip, analyst)
    correspondence.withdraw(tip)
    with pytest.raises(WrongStatus):
        correspondence.answer(asked, "yes")
    assert bytes(Message.objects.get().made) == b""


def test_no_code_of_question_or_answer_is_in_the_database_in_clear(analyst):
    asked = ask_ready(make_tip(), analyst, code="official")
    said, _is_new = correspondence.answer(asked, "yes")
    for row in (asked, said):
        assert b"official" not in bytes(row.made)
        assert correspondence.made_of(row).code == "official"
