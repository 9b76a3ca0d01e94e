"""tests config/emergency.py"""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import emergency


def test_numbers_are_read_by_country():
    assert emergency.numbers("KH=117, VN=113,GB=+44 20 7946 0000") == {
        "KH": "117",
        "VN": "113",
        "GB": "+44 20 7946 0000",
    }


@pytest.mark.parametrize("entered", ["", " ", ","])
def test_nothing_entered_is_no_number(entered):
    assert emergency.numbers(entered) == {}


@pytest.mark.parametrize("entered", ["KH", "KH=", "kh=117", "KHM=117", "KH=police", "KH=117;VN=113", "KH=117,KH=118"])
def test_an_entry_that_cannot_be_read_is_named_and_not_guessed(entered):
    with pytest.raises(ImproperlyConfigured, match="KH=117"):
        emergency.numbers(entered)
