"""tests vault/calendar.py"""

from datetime import UTC, datetime, timedelta

import pytest

from hotline import tasks
from hotline.models import Tip
from tests.make import make_tip
from vault import calendar
from vault.models import PurgeRun

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


def test_a_calendar_that_comes_round_each_day_is_believed():
    assert not calendar.is_believed("tips", NOON)
    assert [calendar.is_believed("tips", NOON + day * DAY) for day in (1, 2, 5)] == [True, True, True]


def test_a_leap_is_only_noted_and_believed_a_day_later():
    calendar.is_believed("tips", NOON)
    assert not calendar.is_believed("tips", NOON + 400 * DAY)
    assert calendar.is_believed("tips", NOON + 401 * DAY)


def test_a_clock_that_was_put_right_is_believed_a_day_later():
    calendar.is_believed("tips", NOON)
    calendar.is_believed("tips", NOON + 400 * DAY)
    assert not calendar.is_believed("tips", NOON + DAY)
    assert calendar.is_believed("tips", NOON + 2 * DAY)


def test_the_next_batch_of_one_night_goes_on():
    calendar.is_believed("tips", NOON)
    assert calendar.is_believed("tips", NOON + timedelta(seconds=2))


def test_no_tip_is_purged_on_the_day_that_the_clock_has_leapt():
    tip = make_tip()
    Tip.objects.filter(pk=tip.pk).update(received_at=NOON - 3000 * DAY)
    PurgeRun.objects.create(what="tips", at=NOON - 3000 * DAY)
    tasks.purge()
    tip.refresh_from_db()
    assert tip.purged_at is None
    tasks.purge()
    tip.refresh_from_db()
    assert tip.purged_at is not None
