"""A database that came out of a backup serves nobody before the purges since were carried out again."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import Error
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from config import refusals
from vault import purging, signing
from vault.checkpoints import Tampered
from vault.keys import VaultClosed

log = logging.getLogger(__name__)
# What a monitor asks, and what pages are drawn with.
ALWAYS = ("/healthz", "/readyz", "/metrics")


def make_ready() -> bool:
    """Make the key that signs before the first tip comes in: so every backup that holds a tip holds the key too, and
    after its restore the exported purges can be told from forged ones. Returns: whether it is there.
    """
    try:
        signing.public_key()
    except (Error, VaultClosed) as missing:
        log.error("the key that signs checkpoints cannot be opened (%s)", type(missing).__name__)
        return False
    return True


def is_served() -> bool:
    """Whether this database knows every purge that was exported; an export that cannot be trusted counts as no.

    Raises: django.db.Error where the database does not answer.
    """
    try:
        return purging.are_replayed()
    except Tampered as broken:
        log.error("the exported purge ledger cannot be trusted: %s", broken)
        return False


class RefuseUnreplayed:
    """503 with a sentence on every page, until `manage.py replay_purges` was run."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info in ALWAYS or request.path_info.startswith(settings.STATIC_URL):
            return self.get_response(request)
        try:
            if not is_served():
                return refusals.not_replayed(request)
        except Error:
            # The database is away: whatever this page needs of it tells so itself.
            pass
        return self.get_response(request)
