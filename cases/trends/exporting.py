"""The table of trends as a file: counts only, on record before it is handed out."""

from django.db import transaction

from cases.trends.counting import Dimension
from cases.trends.ground import Ground
from cases.trends.tables import Row
from intel.rendering import tables
from staff import access, audit

RIGHT = "intel.export_trends"


@transaction.atomic
def draw_up(ground: Ground, dimension: Dimension, rows: list[Row]) -> bytes:
    """The rows of a table as CSV, after the audit entry that says who took them, by what, and how many.

    Raises: NotAllowed.
    """
    access.require(ground.officer, RIGHT)
    audit.record(
        ground.officer, "trends.exported", ground.officer, dimension=dimension.code, rows=len(rows),
        narrowed=sorted(ground.asked.query()),
    )  # fmt: skip
    header = [dimension.code, *(f"{kind}s" for kind in dimension.kinds)]
    return tables.csv_bytes(header, ([row.label, *(row.numbers.get(kind, 0) for kind in dimension.kinds)]
                                     for row in rows))  # fmt: skip
