"""A supervisor's look at the audit ledger: the entries of cases they are a member of, and of what belongs to them."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from cases.models import (
    Case,
    CaseNote,
    ChecklistPoint,
    Exhibit,
    Hypothesis,
    Packet,
    Question,
    Referral,
    Task,
    TimelineItem,
)
from intel.models import Entity, Link, Product
from staff import access, compartments
from staff.models import AuditEntry, Officer

PARTS: tuple[Any, ...] = (
    Exhibit,
    Packet,
    Referral,
    Task,
    TimelineItem,
    CaseNote,
    Question,
    Hypothesis,
    ChecklistPoint,
)


def entries(officer: Officer) -> "QuerySet[AuditEntry]":
    """Audit entries of the officer's own cases. Raises: NotAllowed."""
    access.require(officer, "staff.read_own_audit")
    own = compartments.member_of(officer)
    among = Q(subject=Case._meta.label_lower, subject_id__in=[str(pk) for pk in own])
    for model in PARTS:
        ids = [str(pk) for pk in model.objects.filter(case__in=own).values_list("pk", flat=True)]
        among |= Q(subject=model._meta.label_lower, subject_id__in=ids)
    for part, ids in _of_intelligence(own):
        among |= Q(subject=part._meta.label_lower, subject_id__in=[str(pk) for pk in ids])
    return AuditEntry.objects.filter(among)


def _of_intelligence(own: "set[UUID]") -> list[tuple[Any, Any]]:
    """Persons, things, links and products of the cases: (model, their ids)."""
    found = Entity.objects.filter(recorded_in__in=own)
    links = Link.objects.filter(source__in=found.values("pk"))
    products = Product.objects.filter(made_in__in=own)
    return [
        (Entity, found.values_list("pk", flat=True)), (Link, links.values_list("pk", flat=True)),
        (Product, products.values_list("pk", flat=True)),
    ]  # fmt: skip
