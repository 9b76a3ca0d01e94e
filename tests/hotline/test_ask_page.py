"""The desk's page for asking a source: choose or write, see what they will see, then send."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from hotline import asking, correspondence, triage
from hotline.asking import Made
from hotline.models import Message, Tip
from staff.models import AuditEntry
from tests.make import make_tip
from vault import text

pytestmark = pytest.mark.django_db
KHMER = "មានគេលក់សត្វពង្រូលនៅផ្សារជិតស្ថានីយ៍សាំង"


def address(tip: Tip, end: str = "ask/") -> str:
    return f"/desk/hotline/tip/{tip.pk}/{end}"


def looked(client: Client, tip: Tip, **said: Any) -> BeautifulSoup:
    """The page after one POST, or after a GET where nothing was said."""
    answer = client.post(address(tip), {"language": "en", **said}) if said else client.get(address(tip))
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return BeautifulSoup(answer.content, "html.parser")


def sent(client: Client, tip: Tip, **said: Any) -> Any:
    """Preview, then the Send of that preview."""
    page = looked(client, tip, do="preview", **said)
    seen = page.select_one("input[name=seen]")["value"]  # type: ignore[index]
    return client.post(address(tip), {"language": "en", **said, "seen": seen, "do": "send"})


@pytest.fixture
def desk(client, sign_in, analyst):
    return sign_in(client, analyst)


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get(address(make_tip())).url.startswith("/desk/login/")


@pytest.mark.parametrize("who", ["outsider", "investigator", "administrator"])
def test_an_officer_without_the_right_asks_nothing(client, sign_in, request, who):
    tip = make_tip()
    sign_in(client, request.getfixturevalue(who))
    for answer in (client.get(address(tip)), client.post(address(tip), {"language": "en", "words": "Where?"})):
        assert answer.status_code in (403, 404)
    assert not Message.objects.exists()


def test_ready_questions_stand_in_both_languages(desk):
    page = looked(desk, make_tip(KHMER, language="km"))
    assert page.select_one("option[selected]")["value"] == "km"
    label = page.select_one("input[name=code][value=still_there]").parent
    assert "Is it still there?" in label.get_text()
    assert label.select_one(".ask-theirs[lang=km]").get_text() == asking.question("still_there", "km")


def test_a_ready_question_is_seen_in_the_sources_language_before_it_goes(desk):
    tip = make_tip(KHMER, language="km")
    page = looked(desk, tip, language="km", code="still_there", do="preview")
    chat, status = page.select_one(".ask-phone.is-chat"), page.select_one(".ask-phone.is-page")
    assert asking.question("still_there", "km") in chat.get_text()
    assert chat["lang"] == "km"
    assert [each.get_text() for each in chat.select(".ask-keys .ask-key")] == [
        label for _code, label in asking.answers("still_there", "km")
    ]
    assert [each.get_text() for each in status.select(".ask-button")] == [
        label for _code, label in asking.answers("still_there", "km")
    ]
    assert not Message.objects.exists()


def test_what_was_seen_is_what_is_sent(desk, analyst):
    tip = make_tip(KHMER, language="km")
    assert sent(desk, tip, language="km", code="still_there").status_code == 302
    message = Message.objects.get()
    assert text.read(message, "body") == asking.question("still_there", "km")
    assert correspondence.made_of(message) == Made("km", "still_there")
    tip.refresh_from_db()
    assert (tip.status, tip.assignee) == (Tip.Status.NEEDS_INFO, analyst)


def test_a_question_that_is_sent_twice_goes_out_once(desk):
    tip = make_tip()
    page = looked(desk, tip, words="Where was it?", do="preview")
    said = {name: page.select_one(f"input[name={name}]")["value"] for name in ("seen", "once")}
    for _time in range(2):
        desk.post(address(tip), {"language": "en", "words": "Where was it?", "do": "send", **said})
    assert Message.objects.filter(tip=tip).count() == 1
    assert "was sent already" in desk.get(address(tip, "change/")).content.decode()


def test_nothing_is_sent_that_was_not_shown(desk):
    tip = make_tip()
    page = looked(desk, tip, words="Which stall?", do="preview")
    seen = page.select_one("input[name=seen]")["value"]
    again = looked(desk, tip, words="Which market?", do="send", seen=seen)
    assert "Which market?" in again.select_one(".ask-phone.is-page").get_text()
    assert not Message.objects.exists()
    assert looked(desk, tip, words="Which stall?", do="send").select_one(".ask-shown")
    assert not Message.objects.exists()


@pytest.mark.parametrize("said", [{}, {"words": " \n"}, {"code": "still_there", "words": "And when?"}, {"code": "no"}])
def test_nothing_or_both_is_refused_and_what_was_typed_stays(desk, said):
    answer = desk.post(address(make_tip()), {"language": "en", "do": "preview", **said})
    assert answer.status_code == 422
    assert said.get("words", "").strip() in answer.content.decode()


def test_a_question_that_is_too_long_is_warned_of_and_refused(desk):
    tip = make_tip()
    page = looked(desk, tip, words="x " * 1500, do="preview")
    assert "Too long to be sent" in page.select_one(".ask-shown .desk-note").get_text()
    assert sent(desk, tip, words="x " * 1500).status_code == 422
    assert not Message.objects.exists()


def test_a_decided_tip_offers_no_question(desk, analyst):
    tip = triage.dismiss(make_tip(), by=analyst, reason="spam")
    page = looked(desk, tip)
    assert "reopen it before you ask" in page.get_text()
    assert not page.select("form.ask-form")
    assert address(tip) not in desk.get(address(tip, "change/")).content.decode()


def test_the_draft_is_in_no_audit_entry(desk):
    sent(desk, make_tip(), words="Which stall by the pier?")
    assert not any("pier" in str(entry.details) for entry in AuditEntry.objects.all())


def test_a_draft_that_names_names_is_warned_of_and_may_be_sent(desk):
    tip = make_tip("The boss is Somchai and his lorry waits.")
    page = looked(desk, tip, words="Is Somchai there today?", do="preview")
    assert "Somchai" in page.select_one(".ask-shown .desk-note q").get_text()
    assert sent(desk, tip, words="Is Somchai there today?").status_code == 302


def test_the_source_who_wrote_in_another_language_than_their_page_is_pointed_out(desk):
    assert "another language than that of their page" in looked(desk, make_tip(KHMER, language="en")).get_text()
    assert "another language than that of their page" not in looked(desk, make_tip(KHMER, language="km")).get_text()


@pytest.mark.parametrize(
    ("page_of", "story", "expected"),
    [("zh", "他们在市场卖穿山甲", "zh-hans"), ("", KHMER, "km"), ("", "1 2 3", "en"), ("zh-hant", KHMER, "zh-hant")],
)
def test_the_language_is_that_of_page_or_chat_else_of_the_words(desk, page_of, story, expected):
    page = looked(desk, make_tip(story, language=page_of))
    assert page.select_one("option[selected]")["value"] == expected


# --- What the tip's page shows of it ------------------------------------------------------------------------------
def test_an_answer_is_shown_in_the_officers_language(desk, analyst):
    tip = make_tip(KHMER, language="km")
    sent(desk, tip, language="km", code="weapons")
    correspondence.answer(Message.objects.get(), "yes")
    page = BeautifulSoup(desk.get(address(tip, "change/")).content, "html.parser")
    said = page.select_one(".tip-said.is-from_source")
    assert said.select_one("b").get_text() == "Yes"
    assert "Do they carry weapons?" in said.get_text()
    assert asking.label("weapons", "yes", "km") in said.get_text()


def test_a_question_waits_with_its_age_until_the_source_says_something(desk, analyst):
    tip = make_tip()
    correspondence.ask(tip, "Which stall?", by=analyst)
    assert "one question without an answer" in desk.get(address(tip, "change/")).content.decode()
    correspondence.add_from_source(tip, "The third")
    assert "without an answer" not in desk.get(address(tip, "change/")).content.decode()


def test_a_later_question_waits_though_an_earlier_one_was_answered_by_its_button(desk, analyst):
    tip = make_tip()
    first = correspondence.ask(tip, "Is it still there?", by=analyst, made=Made("en", "still_there"))
    correspondence.answer(first, "yes")
    correspondence.ask(tip, "Which stall?", by=analyst)
    assert "one question without an answer" in desk.get(address(tip, "change/")).content.decode()
