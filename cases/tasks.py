"""Casework's part of the task queue: an id in, one verb."""

from uuid import UUID

from celery import shared_task

from cases import custody_checkpoints, withdrawals
from cases.packets import building
from vault import audit_checkpoints, purging


@shared_task
def build_packet(packet_id: str) -> None:
    building.build(UUID(packet_id))


@shared_task
def build_waiting_packets() -> None:
    for packet_id in building.waiting():
        building.build(packet_id)


@shared_task
def tell_of_withdrawals() -> None:
    withdrawals.tell()


@shared_task
def write_checkpoints() -> None:
    audit_checkpoints.write()
    custody_checkpoints.write()
    purging.export()
