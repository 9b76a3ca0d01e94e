"""The officers' list: taking someone on, giving roles."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from staff import access, audit, roles, sessions
from staff.models import Officer
from staff.refusals import Invalid


def _check_roles(names: list[str]) -> None:
    unknown = set(names) - set(roles.Role.values)
    if unknown:
        raise Invalid(_("There is no such role: %(names)s.") % {"names": ", ".join(sorted(unknown))})
    if roles.clash(names):
        raise Invalid(_("No one may hold sources, exports and the officers' list together: leave one role out."))


@transaction.atomic
def enrol(
    username: str,
    password: str,
    names: list[str],
    *,
    by: Officer | str = "system",
    full_name: str = "",
    email: str = "",
) -> Officer:
    """Take on an officer, who must enrol a second factor at the first sign-in.

    Args:
        names: roles, as `staff.roles.Role` values.
        by: an officer with `staff.add_officer`, or "system" from the command line.
    Raises: NotAllowed; Invalid for unknown or clashing roles, a weak password, a name that is taken.
    """
    if by != "system":
        access.require(by, "staff.add_officer")
    _check_roles(names)
    officer = Officer(username=username, full_name=full_name, email=email, roles=names)
    try:
        validate_password(password, officer)
        officer.set_password(password)
        officer.full_clean(exclude=["password"])
    except ValidationError as refusal:
        raise Invalid(" ".join(refusal.messages)) from refusal
    officer.save()
    audit.record(by, "officer.enrolled", officer, roles=names)
    return officer


@transaction.atomic
def give_address(officer: Officer, email: str, *, by: Officer) -> Officer:
    """Set where calls are mailed to; "" takes it off. Raises: NotAllowed."""
    access.require(by, "staff.change_officer")
    officer.email = email
    officer.save(update_fields=["email"])
    audit.record(by, "officer.address_changed", officer)
    return officer


@transaction.atomic
def give_roles(officer: Officer, names: list[str], *, by: Officer) -> Officer:
    """Set an officer's roles and end their sessions.

    Raises: NotAllowed; Invalid for unknown or clashing roles, and for one's own row.
    """
    fresh = _changing(officer, by)
    _check_roles(names)
    was, fresh.roles = fresh.roles, names
    fresh.save(update_fields=["roles"])
    audit.record(by, "officer.roles_given", fresh, was=was, now=names)
    sessions.end_all(fresh, by=by)
    return fresh


def _changing(officer: Officer, by: Officer) -> Officer:
    """The officer's row, locked, for an administrator. Raises: NotAllowed; Invalid for one's own row."""
    access.require(by, "staff.change_officer")
    if officer.pk == by.pk:
        raise Invalid(_("Another administrator must do this for you."))
    return Officer.objects.select_for_update().get(pk=officer.pk)


@transaction.atomic
def deactivate(officer: Officer, *, by: Officer) -> Officer:
    """End an officer's access at once, open sessions included. Raises: NotAllowed; Invalid."""
    fresh = _changing(officer, by)
    fresh.is_active = False
    fresh.save(update_fields=["is_active"])
    audit.record(by, "officer.deactivated", fresh)
    sessions.end_all(fresh, by=by)
    return fresh


@transaction.atomic
def reactivate(officer: Officer, *, by: Officer) -> Officer:
    """Let an officer sign in again. Raises: NotAllowed; Invalid."""
    fresh = _changing(officer, by)
    fresh.is_active = True
    fresh.save(update_fields=["is_active"])
    audit.record(by, "officer.reactivated", fresh)
    return fresh


@transaction.atomic
def take_off_second_factor(officer: Officer, *, by: Officer) -> Officer:
    """For a lost phone: app, passkeys, codes and sessions are gone, the next sign-in enrols anew.

    Raises: NotAllowed; Invalid for one's own.
    """
    fresh = _changing(officer, by)
    Authenticator.objects.filter(user=fresh).delete()
    audit.record(by, "officer.second_factor_taken_off", fresh)
    sessions.end_all(fresh, by=by)
    return fresh


@transaction.atomic
def give_password(officer: Officer, password: str, *, by: Officer) -> Officer:
    """Set a new password, which ends the officer's sessions. Raises: NotAllowed; Invalid for a weak one."""
    fresh = _changing(officer, by)
    try:
        validate_password(password, fresh)
    except ValidationError as refusal:
        raise Invalid(" ".join(refusal.messages), password=" ".join(refusal.messages)) from refusal
    fresh.set_password(password)
    fresh.save(update_fields=["password"])
    audit.record(by, "officer.password_given", fresh)
    sessions.end_all(fresh, by=by)
    return fresh
