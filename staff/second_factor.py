"""No desk page without a second factor."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

# What an officer who has no second factor yet can reach: enrolling one, and leaving.
OPEN_PATHS = ("/desk/login/", "/desk/logout/", "/desk/2fa/", "/desk/reauthenticate/")
# In the session: this very session gave a right code or passkey. One opened with a password alone, before a second
# factor was enrolled elsewhere, never counts.
PROVEN = "second_factor_proven"
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def with_factor(officers: "QuerySet[Any]") -> "QuerySet[Any]":
    """The same officers, each told in `has_factor` whether a second factor is enrolled: no query of its own."""
    enrolled = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=KINDS)
    return officers.annotate(has_factor=Exists(enrolled))


def has_factor(officer: Any) -> bool:
    """Whether an officer has a second factor, as it stood when the request began."""
    known: bool | None = getattr(officer, "has_factor", None)
    return factors(officer).exists() if known is None else known


def factors(officer: Any) -> "QuerySet[Authenticator]":
    """An officer's second factors: app and passkeys. Recovery codes are a spare of these and none by themselves."""
    return Authenticator.objects.filter(user_id=officer.pk, type__in=KINDS)


class RequireSecondFactor:
    """A signed-in officer without a second factor is led to enrol one, wherever they wanted to go under /desk/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if path.startswith("/desk/") and request.user.is_authenticated:
            if not has_factor(request.user):
                return self.get_response(request) if path.startswith(OPEN_PATHS) else redirect("mfa_activate_totp")
            # Also where factors are enrolled: a password alone must not add one to those that are there.
            if not request.session.get(PROVEN):
                logout(request)
                return redirect("account_login")
        return self.get_response(request)
