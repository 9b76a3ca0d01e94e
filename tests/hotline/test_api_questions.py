"""tests hotline/api/questions.py, the list of hotline/api/tips.py: a partner's program reads, answers, and pages."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hotline import asking, correspondence, triage
from hotline.asking import Made
from hotline.models import Message, PartnerCall, Tip
from hotline.webhooks import news
from tests.hotline.calling import a_machine, a_partner, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine():
    return a_machine(None, "tips:write", "tips:read", "tips:answer")


@pytest.fixture
def tip(machine):
    machine.tell()
    return Tip.objects.get()


@pytest.fixture
def ready(tip, analyst):
    """A ready question in French, with its choices."""
    return correspondence.ask(tip, asking.question("still_there", "fr"), by=analyst, made=Made("fr", "still_there"))


@pytest.fixture
def own_words(tip, analyst):
    return correspondence.ask(tip, "Which pier was it?", by=analyst)


def said() -> list[Message]:
    return list(Message.objects.filter(direction="from_source").order_by("at"))


def test_questions_are_read_with_their_words_and_choices_and_count_as_delivered(machine, tip, ready, own_words):
    first, second = machine.asked(tip.pk).json()["questions"]
    assert (first["id"], first["language"], first["is_answered"]) == (str(ready.pk), "fr", False)
    assert [each["code"] for each in first["choices"]] == ["yes", "no", "unknown"]
    assert first["choices"][0]["label"] == "Oui"
    assert (second["question"], second["choices"]) == ("Which pier was it?", [])
    assert set(Message.objects.values_list("delivery", flat=True)) == {"delivered"}
    assert machine.look(tip.pk).json()["status"] == "more_asked"


def test_reading_more_questions_takes_no_more_queries(machine, tip, analyst):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert machine.asked(tip.pk).status_code == 200
        return len(asked)

    correspondence.ask(tip, "One?", by=analyst)
    queries()
    few = queries()
    for number in range(8):
        correspondence.ask(tip, f"Number {number}?", by=analyst)
    assert queries() <= few


def test_a_choice_is_an_answer_once_and_gives_the_tip_back_to_the_desk(machine, tip, ready):
    answer = machine.say(tip.pk, question=ready.pk, choice="no")
    assert answer.status_code == 201, answer.content
    tip.refresh_from_db()
    assert tip.status == Tip.Status.IN_TRIAGE
    assert [correspondence.made_of(each).answer for each in said()] == ["no"]
    refused(machine.say(tip.pk, question=ready.pk, choice="yes"), 409, "wrong_status")
    assert len(said()) == 1
    assert machine.asked(tip.pk).json()["questions"][0]["is_answered"] is True


def test_words_answer_any_question_and_more_words_follow(machine, tip, own_words):
    for words in ("The northern pier.", "And the ship is white."):
        assert machine.say(tip.pk, question=own_words.pk, words=words).status_code == 201
    assert [each.answer_to_id for each in said()] == [own_words.pk, None]


def test_the_same_call_again_is_the_same_answer_and_another_body_is_refused(machine, tip, own_words):
    first = machine.say(tip.pk, "k", question=own_words.pk, words="North.")
    again = machine.say(tip.pk, "k", question=own_words.pk, words="North.")
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    refused(machine.say(tip.pk, "k", question=own_words.pk, words="South."), 409, "idempotency_conflict")
    assert len(said()) == 1
    assert PartnerCall.objects.filter(route="answers").count() == 1


@pytest.mark.parametrize(
    "told",
    [
        {}, {"choice": "no", "words": "No."}, {"words": "  "}, {"choice": "perhaps"}, {"choice": 7},
        {"words": "x" * 10_001}, {"words": "No.", "from": "me"}, {"question": "seven", "words": "x"},
        {"question": None, "words": "x"},
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_and_nothing_kept(machine, tip, ready, told):
    refused(machine.say(tip.pk, **({"question": ready.pk} | told)), 400, "invalid")
    assert said() == []
    assert not PartnerCall.objects.filter(route="answers").exists()


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"7", b"\xff", b'{"question":{}}'])
def test_no_body_breaks_the_route(machine, tip, raw):
    assert machine.send(raw, where=f"/api/v1/tips/{tip.pk}/answers/").status_code == 400


def test_a_question_of_another_tip_is_not_there(machine, ready):
    machine.tell()
    other = Tip.objects.exclude(pk=ready.tip_id).get()
    refused(machine.say(other.pk, question=ready.pk, words="No."), 404, "not_found")
    assert machine.asked(other.pk).json() == {"questions": []}


def test_an_answer_of_the_source_is_no_question(machine, tip, own_words):
    answered = machine.say(tip.pk, question=own_words.pk, words="North.").json()["id"]
    refused(machine.say(tip.pk, question=answered, words="Again."), 404, "not_found")


def test_of_a_withdrawn_tip_nothing_is_read_and_nothing_taken(machine, tip, ready):
    correspondence.withdraw(tip)
    assert machine.asked(tip.pk).json() == {"questions": []}
    refused(machine.say(tip.pk, question=ready.pk, words="No."), 409, "wrong_status")


def test_a_key_that_sees_how_tips_stand_reads_no_question(machine, tip, ready):
    partner = PartnerCall.objects.get().partner
    other = a_machine(partner, "tips:read", "tips:write")
    assert other.asked(tip.pk).status_code == 403
    assert other.say(tip.pk, question=ready.pk, choice="no").status_code == 403
    assert a_machine(partner, "tips:answer").list().status_code == 403


def test_what_was_read_is_not_told_anew(machine, tip, ready):
    machine.asked(tip.pk)
    assert news.gather() == 0


def test_the_list_goes_on_where_it_stopped_while_new_tips_come(machine):
    for _each in range(5):
        machine.tell()
    first = machine.list(limit=2).json()
    machine.tell()
    rest = machine.list(after=first["next"], limit=200).json()
    assert [len(first["tips"]), len(rest["tips"]), rest["next"]] == [2, 4, None]
    assert machine.list(after=rest["tips"][-1]["id"]).json() == {"tips": [], "next": None}


def test_the_list_tells_of_each_tip_what_its_own_page_tells(machine, tip, analyst):
    triage.claim(tip, by=analyst)
    (listed,) = machine.list().json()["tips"]
    assert listed == machine.look(tip.pk).json()
    assert listed["status"] == "being_read"


def test_a_longer_page_takes_no_more_queries(machine):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            machine.list()
        return len(asked)

    machine.tell()
    queries()
    few = queries()
    for _each in range(6):
        machine.tell()
    assert queries() == few


@pytest.mark.parametrize("asked", [{"limit": 0}, {"limit": 201}, {"limit": "x"}, {"after": "x"}, {"page": 2}])
def test_what_is_no_page_is_refused_by_name(machine, asked):
    assert list(refused(machine.list(**asked), 400, "invalid")) == list(asked)


def test_a_place_in_somebody_elses_list_is_no_place(machine, tip):
    other = a_machine(a_partner("Other"))
    sentence = refused(other.list(after=tip.pk), 400, "invalid")
    assert sentence == refused(other.list(after="00000000-0000-4000-8000-000000000000"), 400, "invalid")


def test_the_list_of_a_partner_is_found_by_its_index(machine, tip):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN (FORMAT JSON) SELECT id FROM hotline_partnercall WHERE partner_id = %s AND id > 7 AND route IN"
            " ('tips', 'alerts', 'events', 'consignments', 'listings') ORDER BY id LIMIT 101",
            [PartnerCall.objects.get().partner_id],
        )
        plan = json.dumps(cursor.fetchone()[0])
    assert "partner_call_filed" in plan
    assert "Sort" not in plan
