"""Arithmetic of trends: seasons, unusual months, flows, charts."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intel.trends import bars, flows, months, season, unusual
from intel.trends.together import together

few = settings(max_examples=40)  # each draws many numbers
JANUARY = date(2020, 1, 1)
NUMBERS = st.integers(0, 60)
CODES = st.sampled_from(["CN", "LA", "NG", "SG", "TH", "VN"])
WAYS = st.dictionaries(st.integers(), st.lists(CODES, max_size=8).map(flows.tidy), max_size=12)


def _window(length):
    return months.span(JANUARY, months.back(JANUARY, -(length - 1)))


def _counted(numbers):
    return dict(zip(_window(len(numbers)), numbers, strict=True))


# --- Months -------------------------------------------------------------------------------------------------------
@few
@given(st.dates(date(1980, 1, 1), date(2080, 1, 1)), st.integers(0, 60))
def test_a_span_has_each_month_once_and_leads_back_to_its_first(day, number):
    first = months.first_of(day)
    span = months.span(first, months.back(first, -number))
    assert len(span) == number + 1
    assert months.back(span[-1], number) == first
    assert [months.read(months.written(month)) for month in span] == span


def test_a_window_ends_with_the_last_month_that_is_over():
    assert months.window([date(2026, 9, 1)], date(2026, 11, 30)) == [date(2026, 9, 1), date(2026, 10, 1)]
    assert months.window([date(2026, 11, 1)], date(2026, 11, 30)) == []


# --- Seasons ------------------------------------------------------------------------------------------------------
@few
@given(st.lists(NUMBERS, min_size=36, max_size=36))
def test_twelve_months_lie_around_one(numbers):
    found = season.seasons(_counted(numbers), _window(36))
    if sum(numbers) < season.FEWEST_ROWS:
        assert found == []
    else:
        assert sum(each.index for each in found) == pytest.approx(12)
        assert sum(each.total for each in found) == sum(numbers)


@few
@given(st.integers(1, 50), st.integers(24, 60))
def test_where_all_months_are_alike_there_is_no_season(number, length):
    assert {each.index for each in season.seasons(_counted([number] * length), _window(length))} == {1.0}


def test_a_month_that_the_window_has_once_more_weighs_no_more():
    numbers = [10] * 25
    numbers[24] = 30
    found = season.seasons(_counted(numbers), _window(25))
    assert (found[0].total, found[0].years, round(found[0].mean, 1)) == (50, 3, 16.7)


def test_less_than_two_years_tell_no_season():
    assert season.seasons(_counted([50] * 23), _window(23)) == []


# --- Unusual months -----------------------------------------------------------------------------------------------
def test_many_more_than_before_is_unusual_and_says_by_what():
    (found,) = unusual.find(_counted([2, 3, 2, 1, 3, 2, 2, 15]), _window(8))
    assert (found.number, found.is_more, found.is_by_years) == (15, True, False)
    assert [number for _month, number in found.base] == [2, 3, 2, 1, 3, 2, 2]


def test_none_where_twenty_come_each_month_is_unusual():
    (found,) = unusual.find(_counted([20, 19, 21, 20, 18, 22, 20, 0]), _window(8))
    assert not found.is_more


def test_what_comes_each_december_is_not_unusual():
    year = [2] * 11 + [20]
    assert [each.month for each in unusual.find(_counted(year * 5), _window(60))] == [date(2020, 12, 1)]


def test_what_grows_from_year_to_year_is_not_unusual():
    assert not [each for each in unusual.find(_counted([n // 2 for n in range(60)]), _window(60)) if each.is_by_years]


def test_what_scatters_anyhow_is_not_unusual():
    assert unusual.find(_counted([0, 14, 2, 17, 1, 20, 0, 15, 3, 18, 0, 19]), _window(12)) == []


@few
@given(st.lists(st.integers(0, 4), min_size=8, max_size=40))
def test_fewer_than_five_rows_are_never_unusual(numbers):
    assert unusual.find(_counted(numbers), _window(len(numbers))) == []


@few
@given(st.lists(NUMBERS, min_size=1, max_size=40))
def test_what_is_unusual_is_rare_and_has_enough_behind_it(numbers):
    for each in unusual.find(_counted(numbers), _window(len(numbers))):
        assert 0 <= each.chance <= unusual.RARE
        assert max(each.number, each.expected) >= unusual.FEWEST_ROWS
        assert len(each.base) >= unusual.FEWEST_YEARS
        assert all(month < each.month for month, _number in each.base)


@few
@given(NUMBERS, st.lists(NUMBERS, min_size=3, max_size=12))
def test_the_chances_of_more_and_of_fewer_make_one(number, before):
    more, fewer = unusual.tail(number + 1, before, is_more=True), unusual.tail(number, before, is_more=False)
    assert more + fewer == pytest.approx(1)


@few
@given(NUMBERS, st.lists(NUMBERS, min_size=3, max_size=12))
def test_the_more_rows_the_smaller_the_chance(number, before):
    assert unusual.tail(number + 1, before, is_more=True) <= unusual.tail(number, before, is_more=True)


# --- Flows --------------------------------------------------------------------------------------------------------
@few
@given(WAYS)
def test_each_step_of_each_way_is_counted_once(ways):
    legs = flows.legs(ways)
    assert sum(map(len, legs.values())) == sum(len(set(pairwise(way))) for way in ways.values())
    assert all(leg in set(pairwise(ways[key])) for leg, keys in legs.items() for key in keys)


@few
@given(WAYS)
def test_each_way_is_in_one_row_from_end_to_end(ways):
    keys = [key for of in flows.whole(ways).values() for key in of]
    assert sorted(keys) == sorted(key for key, way in ways.items() if len(way) > 1)


@few
@given(WAYS)
def test_as_much_leaves_each_country_of_the_picture_as_comes_in(ways):
    picture = flows.draw(ways)
    number = sum(len(way) > 1 for way in ways.values())
    if picture is None:
        assert number == 0
        return
    for column in (0, picture.columns - 1):
        assert sum(node.number for node in picture.nodes if node.column == column) == number
    assert sum(ribbon.number for ribbon in picture.ribbons) >= number
    assert all(node.y >= 0 and node.y + node.height <= picture.height for node in picture.nodes)


def test_a_country_that_follows_itself_is_passed_once():
    assert flows.tidy(["NG", "NG", "", "VN", "NG"]) == ("NG", "VN", "NG")


# --- Charts and pairs ---------------------------------------------------------------------------------------------
@few
@given(st.lists(st.tuples(st.text(max_size=3), NUMBERS), max_size=20))
def test_columns_stay_on_their_strip(named):
    strip = bars.strip(named)
    assert all(
        each.x >= 0 and each.x + each.width <= strip.width + 0.2 and 0 < each.y <= strip.ground
        for each in strip.columns
    )


def test_the_highest_column_is_as_high_as_the_strip():
    assert [each.height for each in bars.strip([("a", 5), ("b", 10), ("c", 0)]).columns] == [65.0, 130.0, 0.0]


def test_what_pairs_connect_stands_together():
    groups = together([(1, 2), (3, 4), (2, 5), (6, 6)])
    assert groups[1] == groups[2] == groups[5] != groups[3] == groups[4]
    assert groups[6] == 6
