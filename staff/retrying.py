"""Rows that are jobs for a worker, tried again with growing pauses: a server that is down loses none of them."""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import models, transaction

BATCH = 20
LONGEST = 3600  # seconds

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def take(due: "models.QuerySet[Row]", now: datetime, *, most: int = BATCH) -> list[Row]:
    """Take a batch of those due, the oldest first, locked while they are taken. `tries` and `not_before` are columns.

    Each is due again in a while unless it was settled, so that a worker that died loses none.
    """
    rows: list[Any] = list(due.select_for_update(skip_locked=True, of=("self",)).order_by("pk")[:most])
    for row in rows:
        row.tries += 1
        row.not_before = now + timedelta(seconds=min(30 * 2**row.tries, LONGEST))
    due.model._default_manager.bulk_update(rows, ["tries", "not_before"])
    return rows
