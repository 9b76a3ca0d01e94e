"""Casework's part of the task queue: an id in, one verb."""

from uuid import UUID

from celery import shared_task

from cases.packets import building


@shared_task
def build_packet(packet_id: str) -> None:
    building.build(UUID(packet_id))


@shared_task
def build_waiting_packets() -> None:
    for packet_id in building.waiting():
        building.build(packet_id)
