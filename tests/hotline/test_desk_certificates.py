"""Certificates and review dates at the desk, and what a source is told."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from hotline import certificates, correspondence, receipts, reviews
from hotline.models import Report
from hotline.reviews import Reason
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed
from tests.make import make_report, make_tip
from vault import signing

pytestmark = pytest.mark.django_db
PAGE = "/desk/hotline/purgecertificate/"
DAY = timedelta(days=1)


@pytest.fixture
def certificate():
    tip = make_tip("Words that went")
    correspondence.withdraw(tip)
    return certificates.of(tip)


@pytest.mark.parametrize("who", ["supervisor", "auditor"])
def test_supervisor_and_auditor_read_and_download_it(client, sign_in, who, request, certificate):
    desk = sign_in(client, request.getfixturevalue(who))
    assert certificate.reference in desk.get(PAGE).content.decode()
    page = desk.get(f"{PAGE}{certificate.pk}/change/").content.decode()
    assert "Signature and purge ledger agree" in page
    file = desk.get(f"{PAGE}{certificate.pk}/file/")
    told = json.loads(file.content)
    signature = told.pop("signature")
    assert signing.holds(told, signature, signing.public_key())
    assert certificate.reference in file["Content-Disposition"]


@pytest.mark.parametrize("who", ["analyst", "handler", "administrator", "outsider"])
def test_nobody_else_does(client, sign_in, who, request, certificate):
    desk = sign_in(client, request.getfixturevalue(who))
    assert desk.get(PAGE).status_code == 403
    assert desk.get(f"{PAGE}{certificate.pk}/file/").status_code == 403


def test_the_page_says_that_a_changed_certificate_does_not_hold(client, sign_in, auditor, certificate, monkeypatch):
    monkeypatch.setattr(certificates, "ledger_hash", lambda entries: "0" * 64)
    page = sign_in(client, auditor).get(f"{PAGE}{certificate.pk}/change/").content.decode()
    assert "does not hold" in page


def test_a_source_is_told_the_number_on_the_status_page(client):
    tip = make_tip()
    code = receipts.issue_another(tip)
    correspondence.withdraw(tip)
    page = client.post("/en/status/", {"code": code}).content.decode()
    assert certificates.of(tip).reference in page


# --- review dates ------------------------------------------------------------------------------------------------
def _press(client, report, **said):
    return client.post(f"/desk/hotline/report/{report.pk}/review/", said)


def test_a_supervisor_keeps_a_report_longer_and_the_reason_is_on_the_audit(client, sign_in, supervisor, analyst):
    report = make_report(analyst)
    until = timezone.localdate() + 500 * DAY
    assert _press(sign_in(client, supervisor), report, until=until.isoformat(), reason="court").status_code == 302
    report.refresh_from_db()
    assert report.review_by == until
    assert AuditEntry.objects.get(verb="report.review_extended").details["reason"] == "court"


def test_an_analyst_may_not(client, sign_in, analyst):
    report = make_report(analyst)
    was = report.review_by
    assert _press(sign_in(client, analyst), report, until="2030-01-01", reason="court").status_code == 403
    with pytest.raises(NotAllowed):
        reviews.extend(report, was + DAY, by=analyst, reason=Reason.COURT)
    report.refresh_from_db()
    assert report.review_by == was


@pytest.mark.parametrize(("days", "reason"), [(0, "court"), (-1, "court"), (731, "court"), (10, "because"), (10, "")])
def test_a_date_or_reason_that_will_not_do_is_refused(days, reason, supervisor, analyst):
    report = make_report(analyst)
    with pytest.raises(Invalid):
        reviews.extend(report, timezone.localdate() + days * DAY, by=supervisor, reason=reason)


def test_overdue_reviews_are_counted_on_the_desk_and_listed(client, sign_in, supervisor, analyst):
    late, other = make_report(analyst), make_report(analyst)
    Report.objects.filter(pk=late.pk).update(review_by=timezone.localdate() - DAY)
    desk = sign_in(client, supervisor)
    assert "review=overdue" in desk.get("/desk/").content.decode()
    listed = desk.get("/desk/hotline/report/?review=overdue").content.decode()
    assert late.reference in listed
    assert other.reference not in listed
