"""The pages of casework: who sees what, every button a POST that calls one verb, and what a list costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import casework, referrals, worklist
from cases.models import Case, Exhibit, Outcome, Packet, Referral
from tests.cases.making import (
    colleague,
    make_agency,
    make_case,
    make_exhibit,
    make_packet,
    make_referral,
    make_released,
)
from tests.make import make_attachment, make_picture, make_tip

pytestmark = pytest.mark.django_db
CASES = "/desk/cases/case/"


def _page(row) -> str:
    return f"/desk/cases/{row._meta.model_name}/{row.pk}/change/"


def _press(client, row, name, **said):
    return client.post(f"/desk/cases/{row._meta.model_name}/{row.pk}/{name}/", said)


@pytest.fixture
def case(investigator):
    return make_case(investigator)


def test_a_case_opens_from_a_report(client, sign_in, investigator):
    report = make_released(title="Pangolins in a lorry")
    address = f"/desk/cases/open/?report={report.pk}"
    sign_in(client, investigator)
    assert "Pangolins in a lorry" in client.get(address).content.decode()
    assert not Case.objects.exists()
    response = client.post(address, {"title": "Pangolins", "type": "trade", "priority": "2"})
    case = Case.objects.get()
    assert response.headers["Location"] == _page(case)
    assert (case.lead, case.priority, case.reports.get()) == (investigator, 2, report)


def test_opening_a_case_needs_the_right_and_a_report_one_sees(client, sign_in, intake_officer, investigator):
    report = make_released()
    casework.deny(make_case(colleague("investigator"), report), investigator, by=colleague("investigator"))
    address = f"/desk/cases/open/?report={report.pk}"
    assert client.post(address, {"title": "x"}).status_code == 302
    assert sign_in(client, investigator).post(address, {"title": "x"}).status_code == 404
    assert sign_in(client, intake_officer).post(address, {"title": "x"}).status_code == 403
    assert Case.objects.count() == 1


def test_a_hidden_case_and_all_in_it_are_404(client, sign_in, case, investigator):
    exhibit, packet = make_exhibit(case, investigator), make_packet(case, investigator, "ngo")
    referral = make_referral(case, investigator)
    sign_in(client, colleague("investigator"))
    for row, button in ((case, "close"), (exhibit, "check"), (packet, "download"), (referral, "close")):
        assert client.get(_page(row)).status_code == 404, row
        assert _press(client, row, button).status_code == 404, row
    assert case.reference not in client.get(CASES).content.decode()
    sign_in(client, investigator)
    for row in (case, exhibit, packet, referral):
        assert client.get(_page(row)).status_code == 200, row


def test_a_button_answers_403_to_a_member_without_the_right(client, sign_in, case, custodian, investigator):
    casework.admit(case, custodian, by=investigator)
    assert _press(sign_in(client, custodian), case, "note", text="x").status_code == 403
    assert not case.notes.exists()


def test_the_work_of_a_case_is_done_on_its_page(client, sign_in, case, investigator):
    sign_in(client, investigator)
    for name, said in {
        "move": {"to": "active"},
        "note": {"text": "Called the market."},
        "task": {"title": "Ask for the permit", "due": "2027-01-01"},
        "happened": {"start": "2026-11-01T06:30", "precision": "day", "text": "A delivery", "in_summary": "on"},
        "register": {"kind": "physical", "description": "A cage", "how": "Handed in"},
        "outcome": {"kind": "rescue", "date": "2026-11-02", "quantity": "3", "unit": "no.", "attribution": "lead",
                    "proof": "document"},
    }.items():  # fmt: skip
        response = _press(client, case, name, **said)
        assert response.status_code == 302, (name, response.context and response.context.get("refused"))
    case.refresh_from_db()
    page = client.get(_page(case)).content.decode()
    for said in ("Called the market.", "Ask for the permit", "A delivery", "A cage", "Animals rescued"):
        assert said in page
    assert case.status == "active"
    assert Outcome.objects.get().by_officer == investigator


def test_a_task_is_moved_from_the_page_of_its_case(client, sign_in, case, investigator):
    task = worklist.set_task(case, "Ask for the permit", by=investigator)
    response = _press(sign_in(client, investigator), task, "done")
    task.refresh_from_db()
    assert (task.state, response.headers["Location"]) == ("done", _page(case))


def test_files_are_offered_by_number_and_never_by_name(client, sign_in, investigator):
    tip = make_tip()
    attachment = make_attachment(tip, name="my_own_house.jpg", copy=make_picture())
    case = make_case(investigator, make_released(tip))
    page = sign_in(client, investigator).get(_page(case)).content.decode()
    assert "File 1: image/jpeg" in page
    assert "my_own_house" not in page
    assert tip.reference not in page
    response = _press(client, case, "take", attachment=attachment.pk, description="A stall")
    assert response.status_code == 302
    assert Exhibit.objects.filter(case=case).count() == 2


def test_a_packet_is_drafted_approved_by_another_and_downloaded(client, sign_in, case, investigator, supervisor):
    from cases.packets import building

    sign_in(client, investigator)
    assert _press(client, case, "packet", profile="ngo", ask="Look into it").status_code == 302
    packet = Packet.objects.get()
    assert _press(client, packet, "approve", mosaic="No.").status_code == 403
    assert _press(sign_in(client, supervisor), packet, "approve", mosaic="No: many saw it.").status_code == 302
    building.build(packet.pk)
    sign_in(client, investigator)
    response = client.get(_press(client, packet, "download").headers["Location"])
    assert response["Content-Type"] == "application/zip"
    assert b"".join(response.streaming_content)[:2] == b"PK"


def test_link_and_code_are_shown_once_and_kept_nowhere(client, sign_in, case, investigator, supervisor):
    agency = make_agency()
    sign_in(client, investigator)
    assert _press(client, case, "refer", agency=agency.pk, ask="Inspect", urgency="routine").status_code == 302
    referral = Referral.objects.get()
    points = {f"point_{number}": "2" for number in range(len(referrals.CHECKLIST))}
    assert _press(client, referral, "check", **points).status_code == 302
    assert _press(client, referral, "approve").status_code == 403
    assert _press(sign_in(client, supervisor), referral, "approve").status_code == 302
    response = _press(sign_in(client, investigator), referral, "send")
    sent = response.context["given"]
    assert sent.link in response.content.decode()
    assert sent.code in response.content.decode()
    again = client.get(_page(referral)).content.decode()
    assert sent.link not in again
    assert sent.code not in again
    token = sent.link.split("/")[-2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(r)::text FROM cases_referral r")
        stored = str(cursor.fetchall())
        cursor.execute("SELECT details::text FROM staff_auditentry")
        stored += str(cursor.fetchall())
    assert token not in stored
    assert sent.code not in stored


def test_a_refused_step_keeps_what_was_typed(client, sign_in, case, investigator):
    response = _press(sign_in(client, investigator), case, "report", report="RPT-1999-000001", reason="same stall")
    assert response.status_code == 422
    assert "same stall" in response.content.decode()


@pytest.mark.parametrize("kind", ["case", "exhibit", "packet", "referral", "task"])
def test_a_list_costs_the_same_for_one_row_and_for_many(client, sign_in, investigator, supervisor, kind):
    def add() -> None:
        case = make_case(investigator)
        make_exhibit(case, investigator)
        make_referral(case, investigator)
        worklist.set_task(case, "A task", by=investigator)
        from cases.packets import release

        release.draft_packet(case, release.Order("ngo"), by=investigator)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/desk/cases/{kind}/").status_code == 200
        return len(queries)

    add()
    sign_in(client, investigator).get(f"/desk/cases/{kind}/")
    before = cost()
    for _each in range(3):
        add()
    assert cost() == before
    assert before <= 12


def test_a_denial_stands_in_the_list_of_members_until_it_is_lifted(client, sign_in, case, investigator, analyst):
    address = f"/desk/cases/case/{case.pk}/lift/"
    sign_in(client, investigator)
    assert address not in client.get(_page(case)).content.decode()
    casework.deny(case, analyst, by=investigator)
    page = client.get(_page(case)).content.decode()
    assert address in page
    assert '<span class="desk-chip is-bad">Denied</span>' in page
    assert _press(client, case, "lift", officer_chosen=investigator.pk).status_code == 422
    assert _press(client, case, "lift", officer_chosen=analyst.pk).status_code == 302
    page = client.get(_page(case)).content.decode()
    assert address not in page
    assert "Denied" not in page
