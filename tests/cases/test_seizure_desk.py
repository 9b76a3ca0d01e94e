"""The pages of seizures: every button a POST that calls one verb, and drafts that are answers of their own."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases import casework
from cases.models import AnimalGroup, SeizedPerson, Seizure, SpecimenLine
from tests.cases.making import colleague, make_agency, make_case
from tests.cases.seized import lay, make_animals, make_line, make_seizure, make_term, name_person
from tests.make import make_taxon

pytestmark = pytest.mark.django_db
REPORT = "/desk/cases/illegal-trade/"


def _page(row) -> str:
    return f"/desk/cases/{row._meta.model_name}/{row.pk}/change/"


def _press(client, row, name, **said):
    return client.post(f"/desk/cases/{row._meta.model_name}/{row.pk}/{name}/", said)


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture
def seizure(case, investigator):
    return make_seizure(case, investigator)


def test_a_seizure_is_entered_and_filled_from_the_pages(client, sign_in, case, investigator):
    make_taxon("Manis javanica", "Sunda pangolin")
    make_term("SCA")
    agency, today = make_agency(), timezone.localdate().isoformat()
    sign_in(client, investigator)
    basic = {"seized_on": today, "date_precision": "day", "country": "vn", "setting": "seaport", "place": "Hai Phong",
             "agency": f"{agency.name} (VN)", "transport": "sea_container", "proof": "message"}  # fmt: skip
    response = _press(client, case, "seizure", **basic)
    seizure = Seizure.objects.get()
    assert response.headers["Location"] == _page(seizure)
    assert (seizure.country, seizure.agency, seizure.agency_words) == ("VN", agency, "")
    more = basic | {"agency": "The harbour master", "value": "5000", "currency": "usd", "disposal": "stored",
                    "attribution": "lead"}  # fmt: skip
    for name, said in {
        "correct": more,
        "line": {"taxon": "Sunda pangolin", "term": "SCA", "quantity": "10", "unit": "lb", "condition": "part",
                 "certainty": "certain"},
        "route": {"country_0": "ng", "role_0": "origin", "country_1": "VN", "role_1": "destination",
                  "mode_1": "vessel"},
        "person": {"new_name": "Tran Van B", "schema": "Person", "role": "courier", "arrested": "yes",
                   "report": case.reports.get().pk},
        "animals": {"taxon": "Manis javanica", "number": "2", "fate": "rescued", "centre": "A centre"},
        "attribute": {"reports": [case.reports.get().pk]},
    }.items():  # fmt: skip
        response = _press(client, seizure, name, **said)
        assert response.status_code == 302, (name, response.context["refused"].form.errors)
    page = client.get(_page(seizure)).content.decode()
    for said in ("10 lb", "4.5359237 kg", "reported as courier", "Tran Van B", "Origin NG → Destination VN",
                 "The harbour master", "2 × <i>Manis javanica</i>", case.reports.get().reference):  # fmt: skip
        assert said in page
    assert seizure.reference in client.get(_page(case)).content.decode()


def test_a_refused_form_says_which_list_and_keeps_what_was_typed(client, sign_in, case, investigator):
    said = {"seized_on": "2026-03-01", "date_precision": "day", "country": "UK", "setting": "airport",
            "place": "Gate seven", "transport": "road", "proof": "press"}  # fmt: skip
    response = _press(sign_in(client, investigator), case, "seizure", **said)
    assert response.status_code == 422
    page = response.content.decode()
    assert "is not in the list of countries" in page
    assert "Gate seven" in page
    assert not Seizure.objects.exists()


def test_lines_persons_and_animals_have_pages_of_their_own(client, sign_in, seizure, investigator):
    line, person = make_line(seizure, investigator), name_person(seizure, investigator)
    group = make_animals(seizure, investigator)
    sign_in(client, investigator)
    for row in (line, person, group):
        assert client.get(_page(row)).status_code == 200
    said = {"taxon": "Manis javanica", "term": "SCA", "quantity": "2", "unit": "pcs", "condition": "part",
            "certainty": "probable"}  # fmt: skip
    assert _press(client, line, "correct", **said).headers["Location"] == _page(seizure)
    assert SpecimenLine.objects.get().counted == "2 no."
    assert _press(client, person, "correct", role="broker", arrested="no").status_code == 302
    assert SeizedPerson.objects.get().role == "broker"
    seen = {"seen_on": timezone.localdate().isoformat(), "fate": "permanent", "number": "5", "health": "Well"}
    assert _press(client, group, "note", **seen).status_code == 302
    assert "Permanent care" in client.get(_page(group)).content.decode()
    assert _press(client, line, "strike").headers["Location"] == _page(seizure)
    assert _press(client, person, "take_out").headers["Location"] == _page(seizure)
    assert not SpecimenLine.objects.exists()
    assert not SeizedPerson.objects.exists()


def test_whoever_does_not_see_the_case_finds_nothing_and_a_reader_has_no_button(
    client, sign_in, seizure, investigator, custodian, supervisor
):
    line, group = make_line(seizure, investigator), make_animals(seizure, investigator)
    sign_in(client, colleague("investigator"))
    for row, button in ((seizure, "correct"), (line, "strike"), (group, "note")):
        assert client.get(_page(row)).status_code == 404
        assert _press(client, row, button).status_code == 404
    casework.admit(seizure.case, custodian, by=investigator)
    sign_in(client, custodian)
    assert f"/{seizure.pk}/line/" not in client.get(_page(seizure)).content.decode()
    assert _press(client, line, "strike").status_code == 403
    casework.deny(seizure.case, supervisor, by=investigator)
    assert sign_in(client, supervisor).get(_page(seizure)).status_code == 404


def test_due_rechecks_are_filtered_and_stand_on_the_case(client, sign_in, case, investigator):
    today = timezone.localdate()
    late = make_animals(make_seizure(case, investigator, seized_on=today - timedelta(days=40)), investigator)
    fresh = make_animals(make_seizure(case, investigator, seized_on=today), investigator)
    sign_in(client, investigator)
    page = client.get("/desk/cases/animalgroup/?recheck=due").content.decode()
    assert late.reference in page
    assert fresh.reference not in page
    assert "the recheck is due" in client.get(_page(case)).content.decode()
    assert AnimalGroup.objects.visible_to(investigator).to_recheck().get() == late


def test_the_illegal_trade_report_is_shown_and_taken(client, sign_in, seizure, investigator):
    make_line(seizure, investigator)
    sign_in(client, investigator)
    assert seizure.reference in client.get(REPORT, {"year": "2026", "country": "vn"}).content.decode()
    assert seizure.reference not in client.get(REPORT, {"year": "2025"}).content.decode()
    assert client.get(REPORT, {"year": "now"}).status_code == 422
    table = client.post(REPORT, {"year": "2026", "country": "VN", "form": "csv"})
    assert table["Content-Disposition"] == 'attachment; filename="DRAFT-illegal-trade-report-2026-VN.csv"'
    assert seizure.reference in table.content.decode()
    sheet = openpyxl.load_workbook(io.BytesIO(client.post(REPORT, {"year": "2026", "form": "xlsx"}).content)).active
    assert sheet["A3"].value == seizure.reference
    refused = client.post(REPORT, {"year": "2026", "country": "UK", "form": "csv"})
    assert refused.status_code == 422
    assert "is not in the list of countries" in refused.content.decode()


def test_the_illegal_trade_report_is_of_ones_own_cases_and_for_who_writes_in_cases(
    client, sign_in, seizure, custodian, intake_officer
):
    page = sign_in(client, colleague("investigator")).get(REPORT, {"year": "2026"}).content.decode()
    assert seizure.reference not in page
    assert "No seizure of this year and country" in page
    for officer in (custodian, intake_officer):
        sign_in(client, officer)
        assert client.get(REPORT).status_code == 403
        assert client.post(REPORT, {"year": "2026", "form": "csv"}).status_code == 403


def test_the_message_is_the_answer_to_its_button(client, sign_in, seizure, investigator):
    response = _press(sign_in(client, investigator), seizure, "message", ask="Who is the owner?")
    assert response.content[:2] == b"PK"
    assert response["Content-Disposition"] == f'attachment; filename="DRAFT-ecomessage-{seizure.reference}.docx"'
    assert client.get(f"/desk/cases/seizure/{seizure.pk}/message/").status_code == 405


@pytest.mark.parametrize("kind", ["seizure", "specimenline", "seizedperson", "animalgroup"])
def test_a_list_costs_the_same_for_one_row_and_for_many(client, sign_in, case, investigator, kind):
    def add() -> None:
        seizure = make_seizure(case, investigator)
        make_line(seizure, investigator)
        make_animals(seizure, investigator)
        name_person(seizure, investigator, f"Person {seizure.reference}", case.reports.get())

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
    assert before <= 14


def test_pages_and_drafts_cost_the_same_for_one_line_and_for_many(client, sign_in, case, seizure, investigator):
    def add() -> None:
        make_line(seizure, investigator)
        make_animals(seizure, investigator)
        name_person(seizure, investigator, f"Person {seizure.persons.count()}", case.reports.get())

    def cost(address) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    add()
    lay(seizure, investigator, ("origin", "NG"), ("destination", "VN"))
    pages = [_page(seizure), f"{REPORT}?year=2026"]
    sign_in(client, investigator)
    for page in pages:
        client.get(page)
    before = [cost(page) for page in pages]
    for _each in range(3):
        add()
    assert [cost(page) for page in pages] == before
