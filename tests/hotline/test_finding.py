"""Sealed tips are found by what their source said, and by nothing else."""

import json

import pytest
from django.db import IntegrityError, transaction

from hotline import attachments, correspondence, finding, search
from hotline.models import Tip, TipMarks
from staff.models import AuditEntry
from staff.refusals import NotAllowed
from tests.make import make_attachment, make_tip
from vault import keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(analyst):
    """`found(query)`: references of the tips found, after all that waits was made findable."""

    def ask(query: str) -> list[str]:
        search.mark_waiting()
        return [tip.reference for tip in finding.find(query, by=analyst).tips.order_by("reference")]

    return ask


SAID = {
    "vi": "Sau nhà máy gạch có người bán tê tê và đồi mồi, xe biển số 51C-123.45",
    "plain vi": "Co nguoi ban te te o cho Ba Chieu",
    "en": "The captain, of the Blue Heron, sells turtles. Call 0912 345 678 at night",
    "th": "มีคนขายงาช้างที่ตลาดนัด โทร ๐๘๙-๑๒๓-๔๕๖๗",
    "lo": "ຮ້ານນີ້ຂາຍງາຊ້າງໃຫ້ນັກທ່ອງທ່ຽວ",
    "km": "ហាងនៅជិតផ្សារលក់ភ្លុកដំរី តម្លៃ ៣០០០",
    "my": "ဈေးထဲမှာ ဆင်စွယ်ရောင်းနေတယ်",
    "zh": "有人在市场卖老虎骨头和象牙手串",
    "ja": "市場でヒョウの毛皮が売られていた",
    "container": "It leaves in container MSCU 123456-7, next to TGHU 765432-1",
}


FOUND_BY = {
    "turtle HERON": ["en"],
    "tê tê": ["vi", "plain vi"],
    "te te": ["vi", "plain vi"],
    "đồi mồi": ["vi"],
    "doi moi": ["vi"],
    "đôi môi": [],
    "345678": ["en"],
    "2345": ["vi", "en", "th", "container"],
    "0912345678": ["en"],
    "0912-345": ["en"],
    "0891234567": ["th"],
    "๓๔๕๖": ["en", "th", "container"],
    "51C-12345": ["vi"],
    "51c12345": ["vi"],
    "c-123": ["vi"],
    "MSCU1234567": ["container"],
    "TGHU1234567": [],
    "งาช้าง": ["th"],
    "ขายช้าง": [],
    "ງາຊ້າງ": ["lo"],
    "ភ្លុកដំរី": ["km"],
    "៣០០០": ["km"],
    "3000": ["km"],
    "ဆင်စွယ်": ["my"],
    "象牙": ["zh"],
    "虎": ["zh"],
    "老虎牙": [],
    "毛皮": ["ja"],
    '"blue heron"': ["en"],
    '"heron blue"': [],
    "heron blue": ["en"],
    "blue-heron": ["en"],
    "turtle 象牙": [],
    "heronsell": [],
    "her": [],
    "": [],
    '"" . !': [],
}


def test_tips_are_found_by_their_words_in_every_script(found):
    names = {make_tip(said).reference: name for name, said in SAID.items()}
    assert {query: [names[one] for one in found(query)] for query in FOUND_BY} == FOUND_BY


def test_answers_messages_and_file_names_are_found_too(found):
    tip = make_tip(
        "Look at this", species="saola", place="Nam Thung", subjects=["Mr Oxymandias"], link="shop.example/ab"
    )
    correspondence.add_from_source(tip, "He drives a zebra truck")
    make_attachment(tip, name="IMG_boathouse_0042.jpg")
    search.await_marks(tip)
    for query in ("saola", "thung", "oxymandias", "shop.example", "zebra", "boathouse", "0042"):
        assert found(query) == [tip.reference], query


def test_a_code_that_was_chosen_is_not_taken_for_a_word(found):
    make_tip("Look at this", urgency="ongoing", basis="guess")
    assert found("ongoing") == found("guess") == []


def test_our_own_questions_do_not_make_a_tip_findable(found, analyst):
    correspondence.ask(make_tip("Look at this"), "Was it the harbour?", by=analyst)
    assert found("harbour") == []


def test_a_later_message_is_found_and_a_corrected_one_by_its_last_version(found):
    tip = make_tip("Look at this")
    assert found("monday") == []
    message = correspondence.add_from_source(tip, "On Monday")
    assert found("monday") == [tip.reference]
    correspondence.correct(message, "On Tuesday")
    correspondence.correct(message, "On Wednesday")
    assert found("monday") == found("tuesday") == []
    assert found("wednesday") == [tip.reference]


def test_a_file_that_a_chat_offers_later_is_found_by_its_name(found):
    tip = make_tip("Look at this")
    assert found("boathouse") == []
    attachments.offer(key_id=tip.key_id, origin={"id": "1"}, unique="u1", name="boathouse.jpg", tip=tip)
    assert found("boathouse") == [tip.reference]


def test_a_withdrawn_tip_is_not_found_and_leaves_no_marks(found):
    tip = make_tip("The blue heron")
    assert found("heron") == [tip.reference]
    correspondence.withdraw(tip)
    assert not TipMarks.objects.exists()
    assert found("heron") == []
    assert not TipMarks.objects.exists()


def test_whatever_destroys_a_key_takes_the_marks_along(found):
    tip = make_tip("The blue heron")
    assert found("heron")
    keys.destroy(tip.key_id, reason="test")
    assert not TipMarks.objects.exists()
    assert found("heron") == []


def test_no_marks_can_be_written_for_a_key_that_is_gone():
    tip = make_tip("The blue heron")
    keys.destroy(tip.key_id, reason="test")
    with pytest.raises(IntegrityError), transaction.atomic():
        TipMarks.objects.create(tip=tip, key_id=tip.key_id, words=[1], bands=[], signature=b"")
    assert not TipMarks.objects.exists()


def test_a_tip_that_does_not_open_holds_up_no_other(found):
    broken, whole = make_tip("The blue heron"), make_tip("The blue heron")
    Tip.objects.filter(pk=broken.pk).update(narrative=b"changed bytes that are long enough for a nonce")
    assert found("heron") == [whole.reference]
    assert not Tip.objects.exclude(unmarked_since=None).exists()


def test_forgetting_a_tip_ends_its_waiting_too(found):
    tip = make_tip("The blue heron")
    search.forget(tip)
    assert found("heron") == []


@pytest.mark.parametrize("who", ["outsider", "investigator", "custodian", "administrator", "auditor"])
def test_an_officer_who_reads_no_tips_finds_none_and_asks_in_vain(request, who):
    make_tip("The blue heron")
    search.mark_waiting()
    with pytest.raises(NotAllowed):
        finding.find("heron", by=request.getfixturevalue(who))
    assert not AuditEntry.objects.filter(verb="tip.searched").exists()


@pytest.mark.parametrize("who", ["intake_officer", "analyst", "handler", "supervisor"])
def test_an_officer_who_reads_tips_finds_them(request, who):
    make_tip("The blue heron")
    search.mark_waiting()
    assert finding.find("heron", by=request.getfixturevalue(who)).hits == 1


def test_the_audit_says_who_searched_and_how_much_was_found_and_not_what(analyst):
    make_tip("The blue heron")
    search.mark_waiting()
    finding.find("heron zanzamarsh", by=analyst)
    finding.find("heron", by=analyst)
    entries = AuditEntry.objects.filter(verb="tip.searched", actor=f"officer:{analyst.pk}").order_by("pk")
    assert [entry.details for entry in entries] == [{"hits": 0}, {"hits": 1}]
    assert "heron" not in json.dumps(list(AuditEntry.objects.values()), default=str)


def test_a_find_is_narrowed_to_the_tips_it_is_asked_among(analyst):
    near, far = make_tip("The blue heron", country="VN"), make_tip("The blue heron", country="KE")
    search.mark_waiting()
    among = Tip.objects.filter(country="KE").order_by("pk")
    assert list(finding.find("heron", by=analyst, among=among).tips) == [far]
    assert finding.find("heron", by=analyst).hits == 2
    assert near != far


def test_where_too_many_must_be_opened_the_answer_says_so(analyst, monkeypatch):
    monkeypatch.setattr(finding, "MAX_OPENED", 2)
    for _ in range(3):
        make_tip("The blue heron")
    search.mark_waiting()
    cut = finding.find('"blue heron"', by=analyst)
    assert (cut.hits, cut.is_cut) == (2, True)
    whole = finding.find("blue heron", by=analyst)
    assert (whole.hits, whole.is_cut) == (3, False)
