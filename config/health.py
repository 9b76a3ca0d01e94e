"""Whether the process lives, and whether it can work."""

import redis
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from config import replayed
from vault import blobs

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
    try:
        return blobs.takes()
    except Error:
        # The store is not there, and the database cannot say whether it should be.
        return False


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
