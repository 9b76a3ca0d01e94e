"""Claims end after an hour in which their holder did nothing; who reads a tip now is known for seconds."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from hotline import claims, correspondence, presence, triage
from hotline.models import Presence, SentForm, Tip
from staff.models import AuditEntry
from tests.make import make_tip

pytestmark = pytest.mark.django_db
Status = Tip.Status


def after(minutes: int):
    return timezone.now() + timedelta(minutes=minutes)


def test_a_tip_left_alone_for_an_hour_goes_back_into_the_queue_and_it_is_on_record(analyst):
    tip = make_tip(officer=analyst)
    assert claims.give_back(after(61)) == 1
    tip.refresh_from_db()
    assert (tip.status, tip.assignee, tip.claimed_at) == (Status.RECEIVED, None, None)
    last = AuditEntry.objects.filter(subject_id=str(tip.pk)).latest("pk")
    assert (last.actor, last.verb, last.details["reason"]) == ("system", "tip.received", "claim_ended")


def test_before_the_hour_is_over_it_stays(analyst):
    tip = make_tip(officer=analyst)
    assert claims.give_back(after(59)) == 0
    assert Tip.objects.get(pk=tip.pk).assignee == analyst


def test_how_long_is_a_setting(analyst, settings):
    settings.CLAIM_IDLE = timedelta(minutes=5)
    make_tip(officer=analyst)
    assert claims.give_back(after(6)) == 1


def _long_claimed(officer) -> Tip:
    tip = make_tip(officer=officer)
    Tip.objects.filter(pk=tip.pk).update(claimed_at=timezone.now() - timedelta(hours=3))
    return Tip.objects.get(pk=tip.pk)


@pytest.mark.parametrize("who", ["holder", "source"])
def test_an_act_of_the_holder_or_a_word_of_the_source_begins_the_hour_anew(analyst, who):
    tip = _long_claimed(analyst)
    if who == "holder":
        triage.read(tip, by=analyst)
    else:
        correspondence.add_from_source(tip, "It was yesterday")
    assert claims.give_back() == 0
    assert claims.ends_at(tip) > timezone.now() + timedelta(minutes=59)


def test_a_colleagues_look_does_not(analyst, supervisor):
    tip = make_tip(officer=analyst)
    earlier = claims.ends_at(tip)
    triage.read(tip, by=supervisor)
    assert claims.ends_at(tip) == earlier


def test_a_tip_that_waits_for_its_source_stays_with_its_reader(analyst):
    tip = make_tip(officer=analyst)
    correspondence.ask(tip, "Which day?", by=analyst)
    assert claims.give_back(after(600)) == 0
    assert claims.ends_at(Tip.objects.get(pk=tip.pk)) is None


def test_a_sweep_is_one_statement_where_nothing_has_ended(analyst, django_assert_num_queries):
    for _number in range(3):
        make_tip(officer=analyst)
    with django_assert_num_queries(1):
        claims.give_back()


# --- Presence ---------------------------------------------------------------------------------------------------
def test_who_reads_a_tip_is_told_to_others_in_one_query(analyst, supervisor, django_assert_num_queries):
    tip, other = make_tip(), make_tip()
    presence.note(tip, analyst)
    presence.note(tip, supervisor)
    presence.note(other, supervisor)
    with django_assert_num_queries(1):
        found = presence.of([tip.pk, other.pk], but=analyst)
    assert found == {tip.pk: ["supervisor"], other.pk: ["supervisor"]}


def test_a_reader_who_gives_no_sign_for_45_seconds_is_gone(analyst, monkeypatch):
    tip = make_tip()
    presence.note(tip, analyst)
    presence.note(tip, analyst)
    late = timezone.now() + timedelta(seconds=46)
    monkeypatch.setattr("hotline.presence.timezone.now", lambda: late)
    assert presence.of([tip.pk]) == {}
    presence.forget()
    assert not Presence.objects.exists()


@pytest.mark.parametrize("table", [Presence._meta.db_table, SentForm._meta.db_table])
def test_what_holds_for_seconds_is_in_no_backup(table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = %s", [table])
        assert cursor.fetchone() == ("u",)
