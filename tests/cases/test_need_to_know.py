"""Whom a case keeps out sees nothing of it; and supervisors read the audit of their own cases alone."""

import pytest

from cases import casework, own_audit
from cases.models import Case, Exhibit, Packet, Referral
from cases.packets import release
from hotline import triage
from hotline.models import Report, Tip
from staff.models import AuditEntry
from staff.refusals import NotAllowed
from tests.cases.making import colleague, make_case, make_exhibit, make_referral, make_released
from tests.make import make_tip
from tests.people import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def tip():
    return make_tip()


@pytest.fixture
def case(tip):
    """A case with one thing of each kind."""
    lead = colleague("investigator")
    case = make_case(lead, make_released(tip, title="Pangolins in a blue lorry"))
    make_exhibit(case, lead)
    make_referral(case, lead)
    release.draft_packet(case, release.Order("ngo"), by=lead)
    return case


@pytest.fixture
def kept_out(case):
    """An officer with every role that reads, let into the case and then kept out of it."""
    officer = make_officer("kept_out", "analyst", "investigator", "custodian", "supervisor")
    casework.admit(case, officer, by=case.lead)
    casework.deny(case, officer, by=case.lead)
    return officer


def test_a_denial_hides_the_case_and_all_that_belongs_to_it(case, kept_out):
    for model in (Case, Exhibit, Packet, Referral, Report):
        assert model.objects.exists()
        assert not model.objects.visible_to(kept_out).exists(), model


def test_a_denial_hides_the_tips_behind_the_case_and_no_others(case, tip, kept_out):
    other = make_tip()
    assert list(Tip.objects.visible_to(kept_out)) == [other]


def test_a_hidden_tip_is_404_in_list_page_and_buttons(client, sign_in, case, tip, kept_out):
    sign_in(client, kept_out)
    assert tip.reference not in client.get("/desk/hotline/tip/?status=all").content.decode()
    assert client.get(f"/desk/hotline/tip/{tip.pk}/change/").status_code == 404
    assert client.post(f"/desk/hotline/tip/{tip.pk}/claim/").status_code == 404


def test_lifting_the_denial_shows_all_again(case, tip, kept_out):
    casework.lift(case, kept_out, by=case.lead)
    assert tip in Tip.objects.visible_to(kept_out)
    assert case in Case.objects.visible_to(kept_out)


def test_another_cases_page_does_not_show_a_report_that_is_kept_from_its_reader(client, sign_in, case, investigator):
    """A report in two cases: one lets the officer in, the other keeps them out."""
    mine = make_case(investigator)
    casework.add_report(mine, case.reports.get(), by=investigator)
    page = f"/desk/cases/case/{mine.pk}/change/"
    assert "blue lorry" in sign_in(client, investigator).get(page).content.decode()
    casework.deny(case, investigator, by=case.lead)
    assert "blue lorry" not in client.get(page).content.decode()


# --- The audit --------------------------------------------------------------------------------------------------
def test_a_supervisor_reads_the_audit_of_their_own_cases_and_no_others(case, supervisor):
    other = make_case(colleague("investigator"))
    casework.admit(case, supervisor, by=case.lead)
    read = {(entry.subject, entry.subject_id) for entry in own_audit.entries(supervisor)}
    assert ("cases.case", str(case.pk)) in read
    assert ("cases.exhibit", str(case.exhibits.first().pk)) in read
    assert ("cases.case", str(other.pk)) not in read
    assert not any(subject.startswith(("hotline.", "staff.officer")) for subject, _id in read)


def test_the_page_of_it_is_for_supervisors(client, sign_in, case, supervisor, investigator):
    casework.admit(case, supervisor, by=case.lead)
    address = "/desk/cases/audit/"
    assert client.get(address).url.startswith("/desk/login/")
    assert sign_in(client, investigator).get(address).status_code == 403
    with pytest.raises(NotAllowed):
        own_audit.entries(investigator)
    client.logout()
    assert str(case.pk) in sign_in(client, supervisor).get(address).content.decode()


@pytest.mark.parametrize(
    ("role", "address", "scope"),
    [("auditor", "/desk/staff/auditentry/", "all"), ("supervisor", "/desk/cases/audit/", "own cases")],
)
def test_looking_at_the_audit_is_on_it(client, sign_in, role, address, scope):
    reader = make_officer("reader", role)
    sign_in(client, reader).get(address, {"who": "a name somebody typed", "verb": "tip"})
    entry = AuditEntry.objects.get(verb="audit.opened")
    assert entry.actor == f"officer:{reader.pk}"
    assert entry.details == {"scope": scope, "asked": ["who", "verb"]}


def test_one_entry_opened_is_on_it_too(client, sign_in, auditor, analyst):
    triage.claim(make_tip(), by=analyst)
    entry = AuditEntry.objects.first()
    assert sign_in(client, auditor).get(f"/desk/staff/auditentry/{entry.pk}/change/").status_code == 200
    assert AuditEntry.objects.filter(verb="audit.opened", details__scope="one entry").count() == 1
