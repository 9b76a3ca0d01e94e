"""What lets a reader in is asked once a page, and anew for each page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import casework
from staff import asked, compartments, reading
from staff.models import Officer
from tests.cases.making import colleague, make_case

pytestmark = pytest.mark.django_db


def page(case) -> str:
    return f"/desk/cases/case/{case.pk}/change/"


def test_a_page_asks_about_its_readers_compartments_once(client, sign_in, investigator):
    case = make_case(investigator)
    sign_in(client, investigator)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(page(case)).status_code == 200
    of_memberships = [each for each in asked.captured_queries if 'FROM "staff_membership"' in each["sql"]]
    assert 0 < len(of_memberships) <= 2
    assert len(asked) <= 44


def test_the_same_rows_are_asked_for_once_a_page_and_anew_elsewhere(investigator, django_assert_num_queries):
    same = [Officer.objects.filter(pk=investigator.pk) for _each in range(2)]
    with django_assert_num_queries(1), asked.once():
        assert reading.once(same[0]) is reading.once(same[1])
        assert reading.once(Officer.objects.filter(pk__in=[])) == []
    with django_assert_num_queries(2):
        assert reading.once(same[0].all()) == reading.once(same[1].all()) == [investigator]


def test_the_next_page_asks_anew(client, sign_in, investigator):
    lead = colleague("investigator")
    case = make_case(lead)
    casework.admit(case, investigator, by=lead)
    assert sign_in(client, investigator).get(page(case)).status_code == 200
    casework.deny(case, investigator, by=lead)
    assert client.get(page(case)).status_code == 404


def test_outside_a_page_nothing_is_kept(investigator):
    lead = colleague("investigator")
    case = make_case(lead)
    assert compartments.closed_to(investigator) == set()
    casework.deny(case, investigator, by=lead)
    assert compartments.closed_to(investigator) == {case.pk}
