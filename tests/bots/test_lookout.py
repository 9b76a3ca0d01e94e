"""The lookout calls a craft whenever it would find something to do, and lets it sleep otherwise."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bots.models import IncomingUpdate, OutgoingMessage
from bots.telegram import ingest, lookout, sending, stepping
from hotline import correspondence, triage
from hotline.models import Attachment, DutyCall, Tip
from tests.bots import updates
from tests.bots.talk import Talk
from tests.make import make_tip

pytestmark = pytest.mark.django_db


def waiting(after: float = 0) -> set[str]:
    return lookout.waiting(timezone.now() + timedelta(seconds=after))


def all_is_sent() -> None:
    OutgoingMessage.objects.update(state="sent", sent_at=timezone.now())


def test_an_idle_house_calls_nobody():
    assert waiting() == set()


def test_an_update_calls_who_steps_until_it_is_stepped():
    ingest.store([updates.text("/start")])
    assert waiting() == {"step"}
    stepping.step_some()
    all_is_sent()
    assert waiting() == set()


def test_an_update_that_failed_calls_again_after_its_pause_and_never_once_it_is_set_aside():
    ingest.store([updates.text("/start")])
    IncomingUpdate.objects.update(not_before=timezone.now() + timedelta(seconds=8))
    assert waiting() == set()
    assert waiting(9) == {"step"}
    IncomingUpdate.objects.update(is_stuck=True)
    assert waiting(9) == set()


def test_an_answer_calls_the_sender_once_it_is_due_and_not_while_one_has_it_in_hand():
    Talk().say("/start")
    assert waiting() == {"send"}
    OutgoingMessage.objects.update(not_before=timezone.now() + timedelta(seconds=3))
    assert waiting() == set()
    assert waiting(4) == {"send"}
    assert sending.take(timezone.now() + timedelta(seconds=4), 25)
    assert waiting(5) == set()


def test_an_officers_words_to_a_chat_call_who_puts_them_in_its_outbox(analyst):
    Talk().file()
    all_is_sent()
    tip = triage.claim(Tip.objects.get(), by=analyst)
    correspondence.ask(tip, "Which stall?", by=analyst)
    assert waiting() == {"step"}
    stepping.forward_post()
    assert waiting(3) == {"send"}


def test_words_that_wait_on_the_web_page_call_nobody(analyst):
    correspondence.ask(make_tip(officer=analyst), "Which stall?", by=analyst)
    assert waiting() == set()


def test_a_call_to_the_group_of_staff_is_waited_for_and_one_by_mail_is_not():
    call = DutyCall.objects.create(kind="late", way="group", references=["TIP-1"])
    assert waiting() == {"step"}
    DutyCall.objects.filter(pk=call.pk).update(way="mail")
    assert waiting() == set()


def test_an_offered_file_calls_who_fetches_once_its_time_has_come():
    talk = Talk()
    talk.begin()
    talk.hear(updates.photo("P1"))
    all_is_sent()
    assert waiting() == {"fetch"}
    Attachment.objects.update(next_try_at=timezone.now() + timedelta(seconds=60))
    assert waiting() == set()
