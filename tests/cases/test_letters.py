"""Letters between officer and agency, and what an agency tells beside its answers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases import letters, referrals
from cases.agency_desk import told
from cases.agency_desk.told import Opinion
from cases.models import Referral, ReferralFeedback
from hotline import duty, reporting
from hotline.models import DutyCall
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import colleague, make_case, make_released, send_referral
from tests.make import make_tip

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return make_case(investigator, make_released(make_tip("The man at stall four sells turtles every friday night")))


@pytest.fixture
def sent(case, investigator):
    return send_referral(case, investigator).referral


def test_letters_go_both_ways_without_a_question_and_move_nothing(sent, investigator):
    letters.write(sent, "Can you go on Monday?", by=investigator)
    letters.from_agency(sent, "On Tuesday.")
    assert list(sent.events.filter(kind="message").values_list("text", flat=True)) == [
        "Can you go on Monday?", "On Tuesday.",
    ]  # fmt: skip
    assert Referral.objects.get(pk=sent.pk).status == Referral.Status.SENT


@pytest.mark.parametrize("said", ["", "   ", "x" * 5001])
def test_a_letter_says_something_and_not_too_much(said, sent, investigator):
    for write in (lambda: letters.write(sent, said, by=investigator), lambda: letters.from_agency(sent, said)):
        with pytest.raises(Invalid):
            write()
    assert not sent.events.filter(kind="message").exists()


def test_the_gate_stops_a_sources_words_in_a_letter(sent, investigator):
    with pytest.raises(Invalid, match="six words in a row"):
        letters.write(sent, "We heard: the man at stall four sells turtles every friday", by=investigator)
    assert not sent.events.filter(kind="message").exists()


def test_an_outsider_writes_no_letter(sent):
    with pytest.raises(NotAllowed):
        letters.write(sent, "Good day", by=colleague("investigator"))


def test_a_closed_link_takes_no_letter(sent, investigator):
    referrals.revoke(sent, by=investigator)
    for write in (lambda: letters.write(sent, "Hello", by=investigator), lambda: letters.from_agency(sent, "Hello")):
        with pytest.raises(WrongStatus):
            write()


def test_the_lead_is_told_by_reference_alone_and_once(sent, investigator, settings, mailoutbox):
    settings.EMAIL_URL = "smtp://localhost"
    type(investigator).objects.filter(pk=investigator.pk).update(email="lead@example.org")
    letters.from_agency(sent, "The secret raid is at dawn")
    letters.from_agency(sent, "Or at noon")
    assert DutyCall.objects.get().kind == DutyCall.Kind.AGENCY
    duty.send_mails()
    (mail,) = mailoutbox
    assert sent.reference in mail.body
    assert "raid" not in mail.body + mail.subject


def test_what_the_agency_wrote_is_unread_until_the_desk_says_so(sent, investigator):
    letters.write(sent, "Good day", by=investigator)
    assert not letters.unread([sent])
    letters.from_agency(sent, "Good day to you")
    assert letters.unread([sent]) == {sent.pk}
    letters.read(sent, by=investigator)
    assert not letters.unread([sent])


def test_the_same_letter_twice_is_one_and_a_flood_is_stopped(sent):
    letters.from_agency(sent, "Hello")
    letters.from_agency(sent, "Hello")
    assert sent.events.filter(kind="message").count() == 1
    for number in range(letters.MOST_AN_HOUR - 1):
        letters.from_agency(sent, f"Hello {number}")
    with pytest.raises(WrongStatus):
        letters.from_agency(sent, "One more")


def test_a_first_action_lies_between_sending_and_today(sent):
    today = timezone.localdate()
    for day in (today + timedelta(days=1), today - timedelta(days=1)):
        with pytest.raises(Invalid):
            told.first_action(sent, day)
    assert told.first_action(sent, today).first_action_on == today
    told.first_action(sent, today)
    assert sent.events.filter(kind="first_action").count() == 1


def test_the_latest_feedback_counts_and_the_earlier_stays(sent):
    told.feed_back(sent, Opinion("yes", "no", 4))
    told.feed_back(sent, Opinion("no", "no", 1, "It was wrong"))
    told.feed_back(sent, Opinion("no", "no", 1, "It was wrong"))
    assert sent.feedback.count() == 2
    assert sent.feedback.first().rating == 1


@pytest.mark.parametrize("wrong", [Opinion("maybe", "no", 3), Opinion("yes", "", 3), Opinion("yes", "no", 6)])
def test_feedback_is_one_of_the_answers(wrong, sent):
    with pytest.raises(Invalid):
        told.feed_back(sent, wrong)
    assert not ReferralFeedback.objects.exists()


def test_an_agency_says_once_that_it_stopped_using_a_withdrawn_report(sent, case):
    with pytest.raises(WrongStatus):
        told.stopped(sent)
    reporting.withdraw(case.reports.get(), by=colleague("supervisor"), reason="wrong")
    told.stopped(sent)
    told.stopped(sent)
    assert sent.events.filter(kind="stopped").count() == 1
