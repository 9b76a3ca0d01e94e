"""Casework's part of the task queue: an id in, one verb."""

from uuid import UUID

from celery import shared_task

from cases import (
    custody_checkpoints,
    exhibit_files,
    exhibit_pictures,
    mail_posting,
    outcome_files,
    persons,
    rechecks,
    referral_clocks,
    reminders,
    withdrawals,
)
from cases.packets import building, stamping
from intel.products import moving
from vault import audit_checkpoints, calendar, purging


@shared_task
def build_packet(packet_id: str) -> None:
    building.build(UUID(packet_id))


@shared_task
def build_waiting_packets() -> None:
    for packet_id in building.waiting():
        building.build(packet_id)


@shared_task
def stamp_packet(packet_id: str) -> None:
    stamping.stamp(UUID(packet_id))


@shared_task
def stamp_waiting_packets() -> None:
    for packet_id in stamping.waiting():
        stamping.stamp(packet_id)


@shared_task
def tell_of_withdrawals() -> None:
    withdrawals.tell()


@shared_task
def write_checkpoints() -> None:
    audit_checkpoints.write()
    custody_checkpoints.write()
    purging.export()


@shared_task
def make_exhibit_copy(row_id: str) -> None:
    exhibit_files.make(row_id)


@shared_task
def make_waiting_exhibit_copies() -> None:
    exhibit_files.make_waiting()


@shared_task
def make_outcome_copy(row_id: str) -> None:
    outcome_files.make(row_id)


@shared_task
def make_waiting_outcome_copies() -> None:
    outcome_files.make_waiting()


@shared_task
def look_at_waiting_exhibits() -> None:
    exhibit_pictures.look_at_waiting()


@shared_task
def recheck_exhibits() -> None:
    """What is due; where more waits, the next batch starts at once."""
    if rechecks.run():
        recheck_exhibits.delay()


@shared_task
def purge_persons() -> None:
    """Those whose time is over; never by a calendar that jumped."""
    if calendar.is_believed("persons"):
        persons.run()


@shared_task
def expire_products() -> None:
    moving.expire()


@shared_task
def send_referral_mails() -> None:
    mail_posting.send()


@shared_task
def watch_referral_clocks() -> None:
    referral_clocks.note()


@shared_task
def remind_of_referrals() -> None:
    reminders.lay_down()
    mail_posting.forget()
