"""What is asked of the database, the disk and the broker when a monitor calls."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection
from django.db.models import Count, F, Min, Model, Q, QuerySet
from django.utils import timezone

from bots.models import IncomingUpdate, OutgoingMessage
from cases.models import ExhibitFile, OutcomeFile, Packet, ReferralDigest, ReferralMail
from config.backup.making import BACKUPS
from hotline.models import Attachment, DutyCall, Tip, WebhookEvent
from hotline.priority import FIRST_LOOK_URGENT
from intel.models import Import
from staff.models import AuditEntry
from vault import blobs, checkpoints
from vault.checkpoints import Tampered

Row = tuple[str, dict[str, str], float]
REDIS_SECONDS = 1.0
# Celery's own list; with the file broker there is none.
QUEUE = "celery"

# Work that is a row: its model, what waits, and since when.
WAITING: dict[str, tuple[type[Model], Q, str]] = {
    "updates": (IncomingUpdate, Q(is_stuck=False), "received_at"),
    "messages": (OutgoingMessage, Q(state="queued"), "not_before"),
    "duty_calls": (DutyCall, Q(state="waiting"), "made_at"),
    "webhooks": (WebhookEvent, Q(state="waiting"), "made_at"),
    "referral_mails": (ReferralMail, Q(state="waiting"), "made_at"),
    "reminders": (ReferralDigest, Q(state="waiting"), "made_at"),
    "copies": (Attachment, Q(state="waiting"), "received_at"),
    "exhibit_copies": (ExhibitFile, Q(state="waiting"), "received_at"),
    "outcome_copies": (OutcomeFile, Q(state="waiting"), "received_at"),
    "packets": (Packet, Q(status__in=("approved", "building")), "approved_at"),
    "imports": (Import, Q(status__in=("waiting", "taking")), "at"),
    "search_marks": (Tip, Q(unmarked_since__isnull=False), "unmarked_since"),
    "audit_links": (AuditEntry, Q(link=None), "at"),
}
FAILED: dict[str, tuple[type[Model], Q]] = {
    "updates": (IncomingUpdate, Q(is_stuck=True)),
    "messages": (OutgoingMessage, Q(state="dead")),
    "duty_calls": (DutyCall, Q(state="failed")),
    "webhooks": (WebhookEvent, Q(state="dead")),
    "referral_mails": (ReferralMail, Q(state="failed")),
    "packets": (Packet, Q(status="failed")),
}
BY_STATUS = {"hornbill_tips": "hotline_tip", "hornbill_reports": "hotline_report", "hornbill_cases": "cases_case"}


def all_rows() -> Iterator[Row]:
    yield from by_status()
    yield from waiting()
    yield from failed()
    yield from urgent()
    yield from signed()
    yield from disk()
    yield from broker()


def by_status() -> Iterator[Row]:
    for name, table in BY_STATUS.items():
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT status, count(*) FROM {connection.ops.quote_name(table)} GROUP BY status ORDER BY status"  # noqa: S608
            )
            for status, count in cursor.fetchall():
                yield name, {"status": status}, count


def waiting() -> Iterator[Row]:
    for what, (model, where, since) in WAITING.items():
        count, oldest = _counted(model._default_manager.filter(where), since)
        yield "hornbill_waiting", {"work": what}, count
        yield "hornbill_waiting_oldest_seconds", {"work": what}, _age(oldest)
        if what == "audit_links":
            yield "hornbill_audit_entries_not_linked", {}, count


def failed() -> Iterator[Row]:
    for what, (model, where) in FAILED.items():
        yield "hornbill_failed", {"work": what}, model._default_manager.filter(where).count()


def urgent() -> Iterator[Row]:
    """Tips that nobody has looked at, and that are due within the hour of their arrival."""
    unread = Tip.objects.filter(
        status=Tip.Status.RECEIVED, decided_at=None, due_at__lte=F("received_at") + FIRST_LOOK_URGENT
    )
    count, oldest = _counted(unread, "received_at")
    yield "hornbill_urgent_unread", {}, count
    yield "hornbill_urgent_unread_oldest_seconds", {}, _age(oldest)
    yield (
        "hornbill_tips_overdue",
        {},
        Tip.objects.filter(status=Tip.Status.RECEIVED, decided_at=None, due_at__lt=timezone.now()).count(),
    )


def signed() -> Iterator[Row]:
    """Ages of what lies signed outside the database; nothing where it never was, or cannot be read."""
    for name, ledger in (
        ("hornbill_checkpoint_age_seconds", checkpoints.AUDIT), ("hornbill_backup_age_seconds", BACKUPS)
    ):  # fmt: skip
        with suppress(Tampered, OSError):
            age = checkpoints.age(ledger)
            if age is not None:
                yield name, {}, round(age.total_seconds())


def disk() -> Iterator[Row]:
    folders = {"files": settings.FILE_STORE, "checkpoints": settings.CHECKPOINTS}
    if settings.FILE_STORE.startswith(blobs.BUCKET):
        del folders["files"]  # how much room a bucket has is not ours to know
    for what, path in folders.items():
        with suppress(OSError):
            usage = shutil.disk_usage(_standing(Path(path)))
            yield "hornbill_disk_free_bytes", {"folder": what}, usage.free
            yield "hornbill_disk_size_bytes", {"folder": what}, usage.total


def broker() -> Iterator[Row]:
    if not settings.REDIS_URL:
        return
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS
        ) as server:
            length = int(str(server.llen(QUEUE)))
    except redis.RedisError:
        yield "hornbill_broker_up", {}, 0
    else:
        yield "hornbill_broker_up", {}, 1
        yield "hornbill_broker_queue_length", {}, length


def _counted(rows: "QuerySet[Model]", since: str) -> tuple[int, datetime | None]:
    found = rows.order_by().aggregate(count=Count("pk"), oldest=Min(since))
    return found["count"], found["oldest"]


def _age(since: datetime | None) -> float:
    return max(0, round((timezone.now() - since).total_seconds())) if since else 0


def _standing(path: Path) -> Path:
    """The folder, or the nearest one above that is there yet."""
    return path if path.exists() or path == path.parent else _standing(path.parent)
