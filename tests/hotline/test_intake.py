import threading
from datetime import timedelta

import pytest
from django.db import connection

from hotline import attachments, intake, receipts
from hotline.attachments import Upload
from hotline.intake import Delivery
from hotline.models import Attachment, Receipt, Tip
from hotline.story import MAX_NARRATIVE, Story
from staff.models import AuditEntry
from staff.refusals import Invalid
from tests.make import make_tip
from vault import files, text
from vault.models import SealedContact

pytestmark = pytest.mark.django_db
SECRET = b"sixteen bytes ok"


def delivery(**given) -> Delivery:
    return Delivery(**{"channel": "web", "secret": SECRET, "language": "vi", **given})


def test_a_story_becomes_a_tip_whose_words_are_sealed():
    filed = intake.file(Story("They sell tigers", species="tiger", urgency="now", country="VN"), delivery())
    tip = Tip.objects.get()
    assert (filed.tip, filed.was_repeat, tip.language, tip.urgency, tip.country) == (tip, False, "vi", "now", "VN")
    assert b"tigers" not in bytes(tip.narrative)
    assert text.read(tip, "narrative") == "They sell tigers"
    assert text.read(tip, "answers")["species"] == "tiger"
    assert tip.due_at - tip.received_at == timedelta(hours=1)


def test_the_same_delivery_again_is_the_same_tip_with_the_same_code():
    first = intake.file(Story("They sell tigers"), delivery())
    again = intake.file(Story("They sell tigers"), delivery())
    assert (again.tip.pk, again.code, again.was_repeat) == (first.tip.pk, first.code, True)
    assert Tip.objects.count() == Receipt.objects.count() == 1
    assert AuditEntry.objects.filter(verb="tip.received").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_delivery_twice_at_one_moment_is_one_tip():
    make_tip()  # the purpose keys are there, as in a running house
    start, filed, errors = threading.Barrier(2), [], []

    def post():
        start.wait()
        try:
            filed.append(intake.file(Story("They sell tigers"), delivery()))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert len({each.tip.pk for each in filed}) == len({each.code for each in filed}) == 1
    assert Tip.objects.count() == 2


@pytest.mark.parametrize(
    ("story", "files", "field"),
    [
        (Story(""), 0, "narrative"),
        (Story("  \n"), 0, "narrative"),
        (Story("x" * (MAX_NARRATIVE + 1)), 0, "narrative"),
        (Story("x", species="x" * 1001), 0, "species"),
        (Story("x", subjects=["x"] * 6), 0, "subjects"),
        (Story("x"), 11, "files"),
    ],
)
def test_what_cannot_be_filed_is_told_field_by_field(story, files, field):
    with pytest.raises(Invalid) as refused:
        intake.check(story, files=files, at_once=files)
    assert field in refused.value.fields


def test_a_file_alone_is_a_tip_and_its_name_is_cleaned_and_sealed():
    received = files.receive([b"bytes of a file"])
    name = "C:\\photos\\evil\u202egnp.exe" + "x" * 300
    tip = intake.file(Story(""), delivery(uploads=[Upload(received, name)])).tip
    row = Attachment.objects.get()
    assert (tip.files, row.tip, row.size, row.state) == (1, tip, 15, "waiting")
    kept = text.read(row, "name")
    assert kept.startswith("evilgnp.exe")
    assert len(kept) == attachments.MAX_NAME
    assert b"evil" not in bytes(row.name)


def test_a_refused_story_leaves_nothing_behind():
    with pytest.raises(Invalid):
        intake.file(Story(""), delivery())
    assert not Tip.objects.exists()
    assert not AuditEntry.objects.exists()


def test_contact_goes_to_the_handlers_box_and_nowhere_into_the_tip():
    tip = intake.file(Story("They sell tigers"), delivery(contact="+84 912 345 678")).tip
    assert SealedContact.objects.filter(source_id=tip.source_id).exists()
    assert "912" not in str(text.read(tip, "answers"))


def test_a_suspect_tip_is_set_aside_and_not_refused():
    assert intake.file(Story("Buy now"), delivery(suspicions=("honeypot",))).tip.status == Tip.Status.QUARANTINED


def test_the_worst_case_is_due_within_the_hour_and_weighs_most():
    worst = make_tip(urgency="now", offences=["live", "official"], place="x", link="http://x.example")
    mild = make_tip(urgency="past")
    assert worst.priority > mild.priority
    assert worst.priority <= 100


@pytest.mark.parametrize(("one", "other", "same"), [
    ("They sell tigers!", "they SELL  tigers", True), ("They sell tigers", "They sell bears", False),
    ("ab", "ab", False),
])  # fmt: skip
def test_words_are_marked_whatever_their_case_and_spaces(one, other, same):
    marks = intake.words_mark(one), intake.words_mark(other)
    assert (marks[0] is not None and marks[0] == marks[1]) is same


def test_the_receipt_of_a_tip_opens_it():
    filed = intake.file(Story("They sell tigers"), delivery())
    assert receipts.find(filed.code).tip == filed.tip
