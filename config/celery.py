"""The task queue: a nudge for rows that wait, and the timetable of the sweepers."""

import gc
import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import worker_init

from config import file_broker, redis_broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

file_broker.install()
redis_broker.install()
app = Celery("hornbill", task_cls="config.patience:PatientTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "link-audit-entries": {"task": "staff.tasks.link_audit_entries", "schedule": 3.0},
    "sweep-sessions": {"task": "staff.tasks.sweep_sessions", "schedule": 600.0},
    "make-waiting-copies": {"task": "hotline.tasks.make_waiting_copies", "schedule": 10.0},
    "mark-waiting-tips": {"task": "hotline.tasks.mark_waiting_tips", "schedule": 3.0},
    "read-tips-again": {"task": "hotline.tasks.read_tips_again", "schedule": 60.0},
    "look-at-waiting-pictures": {"task": "hotline.tasks.look_at_waiting_pictures", "schedule": 5.0},
    "work-on-bulk-runs": {"task": "hotline.tasks.work_on_bulk_runs", "schedule": 10.0},
    "file-forgotten-drafts": {"task": "hotline.tasks.file_forgotten_drafts", "schedule": 600.0},
    "forget-upload-tickets": {"task": "hotline.tasks.forget_upload_tickets", "schedule": 3600.0},
    "forget-networks": {"task": "hotline.tasks.forget_networks", "schedule": 300.0},
    "sweep-orphan-files": {"task": "vault.tasks.sweep_orphan_files", "schedule": 3600.0},
    "write-checkpoints": {"task": "cases.tasks.write_checkpoints", "schedule": 600.0},
    "send-duty-calls": {"task": "hotline.tasks.send_duty_calls", "schedule": 2.0},
    "tell-partners": {"task": "hotline.tasks.tell_partners", "schedule": 5.0},
    "give-back-claims": {"task": "hotline.tasks.give_back_claims", "schedule": 60.0},
    "count-kinds": {"task": "hotline.tasks.count_kinds", "schedule": 900.0},
    "watch-clocks": {"task": "hotline.tasks.watch_clocks", "schedule": 60.0},
    # At a fixed hour, so that a beat which is restarted every day comes to it too (UTC).
    "forget-who-was-warned": {"task": "hotline.tasks.forget_who_was_warned", "schedule": crontab(hour=3, minute=10)},
    "purge": {"task": "hotline.tasks.purge", "schedule": crontab(hour=2, minute=40)},
    "purge-persons": {"task": "cases.tasks.purge_persons", "schedule": crontab(hour=2, minute=50)},
    "analyse-waiting-networks": {"task": "intel.tasks.analyse_waiting_networks", "schedule": 15.0},
    "work-on-imports": {"task": "intel.tasks.work_on_imports", "schedule": 10.0},
    "drop-forgotten-imports": {"task": "intel.tasks.drop_forgotten_imports", "schedule": crontab(hour=3, minute=10)},
    "expire-products": {"task": "cases.tasks.expire_products", "schedule": 600.0},
    "send-referral-mails": {"task": "cases.tasks.send_referral_mails", "schedule": 10.0},
    "watch-referral-clocks": {"task": "cases.tasks.watch_referral_clocks", "schedule": 300.0},
    "remind-of-referrals": {"task": "cases.tasks.remind_of_referrals", "schedule": crontab(hour=6, minute=0)},
    "tell-of-withdrawals": {"task": "cases.tasks.tell_of_withdrawals", "schedule": 30.0},
    "make-waiting-outcome-copies": {"task": "cases.tasks.make_waiting_outcome_copies", "schedule": 10.0},
    "make-waiting-exhibit-copies": {"task": "cases.tasks.make_waiting_exhibit_copies", "schedule": 10.0},
    "look-at-waiting-exhibits": {"task": "cases.tasks.look_at_waiting_exhibits", "schedule": 30.0},
    "recheck-exhibits": {"task": "cases.tasks.recheck_exhibits", "schedule": crontab(hour=1, minute=10)},
    "build-waiting-packets": {"task": "cases.tasks.build_waiting_packets", "schedule": 10.0},
    "stamp-waiting-packets": {"task": "cases.tasks.stamp_waiting_packets", "schedule": 60.0},
}


@worker_init.connect
def open_index_of_reading(**told: Any) -> None:
    """In the worker's first process, before it forks: those that carry out tasks share the index's memory."""
    from hotline.reading.index import ready  # only a worker pays for it

    ready()
    gc.freeze()  # a collection in a child would write to the shared pages
