"""What came of a report flows back to its page, its sources and its agency, and betrays nobody on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases import flow_back, outcomes
from cases.agency_desk import answers, told
from cases.models import Outcome
from cases.outcomes import Result
from hotline import acted_on, public_status
from hotline.models import Led, Tip
from hotline.public_status import PublicStatus
from staff.refusals import NotAllowed, WrongStatus
from tests.cases.making import colleague, make_case, make_released, send_referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return make_case(investigator, make_released())


@pytest.fixture
def sent(case, investigator):
    return send_referral(case, investigator).referral


def _seize(sent, **more):
    return answers.report_outcome(sent, Result("seizure", timezone.localdate(), **more))


def _source(case):
    return public_status.of(case.reports.get().tips.get())


def test_every_kind_of_outcome_has_its_words_at_a_report():
    assert Led.Kind.choices == Outcome.Kind.choices


def test_an_outcome_stands_at_each_report_behind_its_referral(sent, case):
    outcome = _seize(sent)
    led = Led.objects.get()
    assert (led.report, led.outcome, led.compartment) == (case.reports.get(), outcome.pk, case.pk)


def test_an_outcome_without_a_referral_is_told_to_no_report(case, investigator):
    outcomes.enter(case, Result("seizure", timezone.localdate()), by=investigator)
    assert not Led.objects.exists()


def test_a_source_learns_nothing_when_the_agency_answers(sent, case):
    _seize(sent)
    assert _source(case) == PublicStatus.PASSED_ON


def test_a_source_learns_weeks_later_at_a_time_drawn_by_lot(sent, case, investigator):
    moments = set()
    for _each in range(8):
        _seize(send_referral(case, investigator).referral)
    for led in Led.objects.all():
        late = led.tell_from - led.noted_at
        assert acted_on.TELL_AFTER <= late <= acted_on.TELL_AFTER + acted_on.TELL_WITHIN
        moments.add(late)
    assert len(moments) == 8


def test_then_one_coarse_sentence_that_names_no_kind_and_no_agency(sent, case):
    _seize(sent, place="Koh Kong", text="Twelve turtles")
    Led.objects.update(tell_from=timezone.now() - timedelta(seconds=1))
    status = _source(case)
    assert status == PublicStatus.ACTED_ON
    assert Tip.objects.alias(said=public_status.column()).filter(said=status).count() == 1
    for word in ("seiz", "turtle", "koh kong", sent.agency.name, "police", "forest"):
        assert word.casefold() not in str(status.label).casefold()


def test_a_checker_may_let_it_out_earlier_and_only_where_something_waits(sent, case):
    report, checker = case.reports.get(), colleague("supervisor")
    from staff import compartments

    compartments.admit(checker, case.pk, by=case.lead)
    with pytest.raises(WrongStatus):
        acted_on.let_out(report, by=checker)
    _seize(sent)
    acted_on.let_out(report, by=checker)
    assert _source(case) == PublicStatus.ACTED_ON


def test_who_checks_no_reports_lets_nothing_out(sent, case, investigator):
    _seize(sent)
    with pytest.raises(NotAllowed):
        acted_on.let_out(case.reports.get(), by=investigator)
    assert _source(case) == PublicStatus.PASSED_ON


def test_what_did_not_happen_is_told_to_nobody(sent, case, investigator):
    outcomes.retract(_seize(sent), "Another market", by=investigator)
    assert not Led.objects.exists()


def test_a_correction_changes_what_stands_and_not_when_it_is_told(sent, investigator):
    outcome = _seize(sent)
    due = Led.objects.get().tell_from
    right = outcomes.correct(outcome, Result("rescue", timezone.localdate(), text="alive"), by=investigator)
    led = Led.objects.get()
    assert (led.outcome, led.kind, led.tell_from) == (right.pk, "rescue", due)


def test_a_reports_page_says_what_it_led_to_to_who_is_in_the_case(sent, case, client, sign_in, investigator):
    outcome = _seize(sent)
    page = f"/desk/hotline/report/{case.reports.get().pk}/change/"
    assert f"/desk/cases/outcome/{outcome.pk}/" in sign_in(client, investigator).get(page).content.decode()
    outside = sign_in(client, colleague("investigator")).get(page).content.decode()
    assert 'id="led-to"' not in outside
    assert str(outcome.pk) not in outside


def test_an_agencys_record_counts_what_stands_and_what_the_officer_sees(sent, case, investigator):
    _seize(sent)
    outcomes.retract(_seize(sent, text="twice"), "Told twice", by=investigator)
    told.feed_back(sent, told.Opinion("yes", "yes", 2))
    told.feed_back(sent, told.Opinion("yes", "yes", 4))
    record = flow_back.record_of(sent.agency, investigator)
    assert (record.referrals, record.by_outcome, record.rating) == (1, [("Seizure", 1)], 4.0)
    assert flow_back.record_of(sent.agency, colleague("investigator")).referrals == 0
