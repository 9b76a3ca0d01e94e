"""The picture of a case as one officer may see it."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from intel.models import Entity, Link
from intel.models.link import Basis
from intel.network.picture import Node, Picture, Tie


def entities(case_id: UUID, officer: Any) -> Any:
    """Persons and things that stand in the case and that the officer sees, by kind and name."""
    return Entity.objects.visible_to(officer).in_case(case_id).order_by("schema", "name", "reference")


def links(case_id: UUID, officer: Any) -> Any:
    """Links that stand between them, each with its report; none that rests on a withdrawn one."""
    inside = Entity.objects.in_case(case_id).values("pk")
    seen = Link.objects.visible_to(officer).holding().filter(source__in=inside, target__in=inside)
    return seen.select_related("report", "source", "target")


def seen(case_id: UUID, officer: Any) -> Picture:
    """Three queries, however many there are."""
    nodes = tuple(
        Node(
            each.reference, each.name, each.schema, str(each.get_schema_display()),
            reverse("admin:intel_entity_change", args=[each.pk]),
        )
        for each in entities(case_id, officer)
    )  # fmt: skip
    return Picture(nodes, tuple(tie_of(each) for each in links(case_id, officer)))


def tie_of(row: Link) -> Tie:
    """A link as the picture draws it, its ends by their references."""
    return Tie(
        source=row.source.reference, target=row.target.reference, kind=row.kind, words=str(row.get_kind_display()),
        grade=row.report.grade if row.report and row.report.reliability else "",
        role=str(row.get_role_display()) if row.role else "", is_assessed=row.basis == Basis.ASSESSED,
        is_mutual=row.is_mutual, period=row.period, report=row.report.reference if row.report else "",
        summary=row.summary,
    )  # fmt: skip
