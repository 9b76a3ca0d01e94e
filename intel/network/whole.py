"""All that one officer sees of the network, as arrays: fetched as numbers, for a worker to count on."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction

from intel.models import Entity, Link


@dataclass(frozen=True)
class Whole:
    """`ids` of nodes, each by its first row; `matrix`: scipy CSR (n, n), how many links are between two; `links`: all
    of them."""

    ids: list[UUID]
    matrix: Any
    links: int


@transaction.atomic
def seen_by(officer: Any) -> Whole:
    """Every node that the officer sees, and how many links that hold are between each two of them."""
    import numpy as np
    from scipy import sparse

    rows = Entity.objects.visible_to(officer).filter(taken_out_at=None, purged_at=None)
    links = Link.objects.holding().cited_before(officer).order_by()
    try:
        seen, given = rows.order_by().values_list("pk", "recorded_at").query.sql_with_params()
        tied, given_tied = links.values_list("source_id", "target_id").query.sql_with_params()
    except EmptyResultSet:
        return Whole([], sparse.csr_matrix((0, 0)), 0)
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERED.format(seen=seen), given)
        cursor.execute("SELECT id FROM network_rows WHERE is_first ORDER BY number")
        ids = [each[0] for each in cursor.fetchall()]
        cursor.execute(_TIED.format(tied=tied), given_tied)
        ends = np.array(cursor.fetchall(), dtype=np.int64).reshape(-1, 2)
        cursor.execute("DROP TABLE network_rows")
    one, other = ends[:, 0], ends[:, 1]
    half = sparse.coo_matrix((np.ones(len(ends)), (one, other)), shape=(len(ids), len(ids))).tocsr()
    return Whole(ids, (half + half.T).tocsr(), len(ends))


# A table for a moment, so that the database knows how many there are and joins them by hashing. What stands together is
# one number, that of the row recorded first.
_NUMBERED = """
CREATE TEMPORARY TABLE network_rows ON COMMIT DROP AS
SELECT id, is_first, dense_rank() OVER (ORDER BY first) - 1 AS number FROM (
  SELECT id, first, id = first AS is_first FROM (
    SELECT seen.id, first_value(seen.id) OVER (
      PARTITION BY coalesce(same.canonical_id, seen.id) ORDER BY seen.recorded_at, seen.id
    ) AS first
    FROM ({seen}) AS seen(id, recorded_at) LEFT JOIN intel_sameness AS same ON same.entity_id = seen.id
  ) AS grouped
) AS firsts
"""
_TIED = """
SELECT one.number, other.number FROM ({tied}) AS tied(source, target)
JOIN network_rows AS one ON one.id = tied.source JOIN network_rows AS other ON other.id = tied.target
WHERE one.number <> other.number
"""
