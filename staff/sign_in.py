"""Sign-in as the desk wants it: no sign-up, each attempt on record, second-factor secrets encrypted, no mail."""

import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from staff import audit
from staff.models import Officer
from staff.second_factor import PROVEN

RECENT_SECONDS = 300
CODE_GOOD_SECONDS = 120


@transaction.atomic
def _note(by: Officer | str, verb: str, officer: Officer | None, **details: Any) -> None:
    """Record what happened at the door. A name that nobody has is not recorded: people type passwords there."""
    audit.record(by, f"officer.{verb}", officer or Officer(pk=0), **details)


class DeskAccounts(DefaultAccountAdapter):
    """Officers are enrolled by an administrator: nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Called once every stage is passed, the second factor included where there is one."""
        super().login(request, user)
        request.session[PROVEN] = any(step["method"] == "mfa" for step in get_authentication_records(request, user))
        _note(user, "signed_in", user, second_factor=request.session[PROVEN])

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whoever signed in within the last five minutes is not asked for the password a second time."""
        steps = get_authentication_records(context.request, context.request.user)
        return time.time() - max((step["at"] for step in steps), default=0) > RECENT_SECONDS

    def logout(self, request: HttpRequest) -> None:
        officer: Any = request.user
        super().logout(request)
        _note(officer, "signed_out", officer)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        known = Officer.objects.filter(username=credentials.get("username", "")).first()
        _note("system", "sign_in_failed", known, step="password")

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The pages themselves say what happened."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is mailed: the audit ledger has it."""


class CodeForm(AuthenticateForm):
    """The second step of signing in: a code of the app, or a recovery code."""

    def clean_code(self) -> str:
        try:
            code = str(super().clean_code())
            # The library forgets a used code after one step; with the neighbouring steps it is good for three.
            if not cache.add(f"desk.code-used:{self.user.pk}:{code}", "y", timeout=CODE_GOOD_SECONDS):
                raise get_adapter().validation_error("incorrect_code")
            return code
        except ValidationError:
            _note("system", "sign_in_failed", self.user, step="code")
            raise


class EnrolForm(ActivateTOTPForm):
    """Enrolling the app: the first right code proves the second factor for this session too."""

    def clean_code(self) -> str:
        code = str(super().clean_code())
        context.request.session[PROVEN] = True
        _note(self.user, "second_factor_enrolled", self.user)
        return code


def _box() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"hornbill second factor" + settings.SECRET_KEY.encode()).digest()))


class SecondFactors(DefaultMFAAdapter):
    """TOTP secrets and recovery seeds are stored encrypted under a key derived from SECRET_KEY."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """An officer cannot take off their own second factor: an administrator can, and it is on record."""
        return False
