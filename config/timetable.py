"""The timetable's clock: what was done in the future, before the clock was set back, is due now."""

import logging
from datetime import datetime, timedelta
from typing import Any

from celery.beat import PersistentScheduler

log = logging.getLogger(__name__)
SLACK = timedelta(seconds=1)


class Timetable(PersistentScheduler):
    """Celery's own waits until its clock comes to where it was: set back by an hour, nothing is swept for an hour."""

    def tick(self, *given: Any, **named: Any) -> float:
        now: datetime = self.app.now()
        ahead = [entry for entry in self.schedule.values() if entry.last_run_at and entry.last_run_at > now + SLACK]
        if ahead:
            log.warning("the clock was set back: %d entries of the timetable begin anew", len(ahead))
            for entry in ahead:
                entry.last_run_at = now
            self._heap = None  # made anew from the entries by the tick
        seconds: float = super().tick(*given, **named)
        return seconds
