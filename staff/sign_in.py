"""Sign-in as the desk wants it: no sign-up, second-factor secrets encrypted at rest, no mail about it."""

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest


class DeskAccounts(DefaultAccountAdapter):
    """Officers are enrolled by an administrator: nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def _box() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"hornbill second factor" + settings.SECRET_KEY.encode()).digest()))


class SecondFactors(DefaultMFAAdapter):
    """TOTP secrets and recovery seeds are stored encrypted under a key derived from SECRET_KEY."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is mailed: the desk shows it."""
