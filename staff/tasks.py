"""Staff's part of the timetable."""

from celery import shared_task

from staff import audit


@shared_task
def link_audit_entries() -> None:
    audit.link_entries()
