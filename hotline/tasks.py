"""The hotline's part of the timetable, and the nudges of its rows."""

from celery import shared_task

from hotline import (
    budgets,
    claims,
    clocks,
    copying,
    duty,
    networks,
    pictures,
    presence,
    proofs,
    purging,
    readings,
    search,
    track_record,
    unfinished,
    upload_tickets,
)
from hotline.members import purging as members_purging
from hotline.queue import bulk, doubles
from hotline.warnings import sending
from hotline.webhooks import news, telling
from vault import calendar


@shared_task
def make_copy(attachment_id: str) -> None:
    copying.make(attachment_id)


@shared_task
def make_waiting_copies() -> None:
    copying.make_waiting()


@shared_task
def file_forgotten_drafts() -> None:
    unfinished.file_forgotten()


@shared_task
def forget_upload_tickets() -> None:
    upload_tickets.forget_expired()


@shared_task
def mark_waiting_tips() -> None:
    search.mark_waiting()
    doubles.look_for_doubles()


@shared_task
def count_kinds() -> None:
    track_record.count_kinds()


@shared_task
def read_tips_again() -> None:
    """A new edition or new rules: what was read before is read anew, a batch at a time."""
    readings.read_again()


@shared_task
def look_at_waiting_pictures() -> None:
    pictures.look_at_waiting()


@shared_task
def forget_networks() -> None:
    """The key of a day that is over, and what was counted, are destroyed."""
    networks.forget()
    budgets.forget_ended()
    proofs.forget_expired()


@shared_task
def purge() -> None:
    """A batch of what is due; where more waits, the next batch starts at once. Never by a calendar that jumped."""
    if not calendar.is_believed("tips"):
        return
    tallies = purging.run()
    gone = members_purging.run()
    if gone >= members_purging.LIMIT or sum(len(tally.tips) for tally in tallies.values()) >= purging.LIMIT:
        purge.delay()


@shared_task
def send_duty_calls() -> None:
    duty.send_mails()


@shared_task
def tell_partners() -> None:
    """What is new for partners is written down and told to their receivers."""
    news.gather()
    telling.tell()


@shared_task
def give_back_claims() -> None:
    """Tips that their reader left alone; and what was noted of open pages is forgotten."""
    claims.give_back()
    presence.forget()


@shared_task
def watch_clocks() -> None:
    """Clocks that ran out are told, and what was told and is still open each morning."""
    clocks.escalate()
    clocks.remind()
    duty.forget()
    telling.forget()


@shared_task
def work_on_bulk_runs() -> None:
    bulk.work_on_waiting()


@shared_task
def forget_who_was_warned() -> None:
    sending.forget_old()
