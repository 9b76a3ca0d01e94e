"""Cases: who opens and sees them, how they move, what they write on lower floors."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases import casework, referrals, timeline, worklist
from cases.models import Case, Task
from cases.timeline import Moment
from hotline.models import Report
from staff.models import AuditEntry, LegalHold
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import colleague, make_case, make_referral, make_released
from tests.make import make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return make_case(investigator)


def test_opening_a_case_lets_its_opener_in_and_marks_the_report(investigator):
    report = make_released()
    case = make_case(investigator, report)
    report.refresh_from_db()
    assert report.compartments == [case.pk]
    assert (case.status, case.lead) == (Case.Status.OPEN, investigator)
    assert list(Case.objects.visible_to(investigator)) == [case]
    assert AuditEntry.objects.filter(verb="case.open", subject_id=str(case.pk)).exists()


def test_opening_needs_the_right(outsider, intake_officer, custodian):
    for stranger in (outsider, intake_officer, custodian):
        with pytest.raises(NotAllowed):
            casework.open_case([], casework.Brief("A case"), by=stranger)
    assert not Case.objects.exists()


def test_a_case_is_seen_by_members_and_supervisors_and_by_nobody_it_denies(case, investigator, supervisor, analyst):
    other = colleague("investigator")
    assert not Case.objects.visible_to(other).exists()
    assert not Case.objects.visible_to(analyst).exists()
    assert Case.objects.visible_to(supervisor).exists()
    casework.admit(case, other, by=investigator)
    assert Case.objects.visible_to(other).exists()
    casework.deny(case, other, by=investigator)
    casework.deny(case, supervisor, by=investigator)
    assert not Case.objects.visible_to(other).exists()
    assert not Case.objects.visible_to(supervisor).exists()
    with pytest.raises(NotAllowed):
        casework.note(case, "I was here", by=supervisor)


def test_whoever_a_case_denies_no_longer_sees_its_reports(case, investigator, analyst):
    report = case.reports.get()
    assert Report.objects.visible_to(analyst).filter(pk=report.pk).exists()
    casework.deny(case, analyst, by=investigator)
    assert not Report.objects.visible_to(analyst).filter(pk=report.pk).exists()


def test_only_the_lead_and_supervisors_let_people_in(case, investigator, supervisor, analyst):
    other = colleague("investigator")
    casework.admit(case, other, by=investigator)
    with pytest.raises(NotAllowed):
        casework.admit(case, analyst, by=other)
    casework.admit(case, analyst, by=supervisor)
    with pytest.raises(Invalid):
        casework.deny(case, investigator, by=supervisor)


def test_every_step_that_next_lacks_is_refused(case, investigator):
    for was in Case.Status.values:
        for to in set(Case.Status.values) - casework.NEXT[was]:
            case.status = was
            with pytest.raises(WrongStatus):
                casework._move(case, to, by=investigator)
    assert Case.objects.get(pk=case.pk).status == Case.Status.OPEN


def test_closing_needs_an_ending_and_reopening_a_reason(case, investigator):
    with pytest.raises(WrongStatus):
        casework.move(case, "closed", by=investigator)
    with pytest.raises(Invalid):
        casework.close(case, "", by=investigator)
    closed = casework.close(case, "convicted", by=investigator)
    assert closed.closed_at is not None
    with pytest.raises(Invalid):
        casework.reopen(case, " ", by=investigator)
    with pytest.raises(WrongStatus):
        casework.move(case, "active", by=investigator)
    again = casework.reopen(case, "A new witness", by=investigator)
    assert (again.status, again.ending, again.closed_at) == ("active", "", None)
    assert case.notes.get().text == "A new witness"


def test_a_blocking_task_keeps_a_case_open(case, investigator):
    task = worklist.set_task(case, "Hear the driver", by=investigator, is_blocking=True)
    with pytest.raises(WrongStatus):
        casework.close(case, "no_action", by=investigator)
    worklist.move(task, "done", by=investigator)
    assert casework.close(case, "no_action", by=investigator).is_closed


def test_a_task_is_moved_by_its_owner_and_by_writers(case, investigator, custodian, outsider):
    casework.admit(case, custodian, by=investigator)
    task = worklist.set_task(case, "Photograph the cage", by=investigator, owner=custodian)
    assert worklist.move(task, "doing", by=custodian).state == Task.State.DOING
    with pytest.raises(NotAllowed):
        worklist.move(task, "done", by=outsider)
    for was in Task.State.values:
        for to in set(Task.State.values) - worklist.NEXT[was]:
            task.state = was
            with pytest.raises(WrongStatus):
                worklist._move(task, to, by=investigator)


def test_a_task_is_given_only_to_members(case, investigator):
    with pytest.raises(Invalid):
        worklist.set_task(case, "x", by=investigator, owner=colleague("investigator"))


def test_the_timeline_refuses_what_cannot_be(case, investigator):
    from datetime import UTC, datetime, timedelta

    start = datetime(2026, 11, 1, tzinfo=UTC)
    with pytest.raises(Invalid) as refused:
        timeline.add(
            case, Moment("", start, end=start - timedelta(days=1), reports=[make_report(colleague("analyst"))]),
            by=investigator,
        )  # fmt: skip
    assert set(refused.value.fields) == {"text", "end", "reports"}
    item = timeline.add(case, Moment("A delivery", start, precision="month"), by=investigator)
    assert item.when == "2026-11"


def test_a_withdrawn_report_and_a_closed_case_take_nothing_in(case, investigator, supervisor):
    from hotline import reporting

    withdrawn = make_report(colleague("analyst"))
    reporting.withdraw(withdrawn, by=supervisor, reason="wrong")
    with pytest.raises(Invalid):
        casework.add_report(case, withdrawn, by=investigator)
    casework.close(case, "unfounded", by=investigator)
    with pytest.raises(WrongStatus):
        casework.add_report(case, make_released(), by=investigator)


def test_a_referral_takes_no_step_that_next_lacks(case, investigator):
    referral = make_referral(case, investigator)
    for was in referrals.NEXT:
        for to in set(referrals.NEXT) - referrals.NEXT[was]:
            referral.status = was
            with pytest.raises(WrongStatus):
                referrals.move(referral, to, by=investigator)


def test_a_referral_needs_its_checklist_and_a_second_person(case, investigator, supervisor):
    referral = make_referral(case, investigator)
    with pytest.raises(Invalid):
        referrals.check(referral, [1] * 12, by=investigator)
    with pytest.raises(WrongStatus):
        referrals.approve(referral, by=supervisor)
    referrals.check(referral, [2] * 8 + [0] * 4, by=investigator)
    own = make_referral(case, supervisor)
    referrals.check(own, [2] * 12, by=supervisor)
    with pytest.raises(NotAllowed):
        referrals.approve(own, by=supervisor)
    with pytest.raises(NotAllowed):
        referrals.approve(referral, by=investigator)
    with pytest.raises(WrongStatus):
        referrals.send(referral, by=investigator)
    assert referrals.approve(referral, by=supervisor).approved_by == supervisor


def test_sending_puts_the_case_with_the_agency(case, investigator):
    from tests.cases.making import send_referral

    send_referral(case, investigator)
    case.refresh_from_db()
    assert case.status == Case.Status.WITH_AGENCY


def test_a_lifted_denial_gives_back_what_let_the_officer_in_before(investigator, analyst, supervisor):
    member, stranger = analyst, colleague("investigator")
    case = make_case(investigator)
    casework.admit(case, member, by=investigator)
    for officer in (member, stranger, supervisor):
        casework.deny(case, officer, by=investigator)
        casework.lift(case, officer, by=investigator)
    assert Case.objects.visible_to(member).exists()
    assert Case.objects.visible_to(supervisor).exists()
    assert not Case.objects.visible_to(stranger).exists()
    assert AuditEntry.objects.filter(verb="compartment.lifted", actor=f"officer:{investigator.pk}").count() == 3


def test_only_a_lead_or_a_supervisor_lifts_a_denial(investigator, analyst):
    case = make_case(investigator)
    casework.admit(case, analyst, by=investigator)
    casework.deny(case, colleague("investigator"), by=investigator)
    with pytest.raises(NotAllowed):
        casework.lift(case, colleague("investigator"), by=analyst)
    assert not AuditEntry.objects.filter(verb="compartment.lifted").exists()


def test_lifting_what_was_never_denied_changes_nothing(investigator, analyst):
    case = make_case(investigator)
    casework.admit(case, analyst, by=investigator)
    casework.lift(case, analyst, by=investigator)
    assert Case.objects.visible_to(analyst).exists()
    assert not AuditEntry.objects.filter(verb="compartment.lifted").exists()


def test_a_case_holds_back_what_stands_behind_its_reports_until_it_is_archived(investigator):
    report = make_released()
    case = make_case(investigator, report)
    held = {report.pk, report.tips.get().pk}
    assert set(LegalHold.objects.filter(held_by=case.pk).values_list("subject", flat=True)) == held
    casework.close(case, "no_action", by=investigator)
    assert LegalHold.objects.filter(held_by=case.pk).count() == 2
    casework.move(case, "archived", by=investigator)
    assert not LegalHold.objects.filter(held_by=case.pk).exists()
    assert AuditEntry.objects.get(verb="case.holds_lifted").details == {"holds": 2}


def test_a_case_that_is_reopened_holds_again(investigator, supervisor):
    case = make_case(investigator)
    casework.close(case, "no_action", by=investigator)
    casework.move(case, "archived", by=investigator)
    casework.reopen(case, "A new witness", by=investigator)
    assert LegalHold.objects.filter(held_by=case.pk).count() == 2


def test_a_case_is_looked_at_again_within_a_year_and_says_when_it_is_late(investigator):
    case = make_case(investigator)
    assert case.review_by == timezone.localdate() + timedelta(days=365)
    case.review_by = timezone.localdate() - timedelta(days=1)
    assert case.is_review_overdue
