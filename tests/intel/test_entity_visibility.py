"""Who sees a person or a thing: generated over every role, membership and denial."""

from itertools import product

import pytest

from cases import casework
from cases.models import Case
from intel.models import Entity, Fact
from staff import access, compartments
from staff.roles import Role
from tests.cases.making import colleague, make_case, make_released
from tests.intel.making import make_entity
from tests.people import make_officer

pytestmark = pytest.mark.django_db
STANDINGS = ("stranger", "member", "denied")


@pytest.fixture
def lead():
    return colleague("investigator")


@pytest.fixture
def case(lead):
    return make_case(lead)


@pytest.mark.parametrize(("role", "standing"), list(product(Role.values, STANDINGS)))
def test_who_sees_the_case_and_has_the_right_sees_what_is_in_it_and_nobody_else(case, lead, role, standing):
    entity = make_entity(case, lead)
    officer = make_officer("asking", role)
    if standing != "stranger":
        casework.admit(case, officer, by=lead)
    if standing == "denied":
        casework.deny(case, officer, by=lead)
    reads_all = access.allows(officer, "cases.read_every_case")
    expected = (
        access.allows(officer, "intel.view_entity") and standing != "denied" and (standing == "member" or reads_all)
    )
    assert Entity.objects.visible_to(officer).filter(pk=entity.pk).exists() is expected
    assert Fact.objects.visible_to(officer).filter(entity=entity).exists() is expected
    if expected:
        assert Case.objects.visible_to(officer).filter(pk=case.pk).exists()


def test_what_rests_on_a_hidden_report_alone_is_hidden_in_an_open_case(case, lead):
    shared = make_released()
    casework.add_report(case, shared, by=lead)
    closed = make_case(lead, shared)
    entity = make_entity(case, lead, report=shared)
    reader = make_officer("reader", "analyst")
    casework.admit(case, reader, by=lead)
    assert Entity.objects.visible_to(reader).get() == entity
    compartments.deny(reader, closed.pk, by=lead)
    assert not Entity.objects.visible_to(reader).exists()
    assert not Fact.objects.visible_to(reader).exists()


def test_a_second_report_that_is_seen_shows_the_name_and_its_own_facts_only(case, lead):
    shared = make_released()
    casework.add_report(case, shared, by=lead)
    closed = make_case(lead, shared)
    make_entity(case, lead, report=shared, nationality="VN")
    entity = make_entity(case, lead, report=case.reports.exclude(pk=shared.pk).get(), nationality="LA")
    reader = make_officer("reader", "analyst")
    casework.admit(case, reader, by=lead)
    compartments.deny(reader, closed.pk, by=lead)
    assert Entity.objects.visible_to(reader).get() == entity
    assert list(Fact.objects.visible_to(reader).exclude(prop="name").values_list("value", flat=True)) == ["LA"]
