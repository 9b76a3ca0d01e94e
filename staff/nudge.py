"""Nudging a worker after the commit. The row is the job: a nudge that is lost costs seconds, never work."""

import logging
import time
from functools import partial
from typing import Any

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)
# A broker that is down is not asked again by every request: the sweepers find the rows meanwhile.
REST_SECONDS = 10.0
_resting_until = 0.0


def nudge(task: "Task[Any, Any]", *ids: Any) -> None:
    """Start `task(*ids)` once this transaction has committed. Ids are primary keys, as text or numbers."""
    transaction.on_commit(partial(_send, task, [str(value) for value in ids]), robust=True)


def _send(task: "Task[Any, Any]", ids: list[str]) -> None:
    global _resting_until
    if time.monotonic() < _resting_until:
        return
    try:
        task.apply_async(args=ids)
    except (OperationalError, OSError) as down:
        _resting_until = time.monotonic() + REST_SECONDS
        log.warning("the broker does not answer (%s): sweepers take over", type(down).__name__)
