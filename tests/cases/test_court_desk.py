"""Proceedings, outcomes, persons and holds at the desk: what is shown, what a press does, and to whom it is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import casework, outcomes
from cases.models import Outcome, Proceeding
from cases.outcomes import Result
from intel.models import Entity
from intel.rendering import tables
from tests.cases.court import convicted, make_proceeding
from tests.cases.making import make_case
from tests.intel.making import make_entity

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)


@pytest.fixture
def case(investigator):
    return make_case(investigator)


def _page(row):
    return reverse(f"admin:cases_{row._meta.model_name}_change", args=[row.pk])


def _press(client, row, button, **said):
    return client.post(f"/desk/cases/{row._meta.model_name}/{row.pk}/{button}/", said)


def test_a_proceeding_is_entered_and_a_charge_brought_by_its_forms(case, investigator, client, sign_in):
    sign_in(client, investigator)
    said = {"forum": "court", "body": "District Court 3", "country": "vn", "on": "2026-01-05"}
    assert _press(client, case, "proceeding", **said).status_code == 302
    proceeding, accused = Proceeding.objects.get(), make_entity(case, investigator)
    charge = {"accused": accused.pk, "law": "Criminal Code", "section": "244", "on": "2026-02-05", "offences": ["live"]}
    assert _press(client, proceeding, "charge", **charge).status_code == 302
    page = client.get(_page(proceeding)).content.decode()
    assert "Tran Van Minh" in page
    assert "presumed innocent" in page


def test_a_verdict_is_counted_with_one_press_of_its_page(case, investigator, client, sign_in):
    proceeding, _charges = convicted(case, investigator)
    sign_in(client, investigator)
    assert 'value="conviction"' in client.get(_page(proceeding)).content.decode()
    assert _press(client, proceeding, "count", name="conviction").status_code == 302
    assert _press(client, proceeding, "count", name="conviction").status_code == 409
    assert Outcome.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [("analyst", 404), ("outsider", 403), ("investigator", 302)])
def test_a_hearing_is_set_by_who_works_in_the_case(who, status, case, investigator, client, sign_in, request):
    proceeding = make_proceeding(case, investigator)
    sign_in(client, request.getfixturevalue(who))
    day = timezone.localdate() + timedelta(days=3)
    assert _press(client, proceeding, "hearing", on=day.isoformat()).status_code == status
    proceeding.refresh_from_db()
    assert proceeding.next_hearing == (day if status == 302 else None)


def test_the_ledger_is_filtered_counted_and_taken_along_as_a_table(case, investigator, client, sign_in):
    for kind, amount, unit, country in (
        ("seizure", 12, "kg", "VN"),
        ("seizure", 3, "no.", "KH"),
        ("rescue", 4, "", "VN"),
    ):
        outcomes.enter(case, Result(kind, DAY, Decimal(amount), unit, country=country), by=investigator)
    sign_in(client, investigator)
    answer = client.get("/desk/cases/outcome/", {"country": "VN", "kind__exact": "seizure"})
    ((figure, rows),) = answer.context_data["figures"]
    assert (figure.total, figure.unit, figure.rows) == (12, "kg", 1)
    assert client.get(rows).context_data["cl"].result_list[0].unit == "kg"
    table = client.get("/desk/cases/outcome/csv/", {"country": "VN"})
    headers, lines = tables.read_csv(table.content)
    assert sorted(line[headers.index("unit")] for line in lines) == ["kg", "no."]


def test_the_ledger_shows_nothing_of_a_case_that_one_may_not_see(case, investigator, analyst, client, sign_in):
    outcomes.enter(case, Result("seizure", DAY, Decimal(12), "kg"), by=investigator)
    sign_in(client, analyst)
    assert client.get("/desk/cases/outcome/").context_data["figures"] == []
    assert len(tables.read_csv(client.get("/desk/cases/outcome/csv/").content)[1]) == 0


def test_who_is_due_stands_in_the_list_and_is_kept_from_its_page(case, investigator, client, sign_in):
    due, later = make_entity(case, investigator), make_entity(case, investigator, "Le Thi Hoa")
    Entity.objects.filter(pk=due.pk).update(review_by=timezone.localdate())
    sign_in(client, investigator)
    page = client.get("/desk/cases/person/?review=due").content.decode()
    assert due.reference in page
    assert later.reference not in page
    until = timezone.localdate() + timedelta(days=30)
    assert client.post(f"/desk/cases/person/{due.pk}/keep/", {"words": "trial", "until": until}).status_code == 302
    due.refresh_from_db()
    assert due.review_by == until


def test_what_is_archived_is_asked_about_a_term_later(case, investigator, client, sign_in):
    casework.close(case, "insufficient", by=investigator)
    archived = casework.move(case, "archived", by=investigator)
    assert archived.review_by > timezone.localdate() + timedelta(days=300)
    type(case).objects.filter(pk=case.pk).update(review_by=timezone.localdate() - timedelta(days=1))
    sign_in(client, investigator)
    assert case.reference in client.get("/desk/cases/case/?due=review").content.decode()


@pytest.mark.parametrize(
    ("days", "said"), [(3, "within a week"), (-1, "say what became of it"), (30, "District Court 3")]
)
def test_a_hearing_to_come_stands_with_the_tasks_of_the_case_and_with_ones_own(
    days, said, case, investigator, client, sign_in
):
    proceeding = make_proceeding(case, investigator)
    Proceeding.objects.update(next_hearing=timezone.localdate() + timedelta(days=days))
    sign_in(client, investigator)
    for address in ("/desk/cases/task/", f"/desk/cases/case/{case.pk}/tasks/", _page(case)):
        page = client.get(address)
        assert [each.pk for each in page.context_data["hearings"]] == [proceeding.pk]
        assert said in page.content.decode()
        assert _page(proceeding) in page.content.decode()


def test_a_hearing_is_on_nobodys_list_who_is_no_member(case, investigator, supervisor, analyst, client, sign_in):
    make_proceeding(case, investigator)
    Proceeding.objects.update(next_hearing=timezone.localdate())
    for officer in (supervisor, analyst):
        sign_in(client, officer)
        assert list(client.get("/desk/cases/task/").context_data["hearings"]) == []
