"""Builders of intelligence: rows come from the real verbs."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cases.models import Case
    from hotline.models import Report
    from intel.models import Entity, Link
    from staff.models import Officer


def make_entity(
    case: "Case", by: "Officer", name: str = "Tran Van Minh", schema: str = "Person", **given: Any
) -> "Entity":
    """A person or a thing of a case, told of by its first report unless `report` names another (or None)."""
    from intel import entities

    report: Report | None = given.pop("report", case.reports.order_by("reference").first())
    return entities.record(schema, name, case_id=case.pk, report=report, by=by, **given)


def make_link(source: "Entity", target: "Entity", by: "Officer", kind: str = "Uses", **given: Any) -> "Link":
    """A link that the report behind the source's name asserts, unless `report` names another."""
    from intel import links

    report = given.pop("report", source.facts.filter(prop="name").first().report)  # type: ignore[union-attr]
    return links.link(source, target, links.Tie(kind, report=report, **given), by=by)
