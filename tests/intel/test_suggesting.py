"""What a report's own text names is suggested, once, and never from a tip."""

import pytest

from intel import suggesting
from intel.models import Entity
from tests.cases.making import make_case, make_released
from tests.intel.making import make_entity
from tests.make import make_tip

pytestmark = pytest.mark.django_db
TEXT = (
    "Mr Tran Van Minh of Minh Phat Co., Ltd sells at https://example.org/turtles and by 0912 345 678. "
    "A vessel, IMO 9074728, carried container CSQU3054383. Write to seller@example.org."
)


def _found(text=TEXT, *, country="VN", known=()):
    return suggesting.of([make_released(text=text, country=country)], known)


def test_identifiers_companies_and_persons_are_read():
    found = {(each.schema, each.name) for each in _found()}
    assert found >= {
        ("Person", "Tran Van Minh"), ("Company", "Minh Phat Co., Ltd"), ("Phone", "+84912345678"),
        ("Vessel", "IMO 9074728"), ("Container", "CSQU3054383"), ("Email", "seller@example.org"),
    }  # fmt: skip


def test_a_wrong_check_digit_is_told():
    assert {each.is_sound for each in _found() if each.schema == "Vessel"} == {False}


def test_words_of_the_tip_are_not_read():
    report = make_released(make_tip("Call Mr Le Van Tam at +84 987 654 321"), text="Live turtles are offered.")
    assert suggesting.of([report], []) == []


def test_what_is_recorded_is_suggested_no_more(investigator):
    report = make_released(text=TEXT, country="VN")
    case = make_case(investigator, report)
    make_entity(case, investigator, "Trần Văn Minh", phone="0912345678")
    kinds = {each.schema for each in suggesting.of([report], list(Entity.objects.all()))}
    assert not kinds & {"Person", "Phone"}


def test_two_reports_that_name_the_same_suggest_it_once():
    found = suggesting.of([make_released(text=TEXT), make_released(text=TEXT)], [])
    assert len([each for each in found if each.schema == "Email"]) == 1


def test_a_sentence_that_begins_with_a_capital_is_no_person():
    assert not [each for each in _found("They called at noon. Turtles Were seen.") if each.schema == "Person"]
