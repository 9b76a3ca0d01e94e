"""Persons and things are recorded once a case, by members, from the case's reports."""

from datetime import timedelta
from threading import Thread
from unicodedata import normalize

import pytest
from django.db import connection
from django.utils import timezone

from cases import casework
from hotline import reporting
from intel import entities
from intel.models import Entity, Fact
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import colleague, make_case, make_released
from tests.intel.making import make_entity
from tests.people import make_officer


@pytest.fixture
def case(investigator):
    return make_case(investigator)


def test_a_person_gets_a_reference_a_review_date_and_a_name_that_cites_its_report(case, investigator):
    person = make_entity(case, investigator)
    assert person.reference.startswith("ENT-")
    assert person.review_by > timezone.localdate() + timedelta(days=30)
    assert person.facts.get(prop="name").report == case.reports.get()


def test_things_have_no_review_date(case, investigator):
    assert make_entity(case, investigator, "Blue lorry", "Vehicle").review_by is None


@pytest.mark.parametrize(
    "again", ["Trần Văn Minh", "  trần   văn minh ", "TRẦN VĂN MINH.", normalize("NFD", "Trần Văn Minh")]
)
def test_the_same_name_in_the_same_case_is_the_same_row(case, investigator, again):
    first = make_entity(case, investigator, "Trần Văn Minh")
    assert make_entity(case, investigator, again) == first
    assert Entity.objects.count() == 1


@pytest.mark.parametrize(("schema", "name"), [("Company", "Trần Văn Minh"), ("Person", "Trần Văn Mình")])
def test_another_kind_or_another_tone_is_another_row(case, investigator, schema, name):
    make_entity(case, investigator, "Trần Văn Minh")
    make_entity(case, investigator, name, schema)
    assert Entity.objects.count() == 2


def test_the_same_name_on_two_platforms_is_two_accounts(case, investigator):
    one = make_entity(case, investigator, "@tiger99", "UserAccount", service="Facebook")
    other = make_entity(case, investigator, "tiger99", "UserAccount", service="Telegram")
    assert one != other
    assert make_entity(case, investigator, "Tiger99", "UserAccount", service="facebook") == one


def test_the_same_name_in_another_case_is_another_row(case, investigator):
    other = make_case(investigator)
    assert make_entity(case, investigator) != make_entity(other, investigator)


def test_a_telephone_in_any_spelling_is_one_row(case, investigator):
    make_entity(case, investigator, "+84 912 345 678", "Phone")
    assert make_entity(case, investigator, "0084-912-345-678", "Phone").key == "+84912345678"
    assert Entity.objects.count() == 1


def test_what_is_recorded_again_gains_what_is_new(case, investigator):
    make_entity(case, investigator, nationality="VN")
    person = make_entity(case, investigator, nationality="LA", birthDate="1984-07")
    assert sorted(person.facts.exclude(prop="name").values_list("prop", "value")) == [
        ("birthDate", "1984-07"),
        ("nationality", "LA"),
        ("nationality", "VN"),
    ]


@pytest.mark.parametrize(
    ("schema", "name", "facts", "field"),
    [
        ("Person", " ", {}, "name"),
        ("Person", "x" * 301, {}, "name"),
        ("Person", "two\nlines", {}, "name"),
        ("Wizard", "Merlin", {}, "schema"),
        ("Person", "Minh", {"religion": "any"}, "religion"),
        ("Person", "Minh", {"birthDate": "about 1984"}, "birthDate"),
        ("Person", "Minh", {"nationality": "Vietnam"}, "nationality"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_field_and_leaves_nothing(case, investigator, schema, name, facts, field):
    with pytest.raises(Invalid) as refused:
        make_entity(case, investigator, name, schema, **facts)
    assert field in refused.value.fields
    assert not Entity.objects.exists()


def test_a_stranger_to_the_case_records_nothing(case, analyst):
    with pytest.raises(NotAllowed):
        make_entity(case, analyst)
    assert not Entity.objects.exists()


def test_a_member_without_the_right_records_nothing(case, investigator, custodian):
    casework.admit(case, custodian, by=investigator)
    with pytest.raises(NotAllowed):
        make_entity(case, custodian)
    assert not Entity.objects.exists()


def test_only_the_cases_own_reports_are_cited(case, investigator):
    with pytest.raises(Invalid, match="Add the report to the case first"):
        make_entity(case, investigator, report=make_released())


def test_a_withdrawn_report_is_not_cited(case, investigator):
    report = case.reports.get()
    reporting.withdraw(report, reason="wrong", by=colleague("supervisor"))
    with pytest.raises(Invalid, match="was withdrawn"):
        make_entity(case, investigator, report=report)


def test_recording_is_audited_without_content(case, investigator):
    make_entity(case, investigator, nationality="VN")
    entries = AuditEntry.objects.filter(subject="intel.entity")
    assert {"entity.recorded", "fact.added"} == set(entries.values_list("verb", flat=True))
    assert not any("Minh" in str(entry.details) for entry in entries)


def test_what_is_taken_out_is_in_the_case_no_more_and_says_why(case, investigator):
    person = make_entity(case, investigator)
    entities.take_out(person, "Mistaken for another", by=investigator)
    assert not Entity.objects.in_case(case.pk).exists()
    person.refresh_from_db()
    assert (person.taken_out_by, person.taken_out_why) == (investigator, "Mistaken for another")


def test_taking_out_needs_a_reason_and_happens_once(case, investigator):
    person = make_entity(case, investigator)
    with pytest.raises(Invalid):
        entities.take_out(person, " ", by=investigator)
    entities.take_out(person, "Mistaken", by=investigator)
    with pytest.raises(WrongStatus):
        entities.take_out(person, "Mistaken", by=investigator)


def test_what_was_taken_out_and_is_recorded_again_stands_again(case, investigator):
    person = make_entity(case, investigator)
    entities.take_out(person, "Mistaken", by=investigator)
    assert make_entity(case, investigator) == person
    assert Entity.objects.in_case(case.pk).get().taken_out_why == ""


@pytest.mark.django_db(transaction=True)
def test_two_who_record_one_name_at_once_get_one_row():
    lead = make_officer("lead", "investigator")
    case = make_case(lead)
    report = case.reports.get()
    found = []

    def record() -> None:
        try:
            found.append(make_entity(case, lead, report=report).pk)
        finally:
            connection.close()

    threads = [Thread(target=record) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert Fact.objects.count() == 1


pytestmark = pytest.mark.django_db
