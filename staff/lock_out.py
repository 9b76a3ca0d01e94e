"""Lock-out after failures at the door: counted by name and step, in the database, without address or agent.

Officers' addresses are kept nowhere, so a stranger who knows a name can lock its password for a quarter of an hour;
whoever has a passkey still enters (docs/operations.md weighs it). A name is kept as an HMAC, because people type
passwords there, and a name that nobody has locks like any other, so that the answer betrays no name.
"""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from staff import access, audit
from staff.models import Officer

PASSWORD, CODE = "password", "code"
# A wrong code comes after a right password: fewer are allowed. With one step of tolerance a guess is right once in
# 333,000, so five a quarter of an hour find it in two years on average, with an entry on the audit for each lock.
LIMITS = {PASSWORD: 10, CODE: 5}
NOWHERE = "0.0.0.0"


def fingerprint(name: str, step: str = PASSWORD) -> str:
    """How a name and a step stand in the table of attempts."""
    return f"{step}:{salted_hmac('staff.lock_out', name, algorithm='sha256').hexdigest()}"


def kept_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    said = credentials or {}
    return fingerprint(str(said.get("username") or ""), said.get("step", PASSWORD))


def by_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> list[str]:
    """What a lock goes by: never an address."""
    return ["username"]


def nowhere(request: HttpRequest) -> str:
    """The address of everybody."""
    return NOWHERE


def limit(request: HttpRequest | None, credentials: dict[str, Any] | None) -> int:
    """Failures allowed before a lock."""
    return LIMITS[(credentials or {}).get("step", PASSWORD)]


class BlindHandler(AxesDatabaseHandler):
    """Counts in the database, so that all processes agree, and sees nothing of the request but its hour."""

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        blank: Any = HttpRequest()
        blank.axes_attempt_time = getattr(request, "axes_attempt_time", None)
        blank.axes_locked_out = getattr(request, "axes_locked_out", False)
        # One address for all: with NULL two first failures at once would make two rows of one name.
        blank.axes_ip_address, blank.axes_user_agent = NOWHERE, ""
        blank.axes_path_info = blank.axes_http_accept = ""
        super().user_login_failed(sender, credentials, request=blank, **kwargs)


def is_locked(name: str, step: str = PASSWORD) -> bool:
    """Whether a step is closed to a name now."""
    return not AxesProxyHandler.is_allowed(HttpRequest(), {"username": name, "step": step})


def count_code(officer: Officer) -> None:
    """A wrong code of the second step. Wrong passwords are counted where Django checks them."""
    said = {"username": officer.username, "step": CODE}
    AxesProxyHandler.user_login_failed(sender=__name__, credentials=said, request=HttpRequest())


def forget(officer: Officer) -> int:
    """The failures of both steps no longer count. Returns: how many rows went."""
    return sum(AxesProxyHandler.reset_attempts(username=fingerprint(officer.username, step)) for step in LIMITS)


def locked_steps(officer: Officer) -> list[str]:
    """Which steps are closed to an officer now."""
    return [step for step in LIMITS if is_locked(officer.username, step)]


@transaction.atomic
def unlock(officer: Officer, *, by: Officer) -> None:
    """Let an officer try again before the time is over. Raises: NotAllowed."""
    access.require(by, "staff.change_officer")
    steps = locked_steps(officer)
    forget(officer)
    audit.record(by, "officer.unlocked", officer, steps=steps)
