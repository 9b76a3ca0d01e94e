"""The webhook: store, then answer. It never calls Telegram."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt

from bots.telegram import ingest
from bots.telegram.hearing import Malformed

# An update is text and ids, no file: real ones stay far below this.
MAX_BODY_BYTES = 512 * 1024


@csrf_exempt
def webhook(request: HttpRequest) -> HttpResponse:
    """Take one update. Without the secret nothing is stored, and nothing tells that this is the place."""
    given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
    secret = settings.TELEGRAM_WEBHOOK_SECRET
    if request.method != "POST" or not secret or not constant_time_compare(given, secret):
        return HttpResponseNotFound()
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY_BYTES:
            return HttpResponse(status=413)
        ingest.store([json.loads(request.body)])
    except (Malformed, ValueError, RecursionError, OSError):
        return HttpResponse("no update", status=400, content_type="text/plain")
    return HttpResponse()
