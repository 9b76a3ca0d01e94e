"""No desk page without a second factor."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

# What an officer who has no second factor yet can reach: enrolling one, and leaving.
OPEN_PATHS = ("/desk/login/", "/desk/logout/", "/desk/2fa/", "/desk/reauthenticate/")
# In the session: this very session gave a right code. One opened with a password alone, before the app was enrolled
# elsewhere, never counts.
PROVEN = "second_factor_proven"


class RequireSecondFactor:
    """A signed-in officer without a second factor is led to enrol one, wherever they wanted to go under /desk/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if path.startswith("/desk/") and not path.startswith(OPEN_PATHS) and request.user.is_authenticated:
            has_one = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists()
            if not has_one:
                return redirect("mfa_activate_totp")
            if not request.session.get(PROVEN):
                logout(request)
                return redirect("account_login")
        return self.get_response(request)
