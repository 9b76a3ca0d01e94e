"""Builders of intelligence: rows come from the real verbs."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cases.models import Case
    from hotline.models import Report
    from intel.models import Entity
    from staff.models import Officer


def make_entity(
    case: "Case", by: "Officer", name: str = "Tran Van Minh", schema: str = "Person", **given: Any
) -> "Entity":
    """A person or a thing of a case, told of by its first report unless `report` names another (or None)."""
    from intel import entities

    report: Report | None = given.pop("report", case.reports.order_by("reference").first())
    return entities.record(schema, name, case_id=case.pk, report=report, by=by, **given)
