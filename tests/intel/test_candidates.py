"""Candidates and blind notices: what an officer may see of each, and nothing else."""

import pytest

from cases import casework, elsewhere
from cases.models import Task
from intel import candidates, entities, facts, identity
from intel.facts import Given
from intel.matching import index
from intel.matching.known import Identifier
from intel.models import MatchKey
from staff import access, compartments
from staff.models import AuditEntry
from staff.refusals import NotAllowed
from staff.roles import Role
from tests.cases.making import colleague, make_case, make_released
from tests.intel.making import make_entity
from tests.people import make_officer

pytestmark = pytest.mark.django_db
PHONE = "+84 912 345 678"
STANDINGS = ("stranger", "member", "denied")


@pytest.fixture
def lead():
    return colleague("investigator")


@pytest.fixture
def case(lead):
    return make_case(lead)


@pytest.fixture
def mine(case, lead):
    return make_entity(case, lead, "Nguyễn Thị Hoa", phone=PHONE)


def other_case(lead=None):
    return make_case(lead or make_officer("elsewhere", "investigator"))


def test_a_candidate_has_a_score_and_reasons_and_the_likelier_comes_first(case, mine, lead):
    alike = make_entity(case, lead, "Nguyen Thi Hoah")
    both = make_entity(other_case(lead), lead, "Nguyen Thi Hoa", phone=PHONE)
    found = candidates.of(mine, lead)
    assert [each.entity for each in found] == [both, alike]
    assert {reason.code for reason in found[0].score.reasons} == {"same", "sound"}
    assert 0.5 <= found[1].score.points < found[0].score.points <= 1


def test_a_name_in_another_script_is_found_through_the_index(case, lead):
    thai = make_entity(case, lead, "สมชาย ใจดี")
    assert [each.entity for each in candidates.of(make_entity(case, lead, "Jaidee Somchai"), lead)] == [thai]


def test_initials_find_the_whole_name(case, lead):
    whole = make_entity(case, lead, "Tran Quoc Minh")
    assert [each.entity for each in candidates.of(make_entity(case, lead, "T. Q. Minh"), lead)] == [whole]


def test_another_kind_is_no_candidate(case, mine, lead):
    make_entity(case, lead, PHONE, "Phone")
    make_entity(case, lead, "Nguyen Thi Hoa", "Company")
    assert candidates.of(mine, lead) == []


def test_what_a_crowd_has_is_no_evidence(case, mine, lead, monkeypatch):
    monkeypatch.setattr(index, "CROWDED", 2)
    for name in ("Le Van Tam", "Vo Quang Dung", "Bui Xuan Truong"):
        make_entity(case, lead, name, phone=PHONE)
    assert candidates.of(mine, lead) == []


def test_keys_follow_the_facts(case, mine, lead):
    before = set(MatchKey.objects.filter(entity=mine).values_list("mark", flat=True))
    added = facts.add(mine, Given("email", "hoa@example.org", case.reports.get()), by=lead)
    assert MatchKey.objects.filter(entity=mine).count() == len(before) + 1
    facts.take_out(added, "Mistaken", by=lead)
    assert set(MatchKey.objects.filter(entity=mine).values_list("mark", flat=True)) == before
    entities.take_out(mine, "Mistaken", by=lead)
    assert not MatchKey.objects.filter(entity=mine).exists()


@pytest.mark.parametrize(("verdict", "stays"), [("same", False), ("not_same", False), ("unsure", True)])
def test_what_was_judged_is_no_candidate_any_more_unless_unsure(case, mine, lead, verdict, stays):
    other = make_entity(case, lead, "Nguyen Thi Hoa", phone=PHONE)
    identity.judge(mine, other, verdict, "Seen together", by=lead)
    assert bool(candidates.of(mine, lead)) is stays


@pytest.mark.parametrize("standing", STANDINGS)
def test_no_candidate_and_no_notice_tells_any_role_of_what_it_may_not_see(case, mine, lead, standing):
    """Officers of every role work in one case; the other one has the same person, and they stand to it in each way."""
    other = other_case()
    hidden = make_entity(other, other.lead, "Nguyen Thi Hoa", phone=PHONE)
    for role in Role.values:
        officer = make_officer(f"asking {role}", role)
        _let_in(officer, case, other, standing)
        works = access.allows(officer, "intel.view_entity")
        reads = standing == "member" or access.allows(officer, "cases.read_every_case")
        sees = works and standing != "denied" and reads
        assert [each.entity for each in candidates.of(mine, officer)] == ([hidden] if sees else []), role
        told = candidates.elsewhere(mine, officer)
        assert told == ([Identifier("phone", "+84912345678")] if works and standing == "stranger" and not sees else [])


def _let_in(officer, case, other, standing):
    casework.admit(case, officer, by=case.lead)
    if standing == "member":
        casework.admit(other, officer, by=other.lead)
    if standing == "denied":
        casework.deny(other, officer, by=other.lead)


def test_a_notice_and_a_score_are_the_same_however_many_hidden_ones_there_are(case, mine, lead):
    reader = make_officer("reader", "analyst")
    casework.admit(case, reader, by=lead)
    make_entity(case, lead, "Nguyen Thi Hoa", phone=PHONE)
    other = other_case()
    make_entity(other, other.lead, "Somebody Else", phone=PHONE)
    before = [each.score for each in candidates.of(mine, reader)], candidates.elsewhere(mine, reader)
    for name in ("Third Person", "Fourth Person", "Nguyen Thi Hoa"):
        make_entity(other, other.lead, name, phone=PHONE)
    assert ([each.score for each in candidates.of(mine, reader)], candidates.elsewhere(mine, reader)) == before


def test_a_fact_of_a_hidden_report_finds_nobody(case, mine, lead):
    """Seen is what the officer may see of both: the telephone rests on a report that is closed to them."""
    shared = make_released()
    casework.add_report(case, shared, by=lead)
    closed = make_case(lead, shared)
    other = make_entity(case, lead, "Le Van Tam", report=case.reports.exclude(pk=shared.pk).get())
    facts.add(other, Given("passportNumber", "C1234567", shared), by=lead)
    facts.add(mine, Given("passportNumber", "C1234567", case.reports.exclude(pk=shared.pk).get()), by=lead)
    reader = make_officer("reader", "analyst")
    casework.admit(case, reader, by=lead)
    assert [each.entity for each in candidates.of(mine, reader)] == [other]
    casework.deny(closed, reader, by=lead)
    assert candidates.of(mine, reader) == []


def test_asking_tells_the_lead_by_references_once_and_whoever_asks_nothing(case, mine, lead):
    other = other_case()
    hidden = make_entity(other, other.lead, "Somebody Else", phone=PHONE)
    for _twice in range(2):
        assert elsewhere.ask(mine, by=lead) is None
    task = Task.objects.get(case=other)
    assert task.owner == other.lead
    assert all(each in task.title for each in (hidden.reference, mine.reference, str(lead)))
    assert not any(each in task.title for each in (mine.name, hidden.name, case.reference))
    asked = AuditEntry.objects.filter(verb="entity.asked_elsewhere")
    assert not any(other.reference in str(each.details) or str(hidden.pk) in str(each.details) for each in asked)


def test_a_case_that_keeps_one_out_is_neither_told_of_nor_asked(case, mine, lead):
    other = other_case()
    make_entity(other, other.lead, "Somebody Else", phone=PHONE)
    casework.deny(other, lead, by=other.lead)
    elsewhere.ask(mine, by=lead)
    assert not Task.objects.filter(case=other).exists()


def test_a_lead_whom_the_asking_case_keeps_out_is_not_told(case, mine, lead):
    other = other_case()
    make_entity(other, other.lead, "Somebody Else", phone=PHONE)
    casework.deny(case, other.lead, by=lead)
    elsewhere.ask(mine, by=lead)
    assert not Task.objects.filter(case=other).exists()


def test_a_case_that_a_member_reads_whom_the_asking_case_keeps_out_is_not_told(case, mine, lead):
    other, member = other_case(), make_officer("member", "investigator")
    make_entity(other, other.lead, "Somebody Else", phone=PHONE)
    compartments.admit(member, other.pk, by=other.lead)
    casework.deny(case, member, by=lead)
    elsewhere.ask(mine, by=lead)
    assert not Task.objects.filter(case=other).exists()


def test_a_stranger_asks_for_nobody(mine, analyst):
    with pytest.raises(NotAllowed):
        elsewhere.ask(mine, by=analyst)
    assert not Task.objects.exists()
