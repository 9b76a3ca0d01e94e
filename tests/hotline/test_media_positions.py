"""Where a file says that it was taken, in whichever way its maker wrote it."""

import pytest

from hotline.media.positions import position, sexagesimal


@pytest.mark.parametrize(
    ("record", "at"),
    [
        ({"latitude": 11.5564, "longitude": 104.9282}, (11.5564, 104.9282)),
        ({"latitude": -33.9, "longitude": -70.66667}, (-33.9, -70.66667)),
        ({"latitude": "11,33.384N", "longitude": "104,55.692E"}, (11.5564, 104.9282)),
        ({"latitude": "11,33,23.04S", "longitude": "104.9282w"}, (-11.5564, -104.9282)),
        ({"location": "+11.5564+104.9282/"}, (11.5564, 104.9282)),
        ({"location": "+11.5564-104.9282+012.300/"}, (11.5564, -104.9282)),
        ({"location": "-1133.384+10455.692/"}, (-11.5564, 104.9282)),
        ({"location": "+113323.04+1045541.52CRSWGS_84/"}, (11.5564, 104.9282)),
        ({"latitude": 0, "longitude": 104.5}, (0.0, 104.5)),
        ({"latitude": "north", "location": "+11.5564+104.9282/"}, (11.5564, 104.9282)),
    ],
)
def test_a_position_is_read_in_each_way_of_writing_it(record, at):
    assert position(record) == at


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"latitude": 11.5564},
        {"latitude": 91.0, "longitude": 4.0},
        {"latitude": 4.0, "longitude": 180.5},
        {"latitude": 0.0, "longitude": 0.0},
        {"latitude": "north", "longitude": "east"},
        {"location": "Phnom Penh"},
        {"location": "+115564+104/ etc"[:9]},
        {"latitude": True, "longitude": "nan"},
    ],
)
def test_what_is_no_position_is_none(record):
    assert position(record) is None


@pytest.mark.parametrize(
    ("at", "written"),
    [
        ((11.5564, 104.9282), "11° 33' 23.0\" N, 104° 55' 41.5\" E"),
        ((-0.5, -10.99999), "0° 30' 0.0\" S, 11° 0' 0.0\" W"),
    ],
)
def test_degrees_are_written_with_minutes_and_seconds_that_never_reach_sixty(at, written):
    assert sexagesimal(*at) == written
