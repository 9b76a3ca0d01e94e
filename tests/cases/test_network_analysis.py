"""The whole network worked through for an officer: by what they see, void once they see otherwise."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases import casework
from hotline.models import Report
from intel import identity
from intel.models import NetworkAnalysis
from intel.network import analysing, findings
from tests.cases.charting import CHART, make_pair, page_of
from tests.cases.making import make_case
from tests.intel.making import make_entity, make_link
from tests.people import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture
def pair(case, investigator):
    return make_pair(case, investigator)


@pytest.fixture
def desk(client, sign_in, investigator):
    return sign_in(client, investigator)


def _worked_through(officer):
    row = analysing.ask(by=officer)
    analysing.carry_out(row.pk)
    row.refresh_from_db()
    return row


def test_the_whole_network_is_worked_through_by_what_its_reader_sees(client, sign_in, case, pair, investigator):
    lead = make_officer("elsewhere", "investigator")
    hidden = make_case(lead)
    make_link(make_entity(hidden, lead, "Hidden One"), make_entity(hidden, lead, "Hidden Two"), lead)
    twin = make_entity(case, investigator, "Minh again")
    make_link(twin, make_entity(case, investigator, "Third"), investigator)
    identity.judge(pair[0], twin, "same", "One photograph", by=investigator)
    row = _worked_through(investigator)
    assert row.status == "done"
    assert (row.result["nodes"], row.result["links"], row.result["largest"]) == (3, 2, 3)
    assert row.result["brokers"] == [[str(pair[0].pk), 1.0]]
    page = page_of(sign_in(client, investigator), part="analysis/")
    assert "Tran Van Minh" in page
    assert "Hidden" not in page


def test_a_result_is_void_once_its_reader_sees_otherwise(client, sign_in, case, pair, investigator, supervisor):
    _worked_through(supervisor)
    assert analysing.last(supervisor)
    casework.deny(case, supervisor, by=investigator)
    page = page_of(sign_in(client, supervisor), part="analysis/")
    assert "ask anew" in page
    assert "Tran Van Minh" not in page


def test_whoever_was_kept_out_while_a_worker_was_at_it_gets_no_result(case, pair, investigator, supervisor):
    row = analysing.ask(by=supervisor)
    casework.deny(case, supervisor, by=investigator)
    analysing.carry_out(row.pk)
    row.refresh_from_db()
    assert (row.status, row.result) == ("failed", {})


def test_asking_twice_is_one_job_and_a_lost_one_is_begun_anew(desk, investigator):
    for _time in range(2):
        desk.post(f"{CHART}analysis/")
    row = NetworkAnalysis.objects.get()
    assert analysing.waiting() == [row.pk]
    NetworkAnalysis.objects.update(status="working", started_at=timezone.now())
    assert analysing.waiting() == []
    analysing.carry_out(row.pk)
    assert NetworkAnalysis.objects.get().status == "working"
    NetworkAnalysis.objects.update(started_at=timezone.now() - timedelta(minutes=6))
    analysing.carry_out(analysing.waiting()[0])
    assert NetworkAnalysis.objects.get().status == "done"
    assert desk.get(f"{CHART}analysis/progress/").json()["is_over"]


def test_a_result_is_void_once_a_case_that_keeps_its_reader_out_has_more_in_it(case, pair, investigator, supervisor):
    denying = make_case(investigator)
    casework.deny(denying, supervisor, by=investigator)
    _worked_through(supervisor)
    assert analysing.last(supervisor)
    Report.objects.filter(pk=case.reports.get().pk).update(compartments=[case.pk, denying.pk])
    assert analysing.last(supervisor) is None


def test_one_that_breaks_is_failed_and_its_officer_can_ask_anew(pair, investigator, monkeypatch):
    def broken(*_given, **_more):
        raise MemoryError

    monkeypatch.setattr(findings, "of", broken)
    assert _worked_through(investigator).status == "failed"
    assert analysing.ask(by=investigator).status == "waiting"


def test_a_worker_that_tells_how_far_it_is_is_not_lost(pair, investigator, monkeypatch):
    row = analysing.ask(by=investigator)
    seen = []

    def slow(_whole, tell):
        NetworkAnalysis.objects.update(started_at=timezone.now() - timedelta(minutes=6))
        tell(0.5)
        seen.extend(analysing.waiting())
        return {}

    monkeypatch.setattr(findings, "of", slow)
    analysing.carry_out(row.pk)
    assert seen == []
