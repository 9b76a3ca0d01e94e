"""tests hotline/scales.py"""

import pytest

from hotline import scales
from hotline.models.report import Credibility, Handling, Knowledge, Reliability


@pytest.mark.parametrize(
    ("grade", "europol", "uk", "confidence"),
    [
        (("A", "1", "witnessed", "TLP:GREEN"), "A1", "1AP", "90"),
        (("B", "2", "direct", "TLP:AMBER"), "B2", "1AC", "70"),
        (("C", "3", "corroborated", "TLP:RED"), "B3", "2BC", "50"),
        (("D", "4", "indirect", "TLP:CLEAR"), "C4", "3CP", "30"),
        (("E", "5", "false", "TLP:AMBER"), "C4", "3EC", "10"),
        (("F", "6", "unknown", "TLP:AMBER+STRICT"), "X4", "2DC", ""),
    ],
)
def test_three_scales_follow_from_a_grade(grade, europol, uk, confidence):
    found = scales.derived(*grade)
    assert (found.europol, found.uk, found.confidence) == (europol, uk, confidence)


def test_only_a_source_between_reliable_and_untested_is_confirmed_by_hand():
    marked = {each for each in Reliability.values if scales.derived(each, "1", "direct", "TLP:RED").by_hand}
    assert marked == {"C"}


def test_what_is_suspected_false_is_never_beyond_doubt():
    assert scales.derived("A", "1", "false", "TLP:RED").europol == "A4"


@pytest.mark.parametrize("missing", range(4))
def test_a_missing_input_gives_no_code_that_needs_it(missing):
    given = ["B", "2", "direct", "TLP:AMBER"]
    given[missing] = ""
    found = scales.derived(*given)
    assert bool(found.europol) is (missing not in (0, 2))
    assert bool(found.uk) is (missing == 1)
    assert bool(found.confidence) is (missing != 1)


def test_every_value_of_the_inputs_stands_in_the_tables_of_the_script():
    found = scales.tables()
    assert set(found["europol_source"]) == set(found["uk_source"]) == set(Reliability.values)
    assert set(found["europol_information"]) == set(found["uk_information"]) == set(Knowledge.values)
    assert set(found["confidence"]) == set(Credibility.values)
    assert set(found["uk_handling"]) == set(Handling.values)
