"""Times as far as they are known: what is written is read back, whatever the zone."""

from datetime import UTC, datetime
from zoneinfo import available_timezones

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cases import when

ZONES = st.sampled_from(sorted(available_timezones() - {"Factory", "localtime"}))
TIMES = st.datetimes(datetime(1901, 1, 1), datetime(2099, 12, 30), timezones=st.just(UTC))
PRECISIONS = st.sampled_from(list(when.Precision))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TIMES, PRECISIONS, ZONES)
@example(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), when.Precision.MINUTE, "Europe/Berlin")  # half past two, twice
@example(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), when.Precision.MINUTE, "Europe/Berlin")
@example(datetime(2018, 11, 4, 3, 0, tzinfo=UTC), when.Precision.DAY, "America/Sao_Paulo")  # a day without midnight
def test_what_is_written_is_read_back(at, precision, zone):
    begins = when.floored(at, precision, zone)
    assert when.floored(begins, precision, zone) == begins
    assert when.read(when.written(begins, precision, zone), precision, zone) == (begins, precision)
    assert when.over(begins, precision, zone) > at or precision == when.Precision.ABOUT


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2026", "year"), ("2026-11", "month"), ("2026-11-22", "day"), ("2026-11-22 04h", "hour"),
        ("2026-11-22T04:10", "minute"), ("2026-11-22 04:10:59", "minute"),
    ],
)  # fmt: skip
def test_how_much_is_written_is_how_much_is_known(text, precision):
    at, told = when.read(text, "", "Asia/Bangkok")
    assert told == precision
    assert when.shown(at, told, "Asia/Bangkok") == text.replace("T", " ").removesuffix(":59")


@pytest.mark.parametrize(
    ("text", "precision", "zone"),
    [
        ("yesterday", "", "UTC"), ("2026-13-01", "", "UTC"), ("2026-02-30", "", "UTC"), ("1812", "", "UTC"),
        ("2026-11", "day", "UTC"), ("2026-11-22 04:10+08:00", "", "Asia/Bangkok"), ("", "", "UTC"),
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused_with_a_sentence(text, precision, zone):
    with pytest.raises(when.Unreadable) as refused:
        when.read(text, precision, zone)
    assert str(refused.value).endswith(".")


def test_a_zone_is_known_in_any_spelling_and_a_made_up_one_is_not():
    assert when.zone_named(" asia/ho_chi_minh ") == "Asia/Ho_Chi_Minh"
    assert when.zone_named("") == "UTC"
    with pytest.raises(when.Unreadable):
        when.zone_named("Mars/North")
