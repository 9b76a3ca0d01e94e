"""Files of others at the desk: brought, looked at, taken in, decided on; by whom."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases import casework
from intel.exchange import importing
from intel.models import Entity, Import, Suggestion
from tests.cases.exchanging import came, lines, taken
from tests.cases.making import make_case, make_released

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return make_case(investigator, make_released(country="VN"))


@pytest.fixture
def desk(client, sign_in, investigator):
    return sign_in(client, investigator)


def _bring(desk, case, raw, **given):
    said = {"sender": "Partner desk", "received_on": "2026-01-02", "handling": "TLP:GREEN", **given}
    file = SimpleUploadedFile("anything.xml", raw)
    return desk.post(f"/desk/intel/import/new/{case.pk}/", {"file": file, **said})


def _page(row, part="change/"):
    return f"/desk/intel/import/{row.pk}/{part}"


def test_a_file_is_brought_looked_at_taken_in_and_accepted(desk, case):
    answer = _bring(desk, case, lines("Le Van A", "Le Van B"))
    row = Import.objects.get()
    assert answer["Location"].endswith(_page(row))
    assert "What would come of it" in desk.get(_page(row)).content.decode()
    assert desk.post(_page(row, "take/")).status_code == 302
    page = desk.get(_page(row)).content.decode()
    assert "Le Van A" in page
    assert not Entity.objects.exists()
    ids = ",".join(map(str, Suggestion.objects.values_list("pk", flat=True)))
    said = {"whole": "1", "shown": ids, "report": case.reports.get().pk}
    assert desk.post(_page(row, "accept/"), said | {"handling": ""}).status_code == 302
    assert Entity.objects.in_case(case.pk).count() == 2


def test_one_row_is_rejected_and_decided_on_again(desk, case, investigator):
    row = taken(case, lines("Le Van A", "Le Van B"), investigator)
    first = row.suggestions.first()
    desk.post(_page(row, "reject/"), {"pick": [first.pk]})
    first.refresh_from_db()
    assert first.state == "rejected"
    assert "Le Van A" in desk.get(_page(row) + "?show=rejected").content.decode()
    desk.post(_page(row, "back/"), {"pick": [first.pk]})
    assert row.suggestions.filter(state="open").count() == 2


def test_nothing_ticked_is_said(desk, case, investigator):
    row = taken(case, lines("Le Van A"), investigator)
    answer = desk.post(_page(row, "accept/"), {})
    assert answer.status_code == 422
    assert "Tick what you decide on" in answer.content.decode()


def test_what_cannot_be_read_is_said_on_the_form_and_kept_nowhere(desk, case):
    answer = _bring(desk, case, b"<xml/>")
    assert answer.status_code == 422
    assert "XML is not taken in" in answer.content.decode()
    assert not Import.objects.exists()


def test_a_file_that_breaks_off_later_says_its_line(desk, case):
    _bring(desk, case, lines("A") + b"{broken\n")
    row = Import.objects.get()
    assert (row.status, row.content) == ("refused", None)
    assert "Line 2" in desk.get(_page(row)).content.decode()


def test_the_same_file_leads_to_the_import_that_it_was(desk, case):
    _bring(desk, case, lines("A"))
    answer = _bring(desk, case, lines("A"), sender="Somebody else")
    assert Import.objects.count() == 1
    assert answer["Location"].endswith(_page(Import.objects.get()))


def test_columns_of_a_table_are_named_on_the_page(desk, case):
    _bring(desk, case, b"Full name,nationality\r\nLe Van A,VN\r\n")
    row = Import.objects.get()
    assert "Which column is what" in desk.get(_page(row)).content.decode()
    desk.post(_page(row, "columns/"), {"schema": "Person", "column_0": "name", "column_1": "nationality"})
    assert Import.objects.get().counts["new_thing"] == 1


def test_a_large_file_waits_for_a_worker_and_the_page_follows_it(desk, case, investigator, monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 10)
    row = came(case, lines("Le Van A"), investigator)
    assert desk.get(_page(row, "progress/")).json() == {"percent": 0, "status": "Being read", "is_over": False}
    assert "data-progress" in desk.get(_page(row)).content.decode()


def test_a_post_without_the_forms_proof_brings_nothing(case, investigator, sign_in):
    from django.test import Client

    strict = sign_in(Client(enforce_csrf_checks=True), investigator)
    assert _bring(strict, case, lines("A")).status_code == 403
    assert not Import.objects.exists()


def test_an_officer_outside_the_case_finds_neither_form_nor_import(client, sign_in, case, investigator, analyst):
    row = came(case, lines("A"), investigator)
    desk = sign_in(client, analyst)
    assert desk.get(f"/desk/intel/import/new/{case.pk}/").status_code == 404
    assert desk.get(_page(row)).status_code == 404
    assert row.reference not in desk.get("/desk/intel/import/").content.decode()


def test_who_is_denied_finds_no_import(client, sign_in, case, investigator, supervisor):
    row = came(case, lines("A"), investigator)
    casework.deny(case, supervisor, by=investigator)
    assert sign_in(client, supervisor).get(_page(row)).status_code == 404


def test_the_page_asks_the_database_as_often_for_many_as_for_few(
    desk, case, investigator, django_assert_max_num_queries
):
    row = taken(case, lines(*(f"Le Van {n}" for n in range(30))), investigator)
    desk.get(_page(row))
    with django_assert_max_num_queries(30):
        desk.get(_page(row))
