"""Persons and things on a case's page, on their own, and in the network picture."""

import re

import pytest

from cases import casework, glass
from hotline import reporting
from intel import entities, facts
from intel.facts import Given
from intel.models import Entity, Link
from staff.models import BrokenGlass
from tests.cases.making import colleague, make_case, make_released
from tests.intel.making import make_entity, make_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    report = make_released(
        title="Turtles from a lorry", country="VN",
        text="Mr Tran Van Minh of Minh Phat Co., Ltd offers them by +84 912 345 678 and mail to seller@example.org.",
    )  # fmt: skip
    return make_case(investigator, report)


@pytest.fixture
def desk(client, sign_in, investigator):
    return sign_in(client, investigator)


def _case(case, part=""):
    return f"/desk/cases/case/{case.pk}/{part or 'change/'}"


def _entity(entity, part="change/"):
    return f"/desk/intel/entity/{entity.pk}/{part}"


def test_a_person_is_recorded_from_the_cases_page(desk, case):
    report = case.reports.get()
    answer = desk.post(_case(case, "entity/"), {"schema": "Person", "name": "Le Thi Hoa", "report": report.pk})
    assert answer.status_code == 302
    assert Entity.objects.in_case(case.pk).get().name == "Le Thi Hoa"
    assert "Le Thi Hoa" in desk.get(_case(case)).content.decode()


def test_a_fact_that_fits_no_such_thing_is_refused_with_a_sentence(desk, case, investigator):
    person = make_entity(case, investigator)
    answer = desk.post(_case(case, "fact/"), {"entity": person.pk, "prop": "imoNumber", "value": "9074729"})
    assert answer.status_code == 422
    assert "not recorded of a person" in answer.content.decode()


def test_two_are_linked_from_the_cases_page(desk, case, investigator):
    person, lorry = make_entity(case, investigator), make_entity(case, investigator, "29C-123.45", "Vehicle")
    said = {"source": person.pk, "target": lorry.pk, "kind": "Uses", "basis": "asserted", "role": "courier"}
    assert desk.post(_case(case, "tie/"), said | {"report": case.reports.get().pk}).status_code == 302
    assert Link.objects.get().role == "courier"


def test_what_the_reports_name_is_offered_and_recorded_with_one_press(desk, case):
    page = desk.get(_case(case)).content.decode()
    codes = re.findall(r'name="found" value="([^"]+)"', page)
    kinds = {code.split("|")[1] for code in codes}
    assert {"Person", "Company", "Phone", "Email"} <= kinds
    phone = next(code for code in codes if "|Phone|" in code)
    assert desk.post(_case(case, "suggested/"), {"found": phone}).status_code == 302
    entity = Entity.objects.get()
    assert (entity.schema, entity.key) == ("Phone", "+84912345678")
    assert entity.facts.get().report == case.reports.get()
    assert phone not in desk.get(_case(case)).content.decode()


def test_what_no_report_names_is_not_accepted(desk, case):
    made_up = f"{case.reports.get().reference}|Person|somebody else"
    assert desk.post(_case(case, "suggested/"), {"found": made_up}).status_code == 422
    assert not Entity.objects.exists()


def test_a_page_shows_each_value_with_its_report_and_grade(desk, case, investigator):
    second = make_released(grade="C3")
    casework.add_report(case, second, by=investigator)
    person = make_entity(case, investigator, report=case.reports.exclude(pk=second.pk).get(), nationality="VN")
    facts.add(person, Given("nationality", "LA", second), by=investigator)
    page = desk.get(_entity(person)).content.decode()
    for shown in ("VN", "LA", "B2", "C3", second.reference, case.reference):
        assert shown in page


def test_a_page_says_nothing_of_a_case_that_one_may_not_see(desk, case, investigator):
    person = make_entity(case, investigator)
    other = make_case(colleague("investigator"))
    Entity.objects.filter(pk=person.pk).update(compartments=[case.pk, other.pk])
    page = desk.get(_entity(person)).content.decode()
    assert case.reference in page
    assert other.reference not in page


def test_a_stranger_finds_neither_page_nor_buttons(client, sign_in, case, investigator, analyst):
    person = make_entity(case, investigator)
    stranger = sign_in(client, analyst)
    assert person.reference not in stranger.get("/desk/intel/entity/").content.decode()
    assert stranger.get(_entity(person)).status_code == 404
    assert stranger.post(_entity(person, "leave_out/"), {"why": "Mine"}).status_code == 404
    assert stranger.get(_case(case, "network/")).status_code == 404


def test_a_custodian_of_the_case_reads_no_persons(client, sign_in, case, investigator, custodian):
    make_entity(case, investigator, "Le Thi Hoa")
    casework.admit(case, custodian, by=investigator)
    page = sign_in(client, custodian)
    for address in (_case(case), _case(case, "network/")):
        assert "Le Thi Hoa" not in page.get(address).content.decode()


def test_through_broken_glass_no_button_stands(client, sign_in, case, investigator, analyst, supervisor):
    person = make_entity(case, investigator)
    glass.enter(case.reference, "life", "Somebody is in danger and nobody of the case answers", by=analyst)
    assert BrokenGlass.objects.exists()
    reader = sign_in(client, analyst)
    page = reader.get(_entity(person)).content.decode()
    assert person.name in page
    assert "leave_out/" not in page
    assert reader.post(_entity(person, "leave_out/"), {"why": "Mine"}).status_code == 403
    assert Entity.objects.in_case(case.pk).exists()


def test_the_picture_draws_who_is_linked_and_says_the_same_in_a_table(desk, case, investigator):
    person, lorry = make_entity(case, investigator), make_entity(case, investigator, "29C-123.45", "Vehicle")
    make_link(person, lorry, investigator, role="courier")
    page = desk.get(_case(case, "network/")).content.decode()
    start = page.index("<svg xmlns")
    drawn, table = page[start : page.index("</svg>", start)], page.split("<tbody>")[1]
    for shown in (person.name, lorry.name, "uses · B2", "reported as courier"):
        assert shown in drawn
    for shown in (person.name, lorry.name, "uses", "courier", "B2"):
        assert shown in table


def test_the_picture_is_narrowed_by_grade_without_a_script(desk, case, investigator):
    person, lorry = make_entity(case, investigator), make_entity(case, investigator, "29C-123.45", "Vehicle")
    make_link(person, lorry, investigator)
    assert 'data-strength="strong"' not in desk.get(_case(case, "network/?show=weak")).content.decode()
    assert 'data-strength="strong"' in desk.get(_case(case, "network/?show=strong")).content.decode()


def test_what_was_taken_out_or_withdrawn_is_not_drawn(desk, case, investigator):
    second = make_released()
    casework.add_report(case, second, by=investigator)
    person, lorry = make_entity(case, investigator), make_entity(case, investigator, "29C-123.45", "Vehicle")
    gone = make_entity(case, investigator, "Somebody Else")
    make_link(person, lorry, investigator, report=second)
    entities.take_out(gone, "Mistaken", by=investigator)
    reporting.withdraw(second, reason="wrong", by=colleague("supervisor"))
    page = desk.get(_case(case, "network/")).content.decode()
    assert "Somebody Else" not in page
    assert "network-tie" not in page


def test_names_are_text_in_the_picture_whatever_they_hold(desk, case, investigator):
    make_entity(case, investigator, '<script>alert("1")</script>')
    page = desk.get(_case(case, "network/")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
