"""The base of every task: work on a database that came out of a backup waits for the replay of its purges."""

import logging
from typing import Any

from celery import Task

log = logging.getLogger(__name__)


class PatientTask(Task):  # type: ignore[type-arg]
    """The row is the job: what is left here is found by its sweeper once `manage.py replay_purges` was run."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        from config import replayed  # models: this module is loaded before there are any

        if not replayed.is_served():
            log.warning("%s is left: run `manage.py replay_purges`", self.name)
            return None
        return super().__call__(*given, **named)
