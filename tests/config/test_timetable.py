"""tests config/timetable.py"""

from datetime import timedelta
from typing import Any

from celery import Celery
from celery.beat import PersistentScheduler

from config.celery import app
from config.timetable import Timetable

HOUR = timedelta(hours=1)


class Sent:
    """An app's timetable of one entry, which tells when it was due."""

    def __init__(self, kind: type[PersistentScheduler], folder: Any) -> None:
        made = Celery("timetable", broker="memory://", set_as_current=False)
        made.conf.beat_schedule = {"look": {"task": "look", "schedule": 30.0}}
        self.times = 0
        self.timetable = kind(made, schedule_filename=str(folder / "kept"))
        self.timetable.apply_async = self._count  # type: ignore[method-assign]

    def _count(self, *given: Any, **named: Any) -> None:
        self.times += 1

    def run_ahead_by(self, past: timedelta) -> None:
        for entry in self.timetable.schedule.values():
            entry.last_run_at = self.timetable.app.now() + past

    def ticks(self) -> int:
        self.times = 0
        # After the tick that begins anew the entry is due one span later.
        return round(max(self.timetable.tick() for _ in range(2)))


def test_what_was_done_in_the_future_begins_anew(tmp_path):
    ours = Sent(Timetable, tmp_path)
    ours.run_ahead_by(HOUR)
    assert ours.ticks() <= 30
    assert all(entry.last_run_at <= ours.timetable.app.now() for entry in ours.timetable.schedule.values())


def test_celerys_own_would_wait_for_the_lost_hour(tmp_path):
    theirs = Sent(PersistentScheduler, tmp_path)
    theirs.timetable.max_interval = 10_000
    theirs.run_ahead_by(HOUR)
    assert theirs.ticks() > 3000


def test_the_house_uses_ours():
    assert app.conf.beat_scheduler == "config.timetable:Timetable"
    assert app.conf.broker_connection_max_retries is None
