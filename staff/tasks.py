"""Staff's part of the timetable."""

from celery import shared_task

from staff import audit, sessions


@shared_task
def link_audit_entries() -> None:
    audit.link_entries()


@shared_task
def sweep_sessions() -> None:
    sessions.sweep()
