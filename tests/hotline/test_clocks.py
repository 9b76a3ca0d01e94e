"""Clocks that run out are told once, by references only; urgent tips call whoever is on duty."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from hotline import clocks, correspondence, duty, search, triage
from hotline.models import DutyCall, Tip
from hotline.story import Urgency
from staff import rota
from staff.models import AuditEntry
from tests.bots import updates
from tests.bots.talk import Talk
from tests.make import make_tip
from tests.people import make_officer

pytestmark = pytest.mark.django_db
WORDS = "Two cubs in the red house behind the mill"
GROUP = -100_500
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def ways(settings):
    settings.EMAIL_URL = "smtp://mail.example:25"
    settings.STAFF_TELEGRAM_CHAT = str(GROUP)


@pytest.fixture
def boss():
    return _with_mail("boss", "supervisor")


def _with_mail(name, role):
    officer = make_officer(name, role)
    officer.email = f"{name}@example.org"
    officer.save(update_fields=["email"])
    return officer


def _on_duty(officer, boss):
    now = timezone.now()
    return rota.enter(officer, now - HOUR, now + HOUR, by=boss)[0]


def _make_late(tip, ago=HOUR):
    Tip.objects.filter(pk=tip.pk).update(due_at=timezone.now() - ago)
    return tip


def test_an_urgent_tip_calls_who_is_on_duty_and_the_group_and_names_the_reference_only(boss):
    _on_duty(_with_mail("duty", "intake"), boss)
    tip = make_tip(WORDS, urgency=Urgency.NOW, country="KH")
    assert duty.send_mails() == 1
    (sent,) = mail.outbox
    assert sent.to == ["duty@example.org"]
    assert tip.reference in sent.subject
    assert tip.reference in sent.body
    assert not [word for word in ("cubs", "mill", "KH", "Cambodia") if word in sent.subject + sent.body]
    assert DutyCall.objects.get(way="group").references == [tip.reference]


def test_a_tip_that_can_wait_calls_nobody(boss):
    make_tip(WORDS, urgency=Urgency.PAST)
    assert not DutyCall.objects.exists()


def test_a_tip_whose_words_say_that_it_happens_now_calls_though_its_form_does_not(boss):
    tip = make_tip("They are loading live pangolins onto a truck right now, they leave in ten minutes!")
    assert not DutyCall.objects.exists()
    search.mark_waiting()
    assert set(DutyCall.objects.values_list("tip", "way")) == {(tip.pk, "mail"), (tip.pk, "group")}
    search.await_marks(tip)
    search.mark_waiting()
    assert DutyCall.objects.count() == 2


def test_in_hours_without_a_shift_every_supervisor_is_called(boss):
    _with_mail("second", "supervisor")
    _with_mail("somebody", "analyst")
    make_tip(WORDS, urgency=Urgency.NOW)
    duty.send_mails()
    assert sorted(sent.to[0] for sent in mail.outbox) == ["boss@example.org", "second@example.org"]


def test_a_quarantined_tip_calls_once_it_is_released(boss):
    tip = make_tip(WORDS, urgency=Urgency.NOW, is_suspect=True)
    assert not DutyCall.objects.exists()
    triage.release(tip, by=boss)
    assert {call.way for call in DutyCall.objects.all()} == {"mail", "group"}
    triage.quarantine(tip, by=boss)
    triage.release(tip, by=boss)
    assert DutyCall.objects.count() == 2


def test_a_mail_that_fails_is_tried_again_and_given_up_in_the_end(boss, monkeypatch):
    make_tip(WORDS, urgency=Urgency.NOW)

    def fail(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(duty, "send_mail", fail)
    at = timezone.now()
    for _ in range(duty.MAX_TRIES):
        assert duty.send_mails(at) == 0
        at += 2 * HOUR
    assert DutyCall.objects.get(way="mail").state == "failed"
    assert DutyCall.objects.get(way="mail").failure == "ConnectionRefusedError"


def test_a_missed_first_look_is_told_once_in_one_digest(boss):
    late = [_make_late(make_tip(WORDS)).reference for _ in range(3)]
    make_tip(WORDS)
    assert clocks.escalate() == 3
    assert clocks.escalate(timezone.now() + 2 * clocks.DIGEST_EVERY) == 0
    (call,) = DutyCall.objects.filter(way="mail")
    assert sorted(call.references) == sorted(late)
    assert AuditEntry.objects.filter(verb="tip.escalated").count() == 3


def test_clocks_that_run_out_together_wait_for_the_next_digest(boss):
    _make_late(make_tip(WORDS))
    clocks.escalate()
    _make_late(make_tip(WORDS))
    assert clocks.escalate() == 0
    assert clocks.escalate(timezone.now() + clocks.DIGEST_EVERY) == 1


def test_a_tip_that_was_looked_at_or_decided_is_told_to_nobody(boss):
    triage.claim(_make_late(make_tip(WORDS)), by=boss)
    triage.dismiss(_make_late(make_tip(WORDS)), by=boss, reason="spam")
    assert clocks.escalate() == 0


def test_each_morning_tells_what_is_still_open_and_stops_when_it_is_done(boss):
    tip = _make_late(make_tip(WORDS))
    clocks.escalate()
    morning = (timezone.now() + timedelta(days=1)).replace(hour=clocks.MORNING, minute=1)
    assert clocks.remind(morning - timedelta(minutes=2)) == 0
    assert clocks.remind(morning) == 1
    DutyCall.objects.filter(kind="open").update(made_at=morning)
    assert clocks.remind(morning + HOUR) == 0
    triage.claim(tip, by=boss)
    assert clocks.remind(morning + timedelta(days=1)) == 0


def test_an_open_tip_whose_source_heard_nothing_for_90_days_is_told(boss):
    silent, answered = make_tip(WORDS, officer=boss), make_tip(WORDS, officer=boss)
    correspondence.ask(answered, "Is it still there?", by=boss)
    Tip.objects.update(received_at=timezone.now() - clocks.FEEDBACK - HOUR)
    assert clocks.escalate() == 1
    assert DutyCall.objects.get(way="mail").references == [silent.reference]
    assert DutyCall.objects.get(way="mail").kind == "silent"


def test_a_long_digest_names_fifty_and_counts_the_others(boss):
    references = [f"TIP-2026-{number:06}" for number in range(70)]
    duty.call(DutyCall.Kind.LATE, references, [boss])
    said = duty.words(DutyCall.objects.get(way="mail"))
    assert references[49] in said
    assert references[50] not in said
    assert "20 more" in said


def test_looking_for_clocks_reads_an_index(django_assert_num_queries):
    with django_assert_num_queries(7):
        clocks.escalate()


def test_the_group_of_staff_gets_the_call_and_is_not_left(boss):
    from bots.telegram import calling

    talk, said = Talk(GROUP), updates.text("hello", GROUP)
    said["message"]["chat"] = {"id": GROUP, "type": "supergroup", "title": "Duty"}
    assert talk.hear(said) == []
    tip = make_tip(WORDS, urgency=Urgency.NOW)
    assert calling.forward_calls() == 1
    (queued,) = talk.outbox()
    assert queued["chat"] == GROUP
    assert tip.reference in queued["text"]
    assert calling.forward_calls() == 0


def test_without_mail_and_group_nothing_is_laid_down(boss, settings):
    settings.EMAIL_URL = settings.STAFF_TELEGRAM_CHAT = ""
    make_tip(WORDS, urgency=Urgency.NOW)
    assert not DutyCall.objects.exists()


def test_a_burst_of_urgent_tips_is_one_mail_at_once_and_one_after_it(boss):
    _on_duty(_with_mail("duty", "intake"), boss)
    make_tip(WORDS, urgency=Urgency.NOW)
    assert duty.send_mails() == 1
    references = [make_tip(f"{WORDS} {number}", urgency=Urgency.NOW).reference for number in range(30)]
    assert duty.send_mails() == 0
    later = timezone.now() + duty.MAIL_GAP + timedelta(seconds=1)
    assert duty.send_mails(later) == 1
    assert duty.send_mails(later + HOUR) == 0
    assert "30 tips" in mail.outbox[-1].subject
    assert all(reference in mail.outbox[-1].body for reference in references)
    assert not DutyCall.objects.filter(way="mail").exclude(state="sent").exists()
