"""Intelligence's part of the task queue: an id in, one verb."""

from uuid import UUID

from celery import shared_task

from intel.network import analysing


@shared_task
def analyse_network(analysis_id: str) -> None:
    analysing.carry_out(UUID(analysis_id))


@shared_task
def analyse_waiting_networks() -> None:
    for analysis_id in analysing.waiting():
        analysing.carry_out(analysis_id)
