"""Intelligence's part of the task queue: an id in, one verb."""

import logging
from uuid import UUID

from celery import shared_task

from intel.exchange import importing
from intel.network import analysing

log = logging.getLogger(__name__)


@shared_task
def analyse_network(analysis_id: str) -> None:
    analysing.carry_out(UUID(analysis_id))


@shared_task
def analyse_waiting_networks() -> None:
    for analysis_id in analysing.waiting():
        analysing.carry_out(analysis_id)


@shared_task
def read_import(import_id: str) -> None:
    importing.read(UUID(import_id))


@shared_task
def take_in_import(import_id: str) -> None:
    importing.work(UUID(import_id))


@shared_task
def work_on_imports() -> None:
    """What waits, whatever became of its nudge."""
    for import_id, status in importing.waiting():
        try:
            if status == importing.Status.WAITING:
                importing.read(import_id)
            else:
                importing.work(import_id)
        except Exception as broken:  # the others must not wait behind it
            log.error("import %s is not read: %s", import_id, type(broken).__name__)


@shared_task
def drop_forgotten_imports() -> None:
    importing.drop_forgotten()
