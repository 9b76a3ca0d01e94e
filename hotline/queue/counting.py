"""How many tips a view holds: exactly up to a cap, beyond it the planner's estimate, marked as one.

Two statements for all figures of a page, whatever lies in the table: each count stops at the cap.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from hotline.models.tip import TipSet
from hotline.queue.wanted import Wanted

CAP = 300


@dataclass(frozen=True)
class Count:
    """`exact` up to `CAP`; else None, and about how many there are."""

    exact: int | None
    about: int = 0

    def __str__(self) -> str:
        if self.exact is not None:
            return str(self.exact)
        return f"≈ {_rounded(self.about):,}" if self.about > CAP else f"{CAP}+"

    @property
    def at_least(self) -> int:
        return CAP if self.exact is None else self.exact

    def __bool__(self) -> bool:
        return self.exact != 0


def count(views: Sequence[Wanted], rows: TipSet) -> list[Count]:
    """One figure for each. `rows`: what the officer may see."""
    asked = [_statement(view.among(rows)) for view in views]
    found = _capped(asked)
    many = [number for number, figure in enumerate(found) if figure > CAP]
    about = dict(zip(many, _estimates([asked[number] for number in many]), strict=True))
    return [Count(None, about[number]) if number in about else Count(figure) for number, figure in enumerate(found)]


Statement = tuple[str, tuple[Any, ...]]


def _statement(rows: TipSet) -> Statement | None:
    """The rows' SQL; None where it cannot find any."""
    try:
        return rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None


def _capped(asked: Sequence[Statement | None]) -> list[int]:
    capped = "(SELECT count(*) FROM ({} LIMIT {}) AS capped)"
    parts = [capped.format(one[0], CAP + 1) if one else "0" for one in asked]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", _parameters(asked))
        return list(cursor.fetchone())


def _estimates(asked: Sequence[Statement | None]) -> list[int]:
    """Rows that the planner expects, from its statistics and without looking at any."""
    if not asked:
        return []
    # A sum of one more branch keeps the plan an Append, where there is but one to ask for.
    joined = " UNION ALL ".join(["SELECT NULL::uuid WHERE random() > 2", *(f"({one[0]})" for one in asked if one)])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {joined}", _parameters(asked))
        told = cursor.fetchone()[0]
    plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    return [int(part["Plan Rows"]) for part in plan["Plans"][1:]]


def _parameters(asked: Sequence[Statement | None]) -> list[Any]:
    return [value for one in asked if one for value in one[1]]


def _rounded(figure: int) -> int:
    """Two digits that mean something."""
    return round(figure, 2 - len(str(figure)))
