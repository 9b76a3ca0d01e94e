"""Facts are values as reports gave them: normalised, checked, side by side where they contradict each other."""

from datetime import date

import pytest

from hotline import reporting
from intel import facts
from intel.facts import Given
from intel.identifying import read
from intel.models import Schema
from intel.properties import PROPERTIES
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import colleague, make_case, make_released
from tests.intel.making import make_entity


@pytest.mark.parametrize(
    ("kind", "value", "country", "expected"),
    [
        ("phone", "0912 345 678", "VN", ("+84912345678", True)),
        ("phone", "๐๘๑-๒๓๔-๕๖๗๘", "TH", ("+66812345678", True)),
        ("phone", "12345", "VN", ("+8412345", False)),
        ("imo", "IMO 9074729", "", ("9074729", True)),
        ("imo", "9074728", "", ("9074728", False)),
        ("mmsi", "574001234", "", ("574001234", True)),
        ("container", "csqu 305438 3", "", ("CSQU3054383", True)),
        ("container", "CSQU 305438 4", "", ("CSQU3054384", False)),
        ("plate", "29C-123.45", "VN", ("29C12345", True)),
        ("plate", "with no shape", "VN", ("WITHNOSHAPE", False)),
        ("plate", "white lorry", "", ("WHITELORRY", None)),
        ("iban", "GB82 WEST 1234 5698 7654 32", "", ("GB82WEST12345698765432", True)),
        ("iban", "GB82 WEST 1234 5698 7654 33", "", ("GB82WEST12345698765433", False)),
        ("wallet", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "", ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", True)),
        ("wallet", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3", "", ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3", False)),
        ("waybill", "738 1234 5675", "", ("738-12345675", True)),
        ("email", "Seller@Example.ORG", "", ("seller@example.org", True)),
        ("url", "https://www.facebook.com/tiger.shop/?fbclid=1", "", ("facebook.com/tiger.shop", True)),
        ("handle", "@Tiger_Shop", "", ("tiger_shop", None)),
        ("passport", "b 1234567", "", ("B1234567", True)),
        ("text", "  Minh   Phát, Co. Ltd. ", "", ("minh phát co ltd", None)),
    ],
)
def test_a_value_has_one_spelling_and_its_check_digits_are_told(kind, value, country, expected):
    assert read(kind, value, country) == expected


def test_every_schema_has_its_properties_and_a_name():
    assert set(PROPERTIES) == set(Schema.values)
    assert all("name" in known for known in PROPERTIES.values())


@pytest.fixture
def case(investigator):
    return make_case(investigator, make_released(happened_on=date(2026, 5, 1), date_precision="day", country="VN"))


@pytest.fixture
def person(case, investigator):
    return make_entity(case, investigator)


def _add(person, by, prop="nationality", value="VN", **given):
    return facts.add(person, Given(prop, value, **given), by=by)


@pytest.mark.django_db
def test_a_fact_was_seen_when_its_report_says_that_it_happened(person, case, investigator):
    fact = _add(person, investigator, report=case.reports.get())
    assert (fact.first_seen, fact.last_seen) == (date(2026, 5, 1), date(2026, 5, 1))


@pytest.mark.django_db
def test_the_same_value_by_the_same_report_is_one_fact_seen_for_longer(person, case, investigator):
    report = case.reports.get()
    _add(person, investigator, "phone", "0912 345 678", report=report)
    fact = _add(person, investigator, "phone", "+84912345678", report=report, last_seen=date(2026, 7, 1))
    assert person.facts.filter(prop="phone").get() == fact
    assert (fact.first_seen, fact.last_seen) == (date(2026, 5, 1), date(2026, 7, 1))


@pytest.mark.django_db
def test_the_same_value_without_a_report_is_another_fact(person, case, investigator):
    _add(person, investigator, report=case.reports.get())
    _add(person, investigator)
    assert person.facts.filter(prop="nationality").count() == 2


@pytest.mark.django_db
def test_a_fact_wears_the_grade_that_its_report_has_now(person, case, investigator):
    fact = _add(person, investigator, report=case.reports.get())
    reporting.grade(fact.report, reporting.Grade("D", "4", "indirect", "Doubts"), by=colleague("supervisor"))
    fact.refresh_from_db()
    assert fact.report.grade == "D4"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"prop": "imoNumber", "value": "9074729"}, "imoNumber"),
        ({"value": " "}, "nationality"),
        ({"value": "Vietnam"}, "nationality"),
        ({"prop": "position", "value": "one\nor two"}, "position"),
        ({"first_seen": date(2026, 2, 1), "last_seen": date(2026, 1, 1)}, "nationality"),
    ],
)
def test_what_fits_no_property_is_refused_and_leaves_nothing(person, investigator, given, field):
    with pytest.raises(Invalid) as refused:
        _add(person, investigator, **given)
    assert field in refused.value.fields
    assert person.facts.count() == 1


@pytest.mark.django_db
def test_a_stranger_adds_no_fact(person, analyst):
    with pytest.raises(NotAllowed):
        _add(person, analyst)
    assert person.facts.count() == 1


@pytest.mark.django_db
def test_what_is_taken_out_stays_with_the_reason(person, case, investigator):
    fact = _add(person, investigator)
    facts.take_out(fact, "Another person's", by=investigator)
    fact.refresh_from_db()
    assert (fact.stands, fact.taken_out_why, fact.taken_out_by) == (False, "Another person's", investigator)
    with pytest.raises(WrongStatus):
        facts.take_out(fact, "Again", by=investigator)


@pytest.mark.django_db
def test_the_last_name_goes_only_with_the_entity(person, investigator):
    with pytest.raises(Invalid, match="only name"):
        facts.take_out(person.facts.get(), "No name", by=investigator)
