"""Compartments: who is let in, who is kept out. A compartment is a case, known here by an opaque id only."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from staff import asked, audit
from staff.models import BrokenGlass, Membership, Officer

Asked = TypeVar("Asked")


def _once(ask: "Callable[[Officer], set[Asked]]") -> "Callable[[Officer], set[Asked]]":
    """While a page is only read, put the question to the database once an officer."""

    @wraps(ask)
    def asking(officer: Officer) -> "set[Asked]":
        known = asked.known()
        if known is None:
            return ask(officer)
        key = (ask.__name__, officer.pk)
        if key not in known:
            known[key] = ask(officer)
        return set(known[key])

    return asking


@_once
def open_to(officer: Officer) -> "set[UUID]":
    """Ids of the compartments the officer may read: as a member, or by broken glass. Whoever is denied may not."""
    broken = BrokenGlass.objects.filter(officer=officer, until__gt=timezone.now())
    return member_of(officer) | (set(broken.values_list("compartment", flat=True)) - closed_to(officer))


@_once
def _standings(officer: Officer) -> "set[tuple[UUID, str]]":
    return set(Membership.objects.filter(officer=officer).values_list("compartment", "standing"))


def member_of(officer: Officer) -> "set[UUID]":
    """Ids of the compartments the officer is a member of and not denied."""
    rows = _standings(officer)
    denied = {compartment for compartment, standing in rows if standing == Membership.Standing.DENIED}
    return {compartment for compartment, _standing in rows} - denied


def closed_to(officer: Officer) -> "set[UUID]":
    """Ids of the compartments that deny the officer."""
    if asked.known() is not None:
        return {compartment for compartment, standing in _standings(officer) if standing == Membership.Standing.DENIED}
    denied = Membership.objects.filter(officer=officer, standing=Membership.Standing.DENIED)
    return set(denied.values_list("compartment", flat=True))


def denied_by(compartment: UUID) -> "set[int]":
    """Ids of the officers that a compartment denies."""
    rows = Membership.objects.filter(compartment=compartment, standing=Membership.Standing.DENIED)
    return set(rows.values_list("officer", flat=True))


@transaction.atomic
def admit(officer: Officer, compartment: UUID, *, by: Officer) -> Membership:
    """Let an officer in. The caller has checked that `by` may."""
    row, created = Membership.objects.get_or_create(
        compartment=compartment, officer=officer, standing=Membership.Standing.MEMBER
    )
    if created:
        audit.record(by, "compartment.admitted", row, officer=officer.pk, compartment=compartment)
    return row


@transaction.atomic
def lift(officer: Officer, compartment: UUID, *, by: Officer) -> None:
    """End a denial: the officer sees again what else lets them in. The caller has checked that `by` may."""
    denials = Membership.objects.select_for_update().filter(compartment=compartment, officer=officer)
    for row in denials.filter(standing=Membership.Standing.DENIED):
        audit.record(by, "compartment.lifted", row, officer=officer.pk, compartment=compartment)
        row.delete()


@transaction.atomic
def deny(officer: Officer, compartment: UUID, *, by: Officer) -> Membership:
    """Keep an officer out, whatever else lets them in. The caller has checked that `by` may."""
    row, created = Membership.objects.get_or_create(
        compartment=compartment, officer=officer, standing=Membership.Standing.DENIED
    )
    if created:
        audit.record(by, "compartment.denied", row, officer=officer.pk, compartment=compartment)
    return row
