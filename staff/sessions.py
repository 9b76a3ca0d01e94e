"""Sessions of officers: watched, listed, ended. A row says when each began and when its officer last acted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode

from staff import access, audit
from staff.models import DeskSession, Officer

# In the session: when its officer signed in, seconds since 1970.
STARTED = "desk_started"
# An act is noted at most this often: a write for each click would tell nobody more.
NOTED_EVERY = timedelta(seconds=30)
DOORS = ("/desk/login/", "/desk/logout/", "/desk/2fa/", "/desk/reauthenticate/", "/desk/password/", "/desk/closed/")


def of(officer: Officer) -> "list[DeskSession]":
    """An officer's sessions that have not ended, latest act first."""
    rows = officer.sessions.filter(last_act__gt=timezone.now() - settings.DESK_IDLE).order_by("-last_act")
    open_keys = set(Session.objects.filter(session_key__in=[row.key for row in rows]).values_list("pk", flat=True))
    return [row for row in rows if row.key in open_keys]


@transaction.atomic
def end(session: DeskSession, *, by: Officer) -> None:
    """End one session at once: one's own, or anybody's for an administrator. Raises: NotAllowed."""
    if session.officer_id != by.pk:
        access.require(by, "staff.change_officer")
    _forget([session.key])
    audit.record(by, "officer.session_ended", session.officer, session=session.pk)


@transaction.atomic
def end_all(officer: Officer, *, by: Officer, but: str | None = None) -> int:
    """End an officer's sessions, all but the one with the key `but`. Returns: how many. Raises: NotAllowed."""
    if officer.pk != by.pk:
        access.require(by, "staff.change_officer")
    keys = list(officer.sessions.exclude(key=but or "").values_list("key", flat=True))
    _forget(keys)
    if keys:
        audit.record(by, "officer.sessions_ended", officer, sessions=len(keys))
    return len(keys)


def sweep() -> int:
    """Take away what has ended by time. Returns: how many."""
    now = timezone.now()
    idle, long = Q(last_act__lte=now - settings.DESK_IDLE), Q(started__lte=now - settings.DESK_LONGEST)
    keys = list(DeskSession.objects.filter(idle | long).values_list("key", flat=True))
    _forget(keys)
    Session.objects.filter(expire_date__lt=now).delete()
    return len(keys)


def _forget(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    DeskSession.objects.filter(key__in=keys).delete()


def is_act(request: HttpRequest) -> bool:
    """Whether a person did this: what a page fetches by itself in the background keeps no session alive."""
    if "X-In-Background" in request.headers:
        return False
    return request.method == "POST" or request.headers.get("Sec-Fetch-Dest", "document") in ("document", "iframe")


def _row(request: HttpRequest) -> DeskSession:
    now = timezone.now()
    began = request.session.get(STARTED)
    started = datetime.fromtimestamp(began, UTC) if began else now
    fresh = {"officer": request.user, "started": started, "last_act": now}
    return DeskSession.objects.get_or_create(key=request.session.session_key, defaults=fresh)[0]


def _has_ended(row: DeskSession) -> bool:
    now = timezone.now()
    return now - row.last_act > settings.DESK_IDLE or now - row.started > settings.DESK_LONGEST


class WatchSessions:
    """Ends a session that has idled or run too long, and gives a form that came too late back to its writer.

    It stands behind the check against forged posts, and works in `process_view`: what it shows again was sent from a
    page of the desk.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseBase | None:
        if not request.path_info.startswith("/desk/"):
            return None
        had_one = settings.SESSION_COOKIE_NAME in request.COOKIES
        if request.user.is_authenticated:
            row = _row(request)
            if not _has_ended(row):
                _note(row, request)
                return None
            _forget([row.key])
            logout(request)
            if request.method != "POST":
                return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
        if request.method == "POST" and not request.path_info.startswith(DOORS):
            # A browser names its origin, a stranger's program without cookie is simply shown the door.
            if had_one or "Origin" in request.headers:
                return _given_back(request)
        return None


def _note(row: DeskSession, request: HttpRequest) -> None:
    now = timezone.now()
    if is_act(request) and now - row.last_act > NOTED_EVERY:
        DeskSession.objects.filter(pk=row.pk).update(last_act=now)


def _given_back(request: HttpRequest) -> HttpResponseBase:
    """Status 401, and what was typed, to send again after signing in: kept in this answer and nowhere else."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    ]
    context = {
        "typed": [(name, value) for name, value in typed if " " in value.strip() or "\n" in value],
        "chosen": [(name, value) for name, value in typed if not (" " in value.strip() or "\n" in value)],
        "files": [file.name for files in request.FILES.lists() for file in files[1]],
        "is_multipart": bool(request.FILES),
    }
    return render(request, "staff/ended.html", context, status=401)
