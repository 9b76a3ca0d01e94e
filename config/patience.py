"""The base of every task: work on a database that came out of a backup waits for the replay of its purges."""

import logging
import time
from typing import Any

from celery import Task

from config import logs

log = logging.getLogger(__name__)


class PatientTask(Task):  # type: ignore[type-arg]
    """The row is the job: what is left here is found by its sweeper once `manage.py replay_purges` was run."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        from config import replayed  # models: this module is loaded before there are any
        from config.metrics import counted

        if not replayed.is_served():
            log.warning("%s is left: run `manage.py replay_purges`", self.name)
            counted.count("hornbill_tasks_total", task=self.name, outcome="left")
            return None
        begun, outcome = time.perf_counter(), "failed"
        numbered = logs.request_id.set(str(self.request.id or ""))
        try:
            done = super().__call__(*given, **named)
            outcome = "done"
        finally:
            logs.request_id.reset(numbered)
            counted.count("hornbill_tasks_total", task=self.name, outcome=outcome)
            counted.took("hornbill_task_seconds", time.perf_counter() - begun)
        return done
