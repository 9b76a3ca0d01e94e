"""Tasks: given, handed on, waiting for each other, worked on; the board, the list and the log."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import Error
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases import casework, worklist
from cases.models import Task, WorkEntry
from cases.worklist import Work
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import colleague, make_case

pytestmark = pytest.mark.django_db
LIST = "/desk/cases/task/"


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture
def task(case, investigator):
    return worklist.set_task(case, "Hear the driver", by=investigator)


def _board(case):
    return f"/desk/cases/case/{case.pk}/tasks/"


def test_the_log_keeps_who_did_what_when_and_for_how_long(task, investigator):
    day = timezone.localdate() - timedelta(days=2)
    line = worklist.log(task, Work("Drove to Pursat", minutes=90, on=day), by=investigator)
    worklist.log(task, Work("Waited"), by=investigator)
    assert (line.officer, line.on, line.minutes, line.text) == (investigator, day, 90, "Drove to Pursat")
    assert [each.on for each in task.log.all()] == [timezone.localdate(), day]
    assert AuditEntry.objects.filter(verb="task.logged", details__line=line.pk).exists()


def test_a_line_of_the_log_is_never_changed(task, investigator):
    worklist.log(task, Work("Drove to Pursat"), by=investigator)
    with pytest.raises(Error):
        WorkEntry.objects.update(text="Stayed at home")


def test_the_log_refuses_what_cannot_be(task, investigator, outsider):
    with pytest.raises(Invalid) as refused:
        worklist.log(task, Work(" ", 0, timezone.localdate() + timedelta(days=1)), by=investigator)
    assert set(refused.value.fields) == {"text", "minutes", "on"}
    with pytest.raises(NotAllowed):
        worklist.log(task, Work("I was here"), by=outsider)
    assert not task.log.exists()


def test_a_task_is_handed_to_a_member_and_to_nobody_else(case, task, investigator, custodian):
    with pytest.raises(Invalid):
        worklist.assign(task, custodian, by=investigator)
    casework.admit(case, custodian, by=investigator)
    assert worklist.assign(task, custodian, by=investigator).owner == custodian
    with pytest.raises(NotAllowed):
        worklist.assign(task, investigator, by=custodian)
    assert AuditEntry.objects.get(verb="task.assigned").details["owner"] == custodian.pk


def test_a_task_waits_for_another_and_never_for_itself(case, task, investigator):
    second = worklist.set_task(case, "Find the driver", by=investigator)
    third = worklist.set_task(case, "Ask the company", by=investigator)
    worklist.wait_for(task, second, by=investigator)
    worklist.wait_for(second, third, by=investigator)
    for one, other in ((third, task), (task, task)):
        with pytest.raises(Invalid):
            worklist.wait_for(one, other, by=investigator)
    with pytest.raises(WrongStatus) as refused:
        worklist.move(task, "done", by=investigator)
    assert "Find the driver" in str(refused.value)
    worklist.move(second, "dropped", by=investigator)
    assert worklist.move(task, "done", by=investigator).state == Task.State.DONE


def test_what_blocks_says_what_it_blocks(client, sign_in, case, task, investigator):
    second = worklist.set_task(case, "Find the driver", by=investigator, is_blocking=True)
    worklist.wait_for(task, second, by=investigator)
    sign_in(client, investigator)
    for page in (_board(case), f"/desk/cases/task/{second.pk}/change/", f"/desk/cases/case/{case.pk}/change/"):
        shown = client.get(page).content.decode()
        assert f"closing {case.reference}, Hear the driver" in shown, page
    worklist.wait_no_longer(task, second, by=investigator)
    assert "Hear the driver" not in str(client.get(f"/desk/cases/task/{second.pk}/change/").context["held_up"])


def test_the_board_moves_by_buttons_and_stays_the_board(client, sign_in, case, task, investigator):
    sign_in(client, investigator)
    assert f"/desk/cases/task/{task.pk}/doing/?on=board" in client.get(_board(case)).content.decode()
    response = client.post(f"/desk/cases/task/{task.pk}/doing/?on=board")
    assert response.headers["Location"] == _board(case)
    columns = {
        state: [told[0] for told in tasks] for state, _name, tasks in client.get(_board(case)).context["columns"]
    }
    assert columns == {"to_do": [], "doing": [task], "done": []}


def test_a_stranger_sees_no_board_and_no_task(client, sign_in, case, task):
    sign_in(client, colleague("investigator"))
    for page in (_board(case), f"/desk/cases/task/{task.pk}/change/"):
        assert client.get(page).status_code == 404
    assert "Hear the driver" not in client.get(f"{LIST}?whose=all").content.decode()


def test_the_list_is_ones_own_and_tells_what_presses(client, sign_in, case, investigator, custodian):
    casework.admit(case, custodian, by=investigator)
    late = timezone.localdate() - timedelta(days=1)
    mine = {
        "late one": worklist.set_task(case, "late one", by=investigator, due=late),
        "blocking one": worklist.set_task(case, "blocking one", by=investigator, is_blocking=True),
        "ended one": worklist.set_task(case, "ended one", by=investigator),
    }
    worklist.move(mine["ended one"], "done", by=investigator)
    worklist.set_task(case, "custodian's one", by=investigator, owner=custodian)
    sign_in(client, investigator)
    expected = {
        "": {"late one", "blocking one"}, "?pressing=overdue": {"late one"}, "?pressing=blocking": {"blocking one"},
        "?whose=all": {"late one", "blocking one", "ended one", "custodian&#x27;s one"},
    }  # fmt: skip
    for query, titles in expected.items():
        page = client.get(f"{LIST}{query}").content.decode()
        assert {name for name in expected["?whose=all"] if name in page} == titles, query


def test_a_task_is_worked_on_its_page(client, sign_in, case, task, investigator, custodian):
    casework.admit(case, custodian, by=investigator)
    other = worklist.set_task(case, "Find the driver", by=investigator)
    sign_in(client, investigator)
    base = f"/desk/cases/task/{task.pk}"
    for name, said in {
        "log": {"text": "Rang the company", "minutes": "15"}, "assign": {"owner": custodian.pk},
        "replan": {"due": "2030-01-01", "is_blocking": "on"}, "wait": {"other": other.pk},
    }.items():  # fmt: skip
        assert client.post(f"{base}/{name}/?on=task", said).headers["Location"] == f"{base}/change/", name
    page = client.get(f"{base}/change/").content.decode()
    for said in ("Rang the company", "15 minutes", "Find the driver", "2030-01-01"):
        assert said in page, said
    task.refresh_from_db()
    assert (task.owner, task.is_blocking) == (custodian, True)


def test_board_and_list_cost_the_same_for_few_tasks_and_for_many(client, sign_in, case, investigator):
    def add():
        first, second = (worklist.set_task(case, f"{n}", by=investigator, is_blocking=True) for n in range(2))
        worklist.wait_for(first, second, by=investigator)

    def cost(address):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    add()
    pages = (_board(case), LIST, f"/desk/cases/case/{case.pk}/change/")
    for page in pages:
        sign_in(client, investigator).get(page)
    before = [cost(page) for page in pages]
    for _each in range(3):
        add()
    assert [cost(page) for page in pages] == before
