"""Links: typed, graded by their report, seen only where both ends and the report are."""

from datetime import date
from itertools import product

import pytest

from cases import casework
from intel import entities, links
from intel.links import Tie
from intel.models import Link
from staff import access, compartments
from staff.refusals import Invalid, NotAllowed, WrongStatus
from staff.roles import Role
from tests.cases.making import colleague, make_case, make_released
from tests.intel.making import make_entity, make_link
from tests.people import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture
def pair(case, investigator):
    return make_entity(case, investigator), make_entity(case, investigator, "29C-123.45", "Vehicle")


def test_a_link_by_the_same_report_is_one_row_and_by_another_a_second(case, pair, investigator):
    second = make_released()
    casework.add_report(case, second, by=investigator)
    first = case.reports.exclude(pk=second.pk).get()
    for report in (first, first, second):
        make_link(*pair, investigator, report=report)
    assert {link.report for link in Link.objects.all()} == {first, second}


def test_what_is_true_of_both_alike_is_one_link_whichever_end_is_named_first(pair, investigator):
    one, other = pair
    assert make_link(one, other, investigator, "Contact") == make_link(other, one, investigator, "Contact")
    assert make_link(one, other, investigator, "Uses") != make_link(other, one, investigator, "Uses")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "Marriage"}, "kind"),
        ({"role": "boss"}, "role"),
        ({"began": date(2026, 2, 1), "ended": date(2026, 1, 1)}, "ended"),
        ({"report": None}, "report"),
        ({"report": None, "basis": "assessed"}, "summary"),
        ({"basis": "guessed"}, "basis"),
        ({"summary": "x" * 301}, "summary"),
    ],
)
def test_an_incomplete_link_is_refused_by_field_and_leaves_nothing(pair, investigator, given, field):
    with pytest.raises(Invalid) as refused:
        make_link(*pair, investigator, **given)
    assert field in refused.value.fields
    assert not Link.objects.exists()


def test_nothing_is_linked_with_itself_or_into_another_case(pair, investigator):
    person, _lorry = pair
    elsewhere = make_entity(make_case(investigator), investigator, "Somebody")
    for target in (person, elsewhere):
        with pytest.raises(Invalid):
            make_link(person, target, investigator)
    assert not Link.objects.exists()


def test_a_conclusion_of_ours_needs_no_report_but_its_reason(pair, investigator):
    row = make_link(*pair, investigator, report=None, basis="assessed", summary="Seen together on three photographs")
    assert (row.report, row.basis) == (None, "assessed")


def test_a_stranger_links_nothing(pair, analyst):
    with pytest.raises(NotAllowed):
        links.link(*pair, Tie("Uses", basis="assessed", summary="So we think"), by=analyst)
    assert not Link.objects.exists()


def test_what_was_taken_out_is_linked_with_nothing(pair, investigator):
    person, lorry = pair
    entities.take_out(lorry, "Another one", by=investigator)
    with pytest.raises(WrongStatus):
        make_link(person, lorry, investigator)


def test_a_link_that_is_taken_out_says_why_and_can_be_made_again(pair, investigator):
    row = links.take_out(make_link(*pair, investigator), "The report says no such thing", by=investigator)
    assert (row.stands, row.taken_out_why) == (False, "The report says no such thing")
    assert make_link(*pair, investigator) != row


def test_only_who_sees_both_ends_and_the_report_sees_a_link(case, pair, investigator):
    """Every role, as stranger, member, and kept out of the case or of another case that uses the report."""
    shared = make_released()
    casework.add_report(case, shared, by=investigator)
    elsewhere = make_case(investigator, shared)
    row = make_link(*pair, investigator, report=shared)
    for role, standing in product(Role.values, ("stranger", "member", "denied", "denied elsewhere")):
        officer = make_officer(f"{role} {standing}", role)
        if standing != "stranger":
            compartments.admit(officer, case.pk, by=investigator)
        if standing.startswith("denied"):
            closed = elsewhere if standing == "denied elsewhere" else case
            compartments.deny(officer, closed.pk, by=investigator)
        sees_all = access.allows(officer, "cases.read_every_case")
        expected = access.allows(officer, "intel.view_entity") and (
            standing == "member" or (standing == "stranger" and sees_all)
        )
        assert Link.objects.visible_to(officer).filter(pk=row.pk).exists() is expected, (role, standing)


def test_a_link_is_hidden_with_one_end(case, pair, investigator):
    second = make_released()
    casework.add_report(case, second, by=investigator)
    elsewhere = make_case(investigator, second)
    hidden = make_entity(case, investigator, "Hidden", report=second)
    row = make_link(pair[0], hidden, investigator, report=case.reports.exclude(pk=second.pk).get())
    reader = colleague("analyst")
    compartments.admit(reader, case.pk, by=investigator)
    assert Link.objects.visible_to(reader).get() == row
    compartments.deny(reader, elsewhere.pk, by=investigator)
    assert not Link.objects.visible_to(reader).exists()
