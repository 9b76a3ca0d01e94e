"""Four eyes: whoever may do both steps still does not do both to the same thing."""

import pytest

from cases import custody, referrals
from cases.models import HandOver
from cases.packets import release
from hotline import reporting
from hotline.reporting import Grade
from staff import officers
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed
from tests.cases.making import colleague, make_case, make_exhibit, make_referral
from tests.make import make_report
from tests.people import make_officer

pytestmark = pytest.mark.django_db
SECOND = "second person"


@pytest.fixture
def both():
    """One officer with the rights of either step."""
    return make_officer("both", "analyst", "investigator", "supervisor")


def test_nobody_checks_the_grade_they_gave(analyst, both):
    report = make_report(analyst)
    reporting.grade(report, Grade("C", "3", "direct", "Told anew"), by=both)
    with pytest.raises(NotAllowed, match=SECOND):
        reporting.check(report, by=both)
    report.refresh_from_db()
    assert report.status == "graded"
    assert reporting.check(report, by=colleague("supervisor")).status == "checked"


def test_nobody_checks_what_they_wrote_though_another_graded_it(analyst, both):
    report = make_report(both)
    reporting.grade(report, Grade("C", "3", "direct", "Told anew"), by=analyst)
    with pytest.raises(NotAllowed, match=SECOND):
        reporting.check(report, by=both)
    assert not AuditEntry.objects.filter(verb="report.checked").exists()


def test_nobody_approves_the_packet_they_drafted(both):
    packet = release.draft_packet(make_case(both), release.Order("ngo", ask="Inspect the stall"), by=both)
    with pytest.raises(NotAllowed, match=SECOND):
        release.approve_packet(packet, mosaic="No.", by=both)
    packet.refresh_from_db()
    assert (packet.status, packet.approved_by) == ("drafted", None)


def test_nobody_approves_the_referral_they_drafted(both):
    referral = make_referral(make_case(both), both)
    type(referral).objects.filter(pk=referral.pk).update(status="checked")
    with pytest.raises(NotAllowed, match=SECOND):
        referrals.approve(referral, by=both)
    referral.refresh_from_db()
    assert (referral.status, referral.approved_by) == ("checked", None)


def test_nobody_hands_an_exhibit_to_themselves(both):
    exhibit = make_exhibit(make_case(both), both)
    with pytest.raises(Invalid):
        custody.offer(exhibit, both, custody.Step(place="Store", purpose="Keep"), by=both)
    assert not HandOver.objects.exists()


def test_no_administrator_gives_themselves_roles_alone(administrator):
    """Else one person makes themselves whatever they want to read."""
    with pytest.raises(Invalid):
        officers.give_roles(administrator, ["administrator", "analyst"], by=administrator)
    administrator.refresh_from_db()
    assert administrator.roles == ["administrator"]
