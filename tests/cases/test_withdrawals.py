"""tests cases/withdrawals.py"""

import pytest

from cases import casework, next_steps, referrals, withdrawals
from cases.agency_desk import answers
from cases.models import CaseNote, Referral, ReferralEvent
from cases.packets import release
from hotline import reporting
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import (
    MOSAIC,
    colleague,
    make_case,
    make_packet,
    make_referral,
    make_released,
    make_tip,
    send_referral,
)

pytestmark = pytest.mark.django_db
Kind = ReferralEvent.Kind


@pytest.fixture
def report():
    return make_released(make_tip(), text="Live turtles are on offer at a stall of the old market.")


@pytest.fixture
def case(investigator, report):
    return make_case(investigator, report)


def withdraw(report) -> None:
    reporting.withdraw(report, by=colleague("supervisor"), reason="exposes")


def _steps(case) -> list[tuple[str, str, bool]]:
    waiting = [link.report for link in withdrawals.unsettled(case)]
    found = next_steps.of(case, [], case.packets.all(), case.referrals.all(), waiting)
    return [(str(step.row), str(step.what), step.is_late) for step in found]


def desk(client, sign_in, officer, row) -> str:
    address = f"/desk/cases/{row._meta.model_name}/{row.pk}/change/"
    return sign_in(client, officer).get(address).content.decode()


def test_members_of_a_case_see_that_a_report_was_withdrawn_and_why(client, sign_in, investigator, case, report):
    assert "was withdrawn on" not in desk(client, sign_in, investigator, case)
    withdraw(report)
    page = desk(client, sign_in, investigator, case)
    assert f"{report.reference} was withdrawn on" in page
    assert "It could lead to its source" in page
    assert _steps(case) == [(report.reference, "withdrawn: tell whoever has it, then say that it is seen to", True)]


def test_a_case_says_whom_it_told_and_the_step_is_done(client, sign_in, investigator, case, report):
    withdraw(report)
    sign_in(client, investigator).post(f"/desk/cases/case/{case.pk}/settle/", {"text": "Called the duty officer"})
    assert withdrawals.unsettled(case).count() == 0
    assert CaseNote.objects.get(case=case).text == "Called the duty officer"
    assert AuditEntry.objects.get(verb="case.withdrawals_settled").details == {"reports": [report.reference]}
    page = desk(client, sign_in, investigator, case)
    assert "was withdrawn on" not in page
    assert "seen to" in page


def test_what_was_not_said_settles_nothing(investigator, outsider, case, report):
    with pytest.raises(WrongStatus):
        withdrawals.settle(case, "Called them", by=investigator)
    withdraw(report)
    with pytest.raises(Invalid):
        withdrawals.settle(case, " ", by=investigator)
    with pytest.raises(NotAllowed):
        withdrawals.settle(case, "Called them", by=outsider)
    assert withdrawals.unsettled(case).count() == 1


def test_a_packet_that_holds_a_withdrawn_report_says_so_and_one_approved_later_does_not_hold_it(
    client, sign_in, investigator, case, report
):
    other = make_released()

    casework.add_report(case, other, by=investigator)
    before = make_packet(case, investigator, "ngo")
    waiting = release.draft_packet(case, release.Order("ngo"), by=investigator)
    withdraw(report)
    later = release.approve_packet(waiting, mosaic=MOSAIC, by=colleague("supervisor"))
    assert withdrawals.in_packet(before) == [report]
    assert withdrawals.in_packet(later) == []
    assert f"It holds {report.reference}" in desk(client, sign_in, investigator, before)


def test_an_agency_gets_an_event_once_and_an_event_for_each_withdrawal(investigator, case, report):
    other = make_released()

    casework.add_report(case, other, by=investigator)
    referral = send_referral(case, investigator).referral
    assert withdrawals.tell() == 0
    withdraw(report)
    assert (withdrawals.tell(), withdrawals.tell()) == (1, 0)
    assert AuditEntry.objects.get(verb="referral.recalled").details == {"reports": [report.reference]}
    withdraw(other)
    assert (withdrawals.tell(), withdrawals.tell()) == (1, 0)
    assert referral.events.filter(kind=Kind.RECALLED).count() == 2


def test_a_referral_of_the_same_case_that_tells_of_other_reports_is_left_alone(investigator, case, report):
    referral = send_referral(case, investigator).referral
    late = make_released()

    casework.add_report(case, late, by=investigator)
    withdraw(late)
    assert withdrawals.tell() == 0
    assert withdrawals.in_referral(referral) == []


def test_an_agency_reads_that_the_report_is_withdrawn_and_no_more_what_it_told_nor_why(
    client, investigator, case, report
):
    sent = send_referral(case, investigator)
    path = sent.link.partition("/agency/")[2]
    opened = client.post(f"/agency/{path}", {"act": "open", "code": sent.code})
    assert "Live turtles are on offer" in opened.content.decode()
    visit = opened.context["visit"]
    withdraw(report)
    withdrawals.tell()
    page = client.post(f"/agency/{path}", {"visit": visit}).content.decode()
    assert "Report withdrawn: do not use further." in page
    assert "A report was withdrawn: do not use it further" in page
    assert "Live turtles are on offer" not in page
    assert "lead to its source" not in page


def test_an_agency_that_did_nothing_since_is_called(client, sign_in, investigator, case, report):
    referral = send_referral(case, investigator).referral
    answers.opened(referral)
    withdraw(report)
    withdrawals.tell()
    assert (referral.reference, "it holds a withdrawn report: call the agency", True) in _steps(case)
    assert "call the agency" in desk(client, sign_in, investigator, Referral.objects.get(pk=referral.pk))
    answers.opened(referral)
    assert "call the agency" not in str(_steps(case))


def test_a_packet_with_a_withdrawn_report_is_handed_to_no_agency(investigator, case, report):
    packet = make_packet(case, investigator, "duty")
    referral = send_referral(case, investigator, packet=packet).referral
    withdraw(report)
    with pytest.raises(WrongStatus, match="withdrawn"):
        answers.take_packet(referral)
    assert not referral.events.filter(kind=Kind.DOWNLOADED).exists()


def test_a_referral_is_not_sent_with_a_report_withdrawn_since_it_was_checked(investigator, case, report):
    referral = referrals.check(make_referral(case, investigator), [2] * 12, by=investigator)
    referrals.approve(referral, by=colleague("supervisor"))
    withdraw(report)
    with pytest.raises(WrongStatus, match="withdrawn"):
        referrals.send(referral, by=investigator)
    assert Referral.objects.get(pk=referral.pk).status == Referral.Status.APPROVED


def test_a_closed_referral_is_history_and_gets_no_event(investigator, case, report):
    referral = send_referral(case, investigator).referral
    referrals.close(referral, by=investigator)
    withdraw(report)
    assert withdrawals.tell() == 0


def test_cases_without_withdrawn_reports_cost_one_query_whatever_their_referrals(
    investigator, case, django_assert_num_queries
):
    rows = [send_referral(case, investigator).referral for _each in range(3)]
    with django_assert_num_queries(1):
        assert withdrawals.unheard(rows) == set()
