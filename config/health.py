"""Whether the process lives, whether it can work, and a few counts for a monitor. No content, no names."""

import os
import uuid
from contextlib import suppress
from pathlib import Path

import redis
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from config import replayed
from vault import checkpoints
from vault.checkpoints import Tampered

# Tables whose rows pass through a status; one grouped count each.
COUNTED = {"hornbill_tips": "hotline_tip", "hornbill_reports": "hotline_report", "hornbill_cases": "cases_case"}
REDIS_SECONDS = 1.0
AGE = "hornbill_checkpoint_age_seconds"


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 where tips can be taken: database and store answer, and no restore waits for a replay. Redis is told only."""
    parts = {"database": _database_answers(), "store": _store_takes()}
    # A database that does not answer is told as such, not as an old one.
    parts["purges_replayed"] = not parts["database"] or replayed.is_served()
    told = {name: "ok" if well else "failing" for name, well in parts.items()} | {"redis": _redis()}
    return JsonResponse(told, status=200 if all(parts.values()) else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _store_takes() -> bool:
    if settings.FILE_STORE.startswith("s3://"):
        return False
    probe = Path(settings.FILE_STORE) / f".probe-{uuid.uuid4().hex}"
    try:
        probe.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(b"probe")
        probe.unlink()
    except OSError:
        return False
    return True


def _redis() -> str:
    if not settings.REDIS_URL:
        return "off"
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS
        ) as server:
            server.ping()
    except redis.RedisError:
        return "failing"
    return "ok"


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counts by status in Prometheus's text format (version 0.0.4)."""
    lines = [line for name, table in COUNTED.items() for line in _counts(name, table)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM staff_auditentry e WHERE NOT EXISTS"
            " (SELECT 1 FROM staff_auditlink l WHERE l.entry_id = e.id)"
        )
        tail = cursor.fetchone()[0]
    lines += ["# TYPE hornbill_audit_entries_not_linked gauge", f"hornbill_audit_entries_not_linked {tail}"]
    lines += _checkpoint_age()
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _checkpoint_age() -> list[str]:
    """Seconds since the audit chain was last signed outside; nothing where it never was, or cannot be read."""
    with suppress(Tampered):
        age = checkpoints.age()
        if age is not None:
            return [f"# TYPE {AGE} gauge", f"{AGE} {age.total_seconds():.0f}"]
    return []


def _counts(name: str, table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT status, count(*) FROM {connection.ops.quote_name(table)} GROUP BY status ORDER BY status"  # noqa: S608
        )
        rows = cursor.fetchall()
    return [f"# TYPE {name} gauge", *(f'{name}{{status="{status}"}} {count}' for status, count in rows)]
