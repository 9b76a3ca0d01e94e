"""tests cases/next_steps.py"""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases import casework, next_steps, referrals, worklist
from cases.packets import release
from tests.cases.making import MOSAIC, colleague, make_case, make_referral, send_referral

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return make_case(investigator)


def _steps(case) -> list[tuple[str, str, bool]]:
    found = next_steps.of(case, case.tasks.all(), case.packets.all(), case.referrals.all())
    return [(str(step.row), str(step.what), step.is_late) for step in found]


def test_a_case_that_waits_for_nothing_says_so_until_it_is_closed(case, investigator):
    ((row, what, _late),) = _steps(case)
    assert row == case.reference
    assert what.startswith("nothing waits")
    assert _steps(casework.close(case, "unfounded", by=investigator)) == []


def test_a_referral_names_the_step_that_follows_and_none_while_the_agency_has_it(case, investigator):
    referral = make_referral(case, investigator)
    assert _steps(case) == [(referral.reference, "go through the checklist", False)]
    referrals.check(referral, [2] * 12, by=investigator)
    assert _steps(case) == [(referral.reference, "a second person approves it", False)]
    referrals.approve(referral, by=colleague("supervisor"))
    assert _steps(case) == [(referral.reference, "send it", False)]
    referrals.send(referral, by=investigator)
    case.refresh_from_db()
    assert referral.reference not in str(_steps(case))


def test_what_is_late_stands_first_and_on_both_pages(client, sign_in, case, investigator):
    packet = release.draft_packet(case, release.Order("ngo"), by=investigator)
    referral = send_referral(case, investigator).referral
    referral.answer_due_at = timezone.now() - timedelta(hours=1)
    referral.save(update_fields=["answer_due_at"])
    task = worklist.set_task(case, "Call the port", by=investigator, due=timezone.localdate() - timedelta(days=2))
    assert [step[0] for step in _steps(case)] == [str(task), referral.reference, packet.reference]
    sign_in(client, investigator)
    page = client.get(f"/desk/cases/case/{case.pk}/change/").content.decode()
    assert "no answer in time: call, or escalate" in page
    assert page.count("Call the port") == 2
    assert "no answer in time" in client.get(f"/desk/cases/referral/{referral.pk}/change/").content.decode()


def test_a_packet_says_when_the_case_went_on_after_its_approval(client, sign_in, case, investigator):
    packet = release.draft_packet(case, release.Order("ngo"), by=investigator)
    release.approve_packet(packet, mosaic=MOSAIC, by=colleague("supervisor"))
    address, said = f"/desk/cases/packet/{packet.pk}/change/", "The case has changed since this packet was approved."
    sign_in(client, investigator)
    assert said not in client.get(address).content.decode()
    casework.describe(case, casework.Brief("Another title altogether"), by=investigator)
    assert said in client.get(address).content.decode()
