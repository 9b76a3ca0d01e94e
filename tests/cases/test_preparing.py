"""What a case starts with, its deputy, and its rest: the templates, who keeps the gate, why and until when."""

import copy
import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from cases import case_templates, casework, leading, next_steps, questions, worklist
from cases.brief import Brief
from cases.case_templates import FILE, BadTemplate
from cases.models import Case, Task
from reference.models import Offence
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import colleague, make_case

pytestmark = pytest.mark.django_db
SAID = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.fixture
def case(investigator):
    return make_case(investigator)


def _in(days: int):
    return timezone.localdate() + timedelta(days=days)


# --- Templates --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", Case.Type.values)
def test_every_kind_of_case_starts_with_tasks_questions_and_a_checklist_of_its_own(kind):
    own = [entry for entry in case_templates.entries()[kind] if entry.name.startswith(f"{kind}.")]
    assert {entry.part for entry in own} == {"tasks", "questions", "checklist"}


def _spoil(change) -> dict:
    said = copy.deepcopy(SAID)
    change(said)
    return said


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda said: said.pop("online"), "online"),
        (lambda said: said.update(arson=said["other"]), "arson"),
        (lambda said: said["trade"].pop("tasks"), "trade"),
        (lambda said: said["trade"]["tasks"][0].update(days=0), "trade.tasks.species"),
        (lambda said: said["trade"]["tasks"][0].update(en="x" * 201), "trade.tasks.species"),
        (lambda said: said["trade"]["tasks"][0].update(vi="x" * 201), "trade.tasks.species"),
        (lambda said: said["trade"]["questions"][0].pop("vi"), "trade.questions.moving: in vi"),
        (lambda said: said["trade"]["tasks"][0].update(colour="red"), "trade.tasks.species"),
        (lambda said: said["trade"]["questions"].append(said["trade"]["questions"][0]), "stands twice"),
        (lambda said: said["trade"]["checklist"][0].update(section="maybe"), "trade.checklist.codes"),
        (lambda said: said["trade"]["checklist"][0].update(en=" "), "trade.checklist.codes"),
    ],
)
def test_a_spoilt_file_of_templates_is_refused_by_the_name_of_its_entry(change, what):
    with pytest.raises(BadTemplate, match=what):
        case_templates.read(_spoil(change))


def test_a_prepared_case_has_tasks_with_a_day_and_what_it_must_not_forget(investigator):
    case = case_templates.open_prepared([], Brief("Ivory in a shop", type="trade"), by=investigator)
    titles = {
        entry.said["en"]: entry.said["days"] for entry in case_templates.entries()["trade"] if entry.part == "tasks"
    }
    assert {task.title: task.due for task in case.tasks.all()} == {title: _in(days) for title, days in titles.items()}
    assert {task.owner for task in case.tasks.all()} == {investigator}
    assert case.questions.filter(text__contains="on the move").exists()
    assert case.checklist.filter(section="not_done", ticked_at=None).exists()


def test_a_case_is_prepared_in_the_language_of_the_page_on_which_it_is_opened(client, sign_in, investigator):
    sign_in(client, investigator)
    said = {"title": "Ivory in a shop", "type": "trade", "priority": "2", "is_prepared": "on"}
    for header, language in (("vi-VN,vi;q=0.9", "vi"), ("km,es;q=0.5", "en")):
        client.post("/desk/cases/open/", said, headers={"Accept-Language": header})
        case = Case.objects.order_by("-opened_at")[0]
        given = {task.title for task in case.tasks.all()}
        given |= {row.text for row in (*case.questions.all(), *case.checklist.all())}
        assert given == {entry.said[language] for entry in case_templates.entries()["trade"]}


def test_what_was_given_in_one_language_is_not_given_again_in_another(case, investigator):
    with override("vi"):
        given = case_templates.prepare(case, by=investigator)
    assert (given > 0, case_templates.prepare(case, by=investigator)) == (True, 0)


def test_preparing_again_gives_only_what_is_new(case, investigator):
    given = case_templates.prepare(case, by=investigator)
    dropped = worklist.move(case.tasks.first(), "dropped", by=investigator)
    questions.drop(case.questions.first(), by=investigator)
    assert case_templates.prepare(case, by=investigator) == 0
    assert case.tasks.get(pk=dropped.pk).state == Task.State.DROPPED
    casework.describe(case, Brief(case.title, type="online"), by=investigator)
    fresh = Case.objects.get(pk=case.pk)
    assert not case_templates.is_given(fresh)
    assert 0 < case_templates.prepare(fresh, by=investigator) < given
    assert case_templates.is_given(fresh)


def test_a_closed_case_and_a_stranger_s_are_not_prepared(case, investigator):
    with pytest.raises(NotAllowed):
        case_templates.prepare(case, by=colleague("investigator"))
    casework.close(case, "unfounded", by=investigator)
    with pytest.raises(WrongStatus):
        case_templates.prepare(case, by=investigator)
    assert not case.template_uses.exists()


def test_what_concerns_an_official_stays_on_the_desk_when_a_template_asks_it():
    asked = [entry for entry in case_templates.entries()["corruption"] if entry.name.startswith("corruption.questions")]
    assert all(entry.said["stays_here"] for entry in asked)


# --- What it is about -------------------------------------------------------------------------------------------
def test_a_case_names_its_country_and_offences_by_their_codes(case, investigator):
    Offence.objects.get_or_create(code="smuggling", defaults={"name": "Smuggling", "tip_class": "transport"})
    told = casework.describe(case, Brief("Ivory", jurisdiction="vn", offences=["smuggling"]), by=investigator)
    assert (told.jurisdiction, told.offences) == ("VN", ["smuggling"])
    with pytest.raises(Invalid) as refused:
        casework.describe(case, Brief("Ivory", jurisdiction="Vietnam", offences=["theft"]), by=investigator)
    assert set(refused.value.fields) == {"jurisdiction", "offences"}


# --- Deputy -----------------------------------------------------------------------------------------------------
def test_a_deputy_becomes_a_member_and_lets_people_in_and_out(case, investigator, analyst):
    deputy = colleague("investigator")
    named = leading.deputise(case, deputy, by=investigator)
    assert Case.objects.worked_by(deputy).filter(pk=case.pk).exists()
    casework.admit(named, analyst, by=deputy)
    casework.deny(named, analyst, by=deputy)
    casework.lift(named, analyst, by=deputy)
    assert Case.objects.visible_to(analyst).filter(pk=case.pk).exists()


def test_a_deputy_who_is_relieved_lets_nobody_in(case, investigator, analyst):
    deputy = colleague("investigator")
    leading.deputise(case, deputy, by=investigator)
    bare = leading.deputise(case, None, by=investigator)
    with pytest.raises(NotAllowed):
        casework.admit(bare, analyst, by=deputy)
    assert bare.deputy is None


def test_the_lead_and_those_kept_out_are_no_deputies_and_a_deputy_is_not_kept_out(
    case, investigator, analyst, custodian
):
    casework.deny(case, analyst, by=investigator)
    for officer, refusal in ((investigator, Invalid), (analyst, Invalid), (custodian, NotAllowed)):
        with pytest.raises(refusal):
            leading.deputise(case, officer, by=investigator)
    named = leading.deputise(case, colleague("investigator"), by=investigator)
    with pytest.raises(Invalid):
        casework.deny(named, colleague("investigator"), by=investigator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(deputy=investigator)


def test_only_the_gatekeepers_name_a_deputy(case, investigator):
    member = colleague("investigator")
    casework.admit(case, member, by=investigator)
    with pytest.raises(NotAllowed):
        leading.deputise(case, member, by=member)


def test_a_deputy_who_takes_over_is_deputy_no_more(case, investigator):
    deputy = colleague("investigator")
    leading.deputise(case, deputy, by=investigator)
    handed = leading.hand_to(case, deputy, by=investigator)
    assert (handed.lead, handed.deputy) == (deputy, None)


# --- Rest -------------------------------------------------------------------------------------------------------
def test_a_case_rests_for_a_reason_until_a_day(case, investigator):
    active = casework.move(case, "active", by=investigator)
    for reason, until in (("", _in(3)), ("Shut", _in(0)), ("Shut", _in(800))):
        with pytest.raises(Invalid):
            casework.rest(active, reason, until, by=investigator)
    with pytest.raises(WrongStatus):
        casework.move(active, "dormant", by=investigator)
    rests = casework.rest(active, "The market is shut.", _in(3), by=investigator)
    assert (rests.status, rests.wake_on) == ("dormant", _in(3))
    assert rests.notes.get().text == "The market is shut."
    woken = casework.move(rests, "active", by=investigator)
    assert (woken.status, woken.wake_on) == ("active", None)


def test_a_case_that_is_not_active_does_not_rest(case, investigator):
    with pytest.raises(WrongStatus):
        casework.rest(case, "Shut", _in(3), by=investigator)
    assert not case.notes.exists()


def test_the_database_holds_no_resting_case_without_its_day(case):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(status="dormant")


def test_a_case_whose_rest_is_over_asks_to_be_looked_at(case, investigator):
    rests = casework.rest(casework.move(case, "active", by=investigator), "Shut", _in(1), by=investigator)
    assert [(str(step.what), step.is_late) for step in next_steps.of(rests, [], [], [])] == [
        (f"it rests until {_in(1)}", False)
    ]
    rests.wake_on = _in(0)
    ((what, is_late),) = [(str(step.what), step.is_late) for step in next_steps.of(rests, [], [], [])]
    assert (what, is_late) == ("its rest is over: take it up again, or close it", True)


def test_the_history_tells_why_a_case_rested_and_was_reopened_and_the_ledger_does_not(
    client, sign_in, case, investigator
):
    active = casework.move(case, "active", by=investigator)
    rests = casework.rest(active, "zq-shut until spring", _in(9), by=investigator)
    casework.reopen(casework.close(rests, "insufficient", by=investigator), "zq-a new witness", by=investigator)
    told = sign_in(client, investigator).get(f"/desk/cases/case/{case.pk}/change/").context["history"]
    details = [act.detail for act in told]
    assert f"zq-shut until spring · {_in(9)}" in details
    assert "zq-a new witness" in details
    assert "zq-" not in str(list(AuditEntry.objects.values_list("details", flat=True)))
