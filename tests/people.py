"""The people of the tests: one of each role, and an outsider who holds none."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from staff.roles import Role

if TYPE_CHECKING:
    from staff.models import Officer

__all__ = [
    "administrator",
    "analyst",
    "auditor",
    "custodian",
    "handler",
    "intake_officer",
    "investigator",
    "outsider",
    "sign_in",
    "supervisor",
]

PASSWORD = "a long phrase of the suite"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@cache
def _hashed() -> str:
    """Argon2 is slow by design, and each of a thousand officers has the same password."""
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD)


def make_officer(username: str, *roles: str) -> "Officer":
    from staff.models import Officer

    return Officer.objects.create(username=username, password=_hashed(), roles=list(roles))


def give_second_factor(officer: "Officer", secret: str = TOTP_SECRET) -> None:
    """An active authenticator app, as enrolling it would leave it."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP

    if not Authenticator.objects.filter(user_id=officer.pk, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(officer, secret)


def signed_in(client: Client, officer: "Officer") -> Client:
    """The client with the officer's session, second factor active."""
    give_second_factor(officer)
    client.force_login(officer, backend="staff.access.OfficerBackend")
    session = client.session
    session["second_factor_proven"] = True
    session.save()
    return client


def _person(name: str, role: str | None) -> "Callable[[None], Officer]":
    def person(db: None) -> "Officer":
        return make_officer(name, *([role] if role else []))

    return pytest.fixture(name=name)(person)


intake_officer = _person("intake_officer", Role.INTAKE)
analyst = _person("analyst", Role.ANALYST)
investigator = _person("investigator", Role.INVESTIGATOR)
custodian = _person("custodian", Role.CUSTODIAN)
handler = _person("handler", Role.HANDLER)
supervisor = _person("supervisor", Role.SUPERVISOR)
administrator = _person("administrator", Role.ADMINISTRATOR)
auditor = _person("auditor", Role.AUDITOR)
outsider = _person("outsider", None)


@pytest.fixture
def sign_in() -> "Callable[[Client, Officer], Client]":
    """`sign_in(client, officer)`: the client comes back signed in, second factor included."""
    return signed_in
