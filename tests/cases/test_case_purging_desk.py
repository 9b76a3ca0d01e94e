"""The purge of a case at the desk: what its card says to whom, what a press does, and what the pages say afterwards."""

import pytest
from django.urls import reverse

from cases import case_purging, casework
from cases.models import Exhibit
from tests.cases.ended import case_of_a_person, end
from tests.cases.making import make_packet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_checkpoints")]


@pytest.fixture
def case(investigator):
    return case_of_a_person(investigator)


def _page(row):
    return reverse(f"admin:cases_{row._meta.model_name}_change", args=[row.pk])


def _press(client, case, button, **said):
    return client.post(f"/desk/cases/case/{case.pk}/{button}/", said)


def test_a_case_in_its_time_shows_what_stands_in_the_way_and_no_button(case, investigator, client, sign_in):
    sign_in(client, investigator)
    assert 'id="purge"' not in client.get(_page(case)).content.decode()
    casework.close(case, "insufficient", by=investigator)
    casework.move(case, "archived", by=investigator)
    page = client.get(_page(case)).content.decode()
    assert "Its retention runs until" in page
    assert "ask_purge" not in page


def test_a_member_who_does_not_lead_sees_no_card(case, investigator, analyst, client, sign_in):
    casework.admit(case, analyst, by=investigator)
    ended = end(case, investigator)
    sign_in(client, analyst)
    assert 'id="purge"' not in client.get(_page(ended)).content.decode()
    assert _press(client, ended, "ask_purge").status_code == 403


def test_the_card_counts_what_would_go_and_the_lead_asks(case, investigator, client, sign_in):
    ended = end(case, investigator)
    sign_in(client, investigator)
    answer = client.get(_page(ended))
    assert {str(label): count for label, count in answer.context_data["purge"]["counts"]}["persons and things"] == 1
    assert _press(client, ended, "ask_purge").status_code == 302
    page = client.get(_page(ended)).content.decode()
    assert "A second person carries it out." in page
    assert f"/desk/cases/case/{ended.pk}/purge/" not in page


def test_a_second_person_purges_by_typing_the_reference(case, investigator, supervisor, client, sign_in):
    packet, exhibit = make_packet(case, investigator), Exhibit.objects.filter(parent=None).get()
    ended = end(case, investigator)
    case_purging.ask(ended, by=investigator)
    sign_in(client, supervisor)
    assert _press(client, ended, "purge", reference="CAS-2000-000001").status_code == 422
    assert "Le Van Sau" in client.get(_page(ended)).content.decode()
    assert _press(client, ended, "purge", reference=f" {ended.reference.lower()} ").status_code == 302
    number = ended.purges.get().certificate.reference
    for row in (ended, packet, exhibit):
        answer = client.get(_page(row))
        assert answer.status_code == 200
        assert number in answer.content.decode()
        assert "Le Van Sau" not in answer.content.decode()
    assert client.get(f"/desk/cases/exhibit/{exhibit.pk}/picture/").status_code == 404


def test_every_page_of_a_purged_case_still_opens(case, investigator, supervisor, client, sign_in):
    ended = end(case, investigator)
    case_purging.ask(ended, by=investigator)
    case_purging.purge(ended, by=supervisor)
    sign_in(client, investigator)
    for part in ("timeline", "tasks", "map", "hypotheses", "network"):
        assert client.get(f"/desk/cases/case/{ended.pk}/{part}/").status_code == 200
    assert client.get("/desk/cases/case/").status_code == 200
    assert _press(client, ended, "note", text="Le Van Sau again").status_code == 409
    said = {"schema": "Person", "name": "Le Van Sau", "report": ended.reports.get().pk}
    assert _press(client, ended, "entity", **said).status_code == 409
