"""The desk's first page: each of its figures is the length of the list that it opens."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases import casework, worklist
from cases.models import Case, Referral
from tests.cases.listed import make_listing
from tests.cases.making import colleague, make_case, make_packet, make_referral, send_referral

pytestmark = pytest.mark.django_db


def _lines(client):
    answer = client.get("/desk/")
    assert answer.status_code == 200
    return [line for card in answer.context["cards"] for line in card["lines"]]


def _lay(officer):
    """Cases, tasks, referrals, packets and listings, some late, some another's."""
    today = timezone.localdate()
    for number, lead in enumerate((officer, officer, colleague("investigator"))):
        case = make_case(lead)
        worklist.set_task(case, "Call the vet", by=lead, due=today - timedelta(days=number))
        worklist.set_task(case, "Write to the port", by=lead)
        make_packet(case, lead, "ngo")
        make_listing(case, by=lead)
        make_referral(case, lead)
    Case.objects.filter(lead=officer).update(review_by=today - timedelta(days=1))
    resting = make_case(officer)
    casework.move(resting, Case.Status.ACTIVE, by=officer)
    send_referral(make_case(officer), officer)
    casework.rest(resting, "Until the season", today + timedelta(days=1), by=officer)
    Case.objects.filter(wake_on__isnull=False).update(wake_on=today)
    Referral.objects.filter(status=Referral.Status.SENT).update(answer_due_at=timezone.now() - timedelta(hours=1))


def test_each_figure_is_the_length_of_the_list_behind_it(client, sign_in, investigator, supervisor):
    _lay(investigator)
    for officer in (investigator, supervisor):
        sign_in(client, officer)
        lines = [line for line in _lines(client) if line["address"].startswith("/desk/cases/")]
        figures = [line for line in lines if line["figure"] is not None]
        assert figures
        for line in figures:
            listed = len(client.get(line["address"]).context["cl"].result_list)
            assert (str(line["label"]), line["figure"]) == (str(line["label"]), listed), line["address"]
        client.logout()


def test_an_investigator_finds_what_is_theirs(client, sign_in, investigator):
    _lay(investigator)
    sign_in(client, investigator)
    told = {line["address"]: line["figure"] for line in _lines(client)}
    assert told["/desk/cases/task/?whose=mine"] == 4
    assert told["/desk/cases/task/?whose=mine&pressing=overdue"] == 1
    assert told["/desk/cases/referral/?clock=late"] == 1
    assert told["/desk/cases/case/?own=lead&due=rest"] == 1


def test_who_has_no_casework_sees_none_of_it(client, sign_in, intake_officer):
    sign_in(client, intake_officer)
    assert not [line for line in _lines(client) if line["address"].startswith("/desk/cases/")]


def test_more_work_costs_no_more_queries(client, sign_in, investigator):
    _lay(investigator)
    sign_in(client, investigator)
    _lines(client)
    with CaptureQueriesContext(connection) as before:
        _lines(client)
    _lay(investigator)
    with CaptureQueriesContext(connection) as after:
        _lines(client)
    assert len(after) <= len(before)
