"""Sign-in as the desk wants it: no sign-up, each attempt on record, second-factor secrets encrypted, no mail."""

import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from staff import audit, lock_out, passkeys, sessions
from staff.models import Officer
from staff.second_factor import PROVEN

RECENT_SECONDS = 300
CODE_GOOD_SECONDS = 120


@transaction.atomic
def note(by: Officer | str, verb: str, officer: Officer | None, **details: Any) -> None:
    """Record what happened at the door. A name that nobody has is not recorded: people type passwords there."""
    audit.record(by, f"officer.{verb}", officer or Officer(pk=0), **details)


def locked() -> ValidationError:
    return ValidationError(
        _("Too many failures: this step is closed for 15 minutes. A passkey opens the desk, or an administrator does.")
    )


class DeskAccounts(DefaultAccountAdapter):
    """Officers are enrolled by an administrator: nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Called once every stage is passed, the second factor included where there is one."""
        super().login(request, user)
        request.session[PROVEN] = any(step["method"] == "mfa" for step in get_authentication_records(request, user))
        request.session[sessions.STARTED] = int(time.time())
        lock_out.forget(user)
        note(user, "signed_in", user, second_factor=request.session[PROVEN])

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whoever signed in within the last five minutes is not asked for the password a second time."""
        steps = get_authentication_records(context.request, context.request.user)
        return time.time() - max((step["at"] for step in steps), default=0) > RECENT_SECONDS

    def logout(self, request: HttpRequest) -> None:
        officer: Any = request.user
        super().logout(request)
        note(officer, "signed_out", officer)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """The same sentence for a name that nobody has."""
        if lock_out.is_locked(str(credentials.get("username", ""))):
            raise locked()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        name = str(credentials.get("username", ""))
        known = Officer.objects.filter(username=name).first()
        note("system", "sign_in_failed", known, step=lock_out.PASSWORD)
        if lock_out.is_locked(name):
            note("system", "locked_out", known, step=lock_out.PASSWORD)

    def set_password(self, user: Any, password: str) -> None:
        """An officer's own new password ends their other sessions."""
        super().set_password(user, password)
        sessions.end_all(user, by=user, but=context.request.session.session_key)
        note(user, "password_changed", user)

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The pages themselves say what happened."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is mailed: the audit ledger has it."""


class _Code:
    """A code is good once, and wrong ones are counted and on record."""

    user: Any

    def clean_code(self) -> str:
        if lock_out.is_locked(self.user.username, lock_out.CODE):
            raise locked()
        try:
            code = str(super().clean_code())  # type: ignore[misc]
            # The library forgets a used code after one step; with the neighbouring steps it is good for three.
            if not cache.add(f"desk.code-used:{self.user.pk}:{code}", "y", timeout=CODE_GOOD_SECONDS):
                raise get_adapter().validation_error("incorrect_code")
            return code
        except ValidationError:
            lock_out.count_code(self.user)
            note("system", "sign_in_failed", self.user, step=lock_out.CODE)
            if lock_out.is_locked(self.user.username, lock_out.CODE):
                note("system", "locked_out", self.user, step=lock_out.CODE)
            raise


class CodeForm(_Code, AuthenticateForm):
    """The second step of signing in: a code of the app, or a recovery code."""


class CodeAgainForm(_Code, ReauthenticateForm):
    """The same before a step that asks who is there."""


class EnrolForm(ActivateTOTPForm):
    """Enrolling the app: the first right code proves the second factor for this session too."""

    def clean_code(self) -> str:
        code = str(super().clean_code())
        context.request.session[PROVEN] = True
        note(self.user, "second_factor_enrolled", self.user)
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
        """An officer may take off one passkey of several; the rest an administrator does, and it is on record."""
        return passkeys.may_remove(authenticator)

    def generate_authenticator_name(self, user: Any, *_kind: Any) -> str:
        return _("Key %(number)s") % {"number": passkeys.of(user).count() + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """A passkey belongs to the name in PUBLIC_URL, whatever name the request came under."""
        return {"id": settings.HOST, "name": "Hornbill"}
