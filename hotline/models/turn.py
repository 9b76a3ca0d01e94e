"""The order of the queue, as a column that the database keeps."""

from collections.abc import Iterable
from typing import Any

from django.db import models


class Turn(models.Func):
    """A tip's place in line as one number, so that a page of the queue is a range of an index.

    The worst first, of equals the one whose first look is due first: microseconds since 2020 take 52 bits, which lasts
    until 2162.
    """

    template = (
        "((100 - least(priority, 100))::bigint * 4503599627370496"
        " + (extract(epoch FROM (coalesce(due_at, received_at) - '2020-01-01 00:00:00+00'::timestamptz))"
        " * 1000000)::bigint)"
    )
    output_field = models.BigIntegerField()

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        return self.template, []


# Each filter of the queue that holds one code: its tips of one status lie in their order.
COLUMNS = ("channel", "language", "country", "urgency", "taxon_group", "assignee")
# What two filters together ask for is answered from the index, without a look at the rows themselves.
BESIDE = ("id", *COLUMNS, "files", "is_alike", "due_at")


def line_indexes(offences: Iterable[str]) -> list[models.Index]:
    """The queue's indexes, of which hotline/queue/pages.py reads a range a status."""
    line = ["status", "turn"]
    parts = {"files": models.Q(files__gt=0), "alike": models.Q(is_alike=True)}
    parts |= {f"of_{one}": models.Q(offences__contains=[one]) for one in offences}
    return [
        models.Index(fields=line, name="tip_line", include=BESIDE),
        *(_by(column) for column in COLUMNS),
        # Beside another filter its own index answers: it holds the other's column.
        _by("kind"),
        # A tip has several offences, and an array has no order: each offence has its own line.
        *(
            models.Index(fields=line, name=f"tip_line_{name}", include=BESIDE, condition=part)
            for name, part in parts.items()
        ),
    ]


def _by(column: str) -> models.Index:
    others = [name for name in BESIDE if name != column]
    return models.Index(fields=["status", column, "turn"], name=f"tip_line_{column}", include=others)
