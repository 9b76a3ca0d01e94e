"""Going from row to row by the links that one officer sees: a step is one statement over indexes."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models.expressions import RawSQL, Value

from intel.models import Entity, Link
from intel.network.narrowing import Narrowing


class Step(NamedTuple):
    """From a row to the row that a link leads to; `is_out`: in the direction of the link."""

    near: UUID
    far: UUID
    is_out: bool


NEAR = RawSQL("near.id", ())  # a constant: the row from which the statement below goes on


def among(ids: Iterable[UUID]) -> RawSQL:
    """For `…__in=`: hundreds of ids as one value, where each as a value of its own would cost more than the answer."""
    return RawSQL("SELECT unnest(%s::uuid[])", (_array(ids),))


def _array(ids: Iterable[UUID]) -> str:
    """As PostgreSQL reads an array."""
    return f"{{{','.join(map(str, ids))}}}"


def standing(ids: Iterable[UUID], officer: Any) -> Any:
    """Of these rows those that the officer sees and nobody took out."""
    return _standing(officer).filter(pk__in=among(ids))


def _standing(officer: Any) -> Any:
    return Entity.objects.visible_to(officer).filter(taken_out_at=None, purged_at=None)


def links(officer: Any, narrowing: Narrowing) -> Any:
    """Links that are shown, as far as they themselves and their reports go. Says nothing of the ends."""
    return Link.objects.holding().cited_before(officer).filter(narrowing.of_links())


def steps(near: Collection[UUID], officer: Any, narrowing: Narrowing, *, most: int) -> list[Step]:
    """Where links lead from rows that the officer sees: to rows that the officer sees and that are asked for.

    Args:
        most: how many links are followed from a row in each direction.
    """
    ends = _standing(officer)
    if narrowing.schemas:
        ends = ends.filter(schema__in=narrowing.schemas)
    shown = links(officer, narrowing)
    try:
        out, given = _asked(shown.filter(source_id=NEAR, target__in=ends.values("pk")), "target_id", most)
        back, given_back = _asked(shown.filter(target_id=NEAR, source__in=ends.values("pk")), "source_id", most)
    except EmptyResultSet:
        return []
    # Each part stands for itself below `near`, so that a row with ten thousand links costs no more than `most`.
    near_by = "SELECT near.id, found.far, found.is_out FROM unnest(%s::uuid[]) AS near(id) CROSS JOIN LATERAL"
    statement = f"{near_by} (({out}) UNION ALL ({back})) AS found(far, is_out)"
    with connection.cursor() as cursor:
        cursor.execute(statement, [_array(near), *given, *given_back])
        return [Step(*each) for each in cursor.fetchall()]


def _asked(shown: Any, far: str, most: int) -> tuple[str, tuple[Any, ...]]:
    """The statement that the rows' own rules make. Raises: EmptyResultSet where nothing can be seen."""
    way = Value(far == "target_id")
    sql, given = shown.order_by().values_list(far, way)[:most].query.sql_with_params()
    return sql, given
