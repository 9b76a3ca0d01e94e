"""Whether the process lives, and whether it can work."""

import os
import uuid
from pathlib import Path

import redis
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from config import replayed

REDIS_SECONDS = 1.0


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
