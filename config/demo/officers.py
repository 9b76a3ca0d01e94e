"""The demonstration's officers: one of each role, with a password and an enrolled second factor."""

import base64
import secrets
from pathlib import Path

from config.demo.environment import private

# Name, role, full name. The names are inventions.
OFFICERS = (
    ("intake", "intake", "Mai Intake"),
    ("analyst", "analyst", "Ananda Analyst"),
    ("investigator", "investigator", "Sok Investigator"),
    ("custodian", "custodian", "Keo Custodian"),
    ("handler", "handler", "Huda Handler"),
    ("supervisor", "supervisor", "Somchai Supervisor"),
    ("admin", "administrator", "Adi Administrator"),
    ("auditor", "auditor", "Linh Auditor"),
)


def sign_ins(file: Path) -> dict[str, tuple[str, str]]:
    """Password and TOTP secret (base32) by name, made at the first time and kept in `file` (0600)."""
    if not file.exists():
        lines = [f"{name}\t{secrets.token_urlsafe(12)}\t{_totp_secret()}" for name, _role, _full in OFFICERS]
        private(file, "\n".join(lines) + "\n")
    rows = (line.split("\t") for line in file.read_text().splitlines())
    return {name: (password, secret) for name, password, secret in rows}


def _totp_secret() -> str:
    return base64.b32encode(secrets.token_bytes(20)).decode()


def take_on(file: Path) -> dict[str, tuple[str, str]]:
    """See that every officer exists and can sign in as `file` says. Returns: what `sign_ins` returns."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP

    from staff import officers
    from staff.models import Officer

    known = sign_ins(file)
    for name, role, full_name in OFFICERS:
        password, secret = known[name]
        officer = Officer.objects.filter(username=name).first()
        if officer is None:
            officer = officers.enrol(name, password, [role], full_name=full_name)
        if not Authenticator.objects.filter(user=officer, type=Authenticator.Type.TOTP).exists():
            TOTP.activate(officer, secret)
    return known
