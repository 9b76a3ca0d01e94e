"""tests cases/seizing/quantities.py and the list of countries"""

from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.seizing import countries, quantities
from staff.refusals import Invalid

AMOUNTS = st.decimals(min_value=0, max_value=Decimal("99999999999.999"), places=3)
SIZED = sorted(unit for unit, size in quantities.TABLE.items() if size)
UNSIZED = sorted(set(quantities.TABLE) - set(SIZED))


@settings(max_examples=40)
@given(AMOUNTS, st.sampled_from(SIZED))
def test_the_count_is_exactly_the_quantity_times_its_factor(amount, unit):
    counted = quantities.normalise(amount, unit)
    assert counted.quantity == amount * counted.factor
    assert quantities.TABLE[counted.unit] == (counted.unit, Decimal(1))


@settings(max_examples=40)
@given(AMOUNTS, st.sampled_from(SIZED))
def test_what_is_counted_once_is_counted_the_same_again(amount, unit):
    counted = quantities.normalise(amount, unit)
    again = quantities.normalise(counted.quantity, counted.unit)
    assert (again.quantity, again.unit) == (counted.quantity, counted.unit)


@settings(max_examples=40)
@given(st.lists(st.tuples(AMOUNTS, st.sampled_from(SIZED)), max_size=12))
def test_a_sum_is_of_one_unit_and_adds_up(said):
    counted = [quantities.normalise(amount, unit) for amount, unit in said]
    sums = quantities.totals((each.quantity, each.unit) for each in counted)
    for unit, total in sums.items():
        assert total == sum(each.quantity for each in counted if each.unit == unit)
    assert set(sums) == {each.unit for each in counted}


def test_kilograms_are_never_added_to_pieces():
    sums = quantities.totals([(Decimal(3), "kg"), (Decimal(5), "no."), (None, ""), (Decimal("0.5"), "kg")])
    assert sums == {"kg": Decimal("3.5"), "no.": Decimal(5)}


@pytest.mark.parametrize("unit", UNSIZED)
def test_a_bag_has_no_size_and_stays_as_it_was_reported(unit):
    assert quantities.normalise(Decimal(4), unit) == quantities.Counted()


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ((1, "lb"), ("0.45359237", "kg")), ((2, "t"), ("2000", "kg")), ((3, "pair"), ("6", "no.")),
        ((250, "ml"), ("0.25", "l")), ((12, "in"), ("0.3048", "m")), ((5, "GRM"), ("0.005", "kg")),
        ((7, "PAI"), ("14", "no.")), ((10, "dm2"), ("0.1", "m2")),
    ],
)  # fmt: skip
def test_units_have_their_known_sizes(said, counted):
    found = quantities.normalise(Decimal(said[0]), said[1])
    assert (quantities.written(found.quantity), found.unit) == counted


def test_every_code_of_databases_means_a_unit_of_the_table():
    assert set(quantities.ALIASES.values()) <= set(quantities.TABLE)


def test_an_unknown_unit_is_refused_by_the_name_of_the_list():
    with pytest.raises(Invalid, match="'stone' is not in the list of units: kg, g"):
        quantities.normalise(Decimal(1), "stone")
    assert quantities.normalise(None, "stone") == quantities.Counted()


def test_the_list_of_countries_is_that_of_iso_3166_and_two_codes_more():
    table = (files("tzdata") / "zoneinfo/iso3166.tab").read_text(encoding="utf-8")
    known = {line.split("\t")[0] for line in table.splitlines() if line and not line.startswith("#")}
    assert known | {"XX", "ZZ"} == countries.CODES
    assert [code for code in ("VN", "XX", "ZZ") if countries.refusal(code)] == []
    assert "UK" in countries.refusal("UK")
