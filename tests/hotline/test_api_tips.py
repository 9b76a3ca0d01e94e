"""tests hotline/api/tips.py: what a partner's machine sends becomes a tip, once."""

import json
import uuid

import pytest

from hotline import correspondence, triage
from hotline.models import PartnerCall, Tip
from hotline.public.stored import stored
from staff.models import AuditEntry
from tests.hotline.calling import STORY, TIPS, Machine, a_machine, a_partner, refused
from vault import identity
from vault.models import SealedContact, Source

pytestmark = pytest.mark.django_db
FULL = {
    "urgency": "now", "offences": ["live", "transport"], "species": "pangolin", "condition": "alive", "quantity": "2",
    "price": "300 USD", "country": "KH", "place": "the old ferry", "lat": 11.5, "lon": 104.92, "precision": "near",
    "place_kind": "landing", "link": "https://example.org/offer", "when": "this morning", "repeated": "often",
    "subjects": ["a man with a red cap"], "basis": "saw", "exposure": "maybe", "sharing": "authorities",
    "safe_time": "after six", "language": "km",
}  # fmt: skip


def test_a_full_tip_is_filed_as_told_and_shown_by_an_opaque_id():
    answer = a_machine().tell(**FULL)
    told, tip = answer.json(), Tip.objects.get()
    assert answer.status_code == 201
    assert told["id"] == str(tip.pk)
    assert told["status"] == "received"
    assert answer["Location"] == f"{TIPS}{tip.pk}/"
    assert (tip.channel, tip.urgency, tip.offences, tip.country, tip.language) == (
        "api", "now", ["live", "transport"], "KH", "km",
    )  # fmt: skip
    beside = ("lat", "lon", "language")
    assert stored(tip).story.answers() == {k: v for k, v in FULL.items() if k not in beside} | {"pin": "11.5,104.92"}
    assert stored(tip).story.narrative == STORY


def test_spaces_and_line_breaks_are_taken_as_on_the_form():
    a_machine().tell(narrative="one\r\ntwo ", place="  ", when=" today\r\n", subjects=[" a man ", " "])
    story = stored(Tip.objects.get()).story
    assert (story.narrative, story.place, story.when, story.subjects) == ("one\ntwo ", "", "today", ["a man"])


def test_an_answer_holds_neither_the_code_nor_the_reference():
    machine = a_machine()
    said = machine.tell("k").content + machine.tell("k").content + machine.look(Tip.objects.get().pk).content
    assert Tip.objects.get().reference.encode() not in said
    assert not any(word in said for word in (b"code", b"TIP-", b"reference"))


def test_the_same_call_again_is_the_same_tip():
    machine = a_machine()
    first, again = machine.tell("k-1"), machine.tell("k-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.content == again.content
    assert Tip.objects.count() == 1


def test_the_same_key_with_another_body_is_refused_and_files_nothing():
    machine = a_machine()
    machine.tell("k-1")
    refused(machine.tell("k-1", place="elsewhere"), 409, "idempotency_conflict")
    assert Tip.objects.count() == 1


def test_two_partners_may_use_the_same_key():
    assert {a_machine().tell("k-1").status_code, a_machine().tell("k-1").status_code} == {201}
    assert Tip.objects.count() == 2


@pytest.mark.parametrize("key", [None, " ", "a b", "x" * 201, "ключ", "a\tb"])
def test_a_call_without_a_good_idempotency_key_is_told_so(key):
    fields = refused(a_machine().tell(key), 400, "invalid")
    assert list(fields) == ["Idempotency-Key"]
    assert not Tip.objects.exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"narrative": ""}, "narrative"), ({"narrative": "  \n"}, "narrative"), ({"narrative": 7}, "narrative"),
        ({"narrative": "a\0b"}, "narrative"), ({"place": " " * 1_001}, "place"),
        ({"narrative": "x" * 10_001}, "narrative"),
        ({"narrative": "a\ud800b"}, "narrative"), ({"urgency": "soon"}, "urgency"), ({"urgency": ["now"]}, "urgency"),
        ({"offences": "live"}, "offences"), ({"offences": ["\ud800"]}, "offences"), ({"country": "kh"}, "country"),
        ({"place": "x" * 1_001}, "place"), ({"lat": 91, "lon": 0}, "lat"), ({"lat": 10**400, "lon": 0}, "lat"),
        ({"lat": 1}, "lat"), ({"lat": True, "lon": 1}, "lat"), ({"lat": 1, "lon": 1, "pin": "x"}, "pin"),
        ({"subjects": ["a"] * 6}, "subjects"), ({"subjects": [["a"]]}, "subjects"), ({"language": "Khmer"}, "language"),
        ({"naration": "x"}, "naration"), ({"\ud800": "x"}, "unreadable name"), ({"contact": "0977"}, "contact"),
        ({"reporter_id": "a b"}, "reporter_id"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_used_is_named_and_nothing_is_filed(told, field):
    assert list(refused(a_machine().tell(**told), 400, "invalid")) == [field]
    assert not Tip.objects.exists()


@pytest.mark.parametrize(
    "raw",
    [b"{", b"\xff\xfe", b"nul",
     b'{"narrative": NaN}', b"[" * 90_000, b'{"lat": 1' + b"0" * 5000 + b"}", b"\xef\xbb\xbf{}"],
    ids=range(7),
)  # fmt: skip
def test_what_is_no_json_is_told_so(raw):
    refused(a_machine().send(raw), 400, "malformed")


@pytest.mark.parametrize("raw", [b"null", b"[]", b'"x"', b"1"])
def test_json_that_is_no_object_is_told_so(raw):
    assert list(refused(a_machine().send(raw), 400, "invalid")) == ["body"]


def test_what_is_not_taken_has_the_same_shape_of_error():
    machine = a_machine()
    refused(machine.send(b"narrative=x", kind="application/x-www-form-urlencoded"), 415, "unsupported_media_type")
    refused(machine.send(json.dumps({"narrative": "x" * 300_000}).encode()), 413, "too_large")
    refused(machine.client.put(TIPS, headers={"Authorization": f"Bearer {machine.key}"}), 405, "method_not_allowed")
    refused(machine.client.options(TIPS, headers={"Authorization": f"Bearer {machine.key}"}), 405, "method_not_allowed")
    headers = {"Authorization": f"Bearer {machine.key}", "Accept": "text/html"}
    refused(machine.client.get(f"{TIPS}{uuid.uuid4()}/", headers=headers), 406, "not_acceptable")
    refused(machine.client.get("/api/v1/nothing/"), 404, "not_found")


def test_a_bug_is_told_in_the_same_shape(monkeypatch):
    monkeypatch.setattr("hotline.api.filing.file_tip", lambda *args, **kwargs: 1 / 0)
    refused(a_machine().tell(), 500, "broken")


def test_a_partner_sees_how_its_own_tip_stands_in_words_that_any_source_may_have(analyst):
    machine = a_machine()
    tip = Tip.objects.get(pk=machine.tell().json()["id"])
    triage.claim(tip, by=analyst)
    assert machine.look(tip.pk).json()["status"] == "being_read"
    assert set(machine.look(tip.pk).json()) == {"id", "status", "acted_on", "received_at"}
    correspondence.withdraw(tip)
    assert machine.look(tip.pk).json()["status"] == "withdrawn"


def test_a_tip_of_somebody_else_is_as_absent_as_one_that_never_was(db):
    from tests.make import make_tip

    others = [a_machine(a_partner("Others")).tell().json()["id"], make_tip().pk, uuid.uuid4()]
    answers = [a_machine().look(tip) for tip in others]
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}


def test_a_partner_is_one_source_and_each_of_its_reporters_another():
    partner = a_partner(kind="camera")
    machine = a_machine(partner)
    for reporter in ({}, {}, {"reporter_id": "r-1"}, {"reporter_id": "r-1"}, {"reporter_id": "r-2"}):
        assert machine.tell(**reporter).status_code == 201
    sources = list(Tip.objects.order_by("received_at").values_list("source_id", flat=True))
    assert sources[:2] == [partner.source_id] * 2
    assert sources[2] == sources[3]
    assert len(set(sources)) == 3
    assert set(Source.objects.values_list("kind", flat=True)) == {"camera"}


def test_contact_goes_to_the_sealed_box_of_its_reporter():
    answer = a_machine().tell(reporter_id="r-1", contact="0977 341 882")
    tip = Tip.objects.get()
    assert answer.json()["contact_kept"] is True
    assert identity.has_contact(tip.source_id)
    assert b"0977" not in bytes(SealedContact.objects.get().sealed)
    assert "contact" not in stored(tip).story.answers()


def test_a_tip_is_filed_although_nobody_can_open_a_sealed_box(settings):
    settings.HANDLER_PUBLIC_KEYS = ""
    answer = a_machine().tell(reporter_id="r-1", contact="0977 341 882")
    assert (answer.status_code, answer.json()["contact_kept"]) == (201, False)


def test_a_tip_by_the_api_stands_in_the_audit_like_any_other():
    a_machine().tell()
    entry = AuditEntry.objects.get(verb="tip.received")
    assert entry.details == {"channel": "api"}


@pytest.mark.django_db(transaction=True)
def test_a_tip_takes_a_bounded_number_of_queries(django_assert_max_num_queries):
    machine = a_machine()
    machine.tell()
    with django_assert_max_num_queries(22):
        machine.tell(**FULL)


def test_a_call_repeated_at_the_same_moment_files_once(monkeypatch):
    """Both have looked and found nothing: the unique mark decides."""
    from hotline.api import filing

    machine = a_machine()
    first = machine.tell("k-1")
    looked = iter([None])
    real = filing.known
    monkeypatch.setattr(filing, "known", lambda mark, body: _late(looked, real, mark, body))
    again = machine.tell("k-1")
    assert (again.status_code, again.content) == (200, first.content)
    assert (Tip.objects.count(), PartnerCall.objects.count()) == (1, 1)


def _late(looked, real, mark, body):
    """None at the first look, the truth after it."""
    try:
        return next(looked)
    except StopIteration:
        return real(mark, body)


def test_a_machine_without_a_key_learns_nothing_of_a_tip():
    tip = a_machine().tell().json()["id"]
    refused(Machine(None).look(tip), 401, "not_authenticated")
