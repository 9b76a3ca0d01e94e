import pytest

from hotline import correspondence, public_status, triage
from hotline.admin.opened import open_tip
from hotline.models import Attachment, Message, Tip
from hotline.public_status import PublicStatus
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.make import make_attachment, make_report, make_tip
from vault import text
from vault.models import DataKey, PurgedKey, StoredFile

pytestmark = pytest.mark.django_db
Status = Tip.Status


def test_a_question_waits_for_the_source_and_its_words_are_sealed(analyst):
    tip = make_tip()
    message = correspondence.ask(tip, "Which day was it?", by=analyst)
    assert (message.direction, message.delivery) == (Message.Direction.TO_SOURCE, Message.Delivery.WAITING)
    assert b"Which day" not in bytes(message.body)
    assert text.read(message, "body") == "Which day was it?"
    tip.refresh_from_db()
    assert (tip.status, tip.assignee) == (Status.NEEDS_INFO, analyst)
    assert public_status.of(tip) == PublicStatus.MORE_ASKED


def test_an_answer_brings_the_tip_back_to_whoever_asked(analyst):
    tip = make_tip()
    correspondence.ask(tip, "Which day was it?", by=analyst)
    correspondence.add_from_source(tip, "On Monday")
    tip.refresh_from_db()
    assert (tip.status, tip.assignee) == (Status.IN_TRIAGE, analyst)
    assert [said.body for said in open_tip(tip, by=analyst).said] == ["Which day was it?", "On Monday"]


@pytest.mark.parametrize("question", ["", "  \n", "x" * 2001])
def test_an_empty_or_endless_question_is_refused(analyst, question):
    tip = make_tip()
    with pytest.raises(Invalid) as refused:
        correspondence.ask(tip, question, by=analyst)
    assert "body" in refused.value.fields
    assert not Message.objects.exists()


def test_a_closed_tip_is_not_asked(analyst):
    tip = triage.dismiss(make_tip(), by=analyst, reason="spam")
    with pytest.raises(WrongStatus):
        correspondence.ask(tip, "Which day?", by=analyst)
    assert not Message.objects.exists()


def test_a_tip_that_became_a_report_is_asked_and_stays_promoted(analyst):
    tip = make_tip()
    make_report(analyst, tip)
    correspondence.ask(tip, "Is it still there?", by=analyst)
    assert Tip.objects.get(pk=tip.pk).status == Status.PROMOTED


def test_an_outsider_asks_nothing(outsider):
    tip = make_tip()
    with pytest.raises(NotAllowed):
        correspondence.ask(tip, "Who are you?", by=outsider)
    assert not Message.objects.exists()


def test_the_same_message_delivered_twice_is_one_row():
    tip = make_tip()
    first = correspondence.add_from_source(tip, "On Monday", origin="chat:1:77")
    again = correspondence.add_from_source(tip, "On Monday", origin="chat:1:77")
    assert first.pk == again.pk
    assert Message.objects.count() == 1


def test_a_correction_stands_beside_what_was_said_first(analyst):
    tip = make_tip()
    first = correspondence.add_from_source(tip, "On Monday")
    correspondence.correct(first, "On Tuesday")
    (said,) = open_tip(tip, by=analyst).said
    assert (said.body, [version.body for version in said.versions]) == ("On Monday", ["On Tuesday"])


def test_what_the_source_has_seen_is_dated_once(analyst):
    tip = make_tip()
    correspondence.ask(tip, "Which day?", by=analyst)
    assert correspondence.mark_read_by_source(tip) == 1
    assert correspondence.mark_read_by_source(tip) == 0
    assert Message.objects.get().read_at is not None


def test_withdrawing_shreds_every_word_and_file(analyst):
    tip = make_tip("Words that must go", species="tiger")
    correspondence.add_from_source(tip, "More words")
    attachment = make_attachment(tip, copy=b"copy")
    correspondence.withdraw(tip)
    tip.refresh_from_db()
    assert (tip.status, bytes(tip.narrative), bytes(tip.answers), tip.words_mark) == (Status.WITHDRAWN, b"", b"", None)
    assert not DataKey.objects.filter(pk=tip.key_id).exists()
    assert PurgedKey.objects.get(key_id=tip.key_id).reason == "withdrawn"
    assert bytes(Message.objects.get().body) == b""
    assert not StoredFile.objects.filter(pk=attachment.file_id).exists()
    assert Attachment.objects.get().bytes_mark is None
    assert open_tip(tip, by=analyst).is_shredded


def test_withdrawing_twice_is_one_withdrawal():
    tip = make_tip()
    correspondence.withdraw(tip)
    correspondence.withdraw(tip)
    assert PurgedKey.objects.filter(key_id=tip.key_id).count() == 1
    assert AuditEntry.objects.filter(verb="tip.withdrawn").count() == 1


def test_a_withdrawn_tip_takes_no_more_words(analyst):
    tip = make_tip()
    message = correspondence.add_from_source(tip, "On Monday")
    correspondence.withdraw(tip)
    with pytest.raises(WrongStatus):
        correspondence.add_from_source(tip, "One more thing")
    with pytest.raises(WrongStatus):
        correspondence.correct(message, "On Tuesday")
    assert Message.objects.count() == 1


def test_a_report_outlives_the_words_it_was_written_from(analyst):
    tip = make_tip()
    report = make_report(analyst, tip)
    correspondence.withdraw(tip)
    report.refresh_from_db()
    assert (report.status, report.text) == ("graded", "Live turtles are offered.")
