"""The twelve points as a case answers them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import actionability, referrals
from tests.cases.making import make_agency, make_case, make_packet, make_referral, make_released

pytestmark = pytest.mark.django_db
WHO, OFFENCE, WHERE, WHEN, KNOWN, SUPPORT, EVIDENCE, AGENCY, ASK, URGENCY, RISKS, HANDLING = range(12)


def _points(case, by, **given):
    return actionability.look_over(make_referral(case, by, **given), by)


def test_there_are_as_many_points_as_the_checklist_has(investigator):
    assert len(_points(make_case(investigator), investigator)) == len(referrals.CHECKLIST) == 12


def test_whatever_is_missing_says_what_and_how_and_where(investigator):
    for point in _points(make_case(investigator), investigator):
        assert (point.score == 2) or (point.missing and point.how and point.url.startswith("/desk/"))


def test_a_report_without_a_place_leads_to_asking_the_source(investigator):
    report = make_released(place="", lat=None, lon=None)
    point = _points(make_case(investigator, report), investigator)[WHERE]
    assert (point.score, str(point.how)) == (0, "Ask the source where.")
    assert str(report.pk) in point.url


@pytest.mark.parametrize(("precision", "score"), [("near", 2), ("region", 1)])
def test_a_place_counts_by_its_precision(investigator, precision, score):
    case = make_case(investigator, make_released(place="Hà Nội", place_precision=precision))
    assert _points(case, investigator)[WHERE].score == score


@pytest.mark.parametrize(("days", "score"), [(10, 2), (91, 1), (None, 0)])
def test_a_date_counts_by_its_age(investigator, days, score):
    on = None if days is None else timezone.localdate() - timedelta(days=days)
    case = make_case(investigator, make_released(happened_on=on))
    assert _points(case, investigator)[WHEN].score == score


def test_a_packet_that_is_ready_is_evidence(investigator):
    case = make_case(investigator)
    packet = make_packet(case, investigator)
    assert _points(case, investigator, packet=packet)[EVIDENCE].score == 2
    assert _points(case, investigator)[EVIDENCE].score == 0


def test_a_checked_agency_with_a_verified_contact_is_the_right_one(investigator):
    agency, case = make_agency(), make_case(investigator)
    assert _points(case, investigator)[AGENCY].score == 0
    agency.verified = True
    agency.save()
    agency.contacts.create(channel="phone", address="+84 1", verified=True, verified_how="earlier")
    assert _points(case, investigator)[AGENCY].score == 2


def test_risks_that_are_written_down_count(investigator):
    assert _points(make_case(investigator), investigator)[RISKS].score == 1
    assert _points(make_case(investigator, risk="Armed guards"), investigator)[RISKS].score == 2


def test_the_form_begins_with_the_suggestion_and_the_officers_points_are_kept_beside_it(investigator, client, sign_in):
    referral = make_referral(make_case(investigator), investigator)
    wanted = actionability.suggested(actionability.look_over(referral, investigator))
    page = sign_in(client, investigator).get(reverse("admin:cases_referral_change", args=[referral.pk]))
    form = page.context["offers"]["check"].form
    assert [field.initial for field in form.fields.values()] == wanted
    assert "Ask the source" in page.content.decode()
    checked = referrals.check(referral, [2] * 12, by=investigator)
    assert (checked.scores, checked.suggested) == ([2] * 12, wanted)


def test_what_another_case_keeps_from_the_officer_counts_for_nothing(investigator, analyst, supervisor):
    from cases import casework

    case = make_case(investigator, make_released(place="Hà Nội", place_precision="near"))
    casework.admit(case, analyst, by=investigator)
    other = make_case(investigator, case.reports.get())
    casework.deny(other, analyst, by=investigator)
    referral = make_referral(case, investigator)
    assert actionability.look_over(referral, investigator)[WHERE].score == 2
    assert actionability.look_over(referral, analyst)[WHERE].score == 0
