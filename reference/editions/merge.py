"""Making a table what an edition says: rows are copied in once and compared inside the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models


@dataclass(frozen=True)
class Change:
    """What one table went through: counts of rows."""

    given: int
    added: int
    changed: int
    gone: int

    @property
    def is_none(self) -> bool:
        return not (self.added or self.changed or self.gone)


@dataclass(frozen=True)
class Plan:
    """How rows meet their table.

    Args:
        model: its table has a unique constraint over exactly `key`.
        columns: what each row holds, in order, by column name; `origin` is always among them.
        key: the columns that tell which row is which.
        origins: the files whose rows these are. Rows of those files that are no longer given are retired where the
            model is `Retirable`, deleted otherwise; rows of other files stay as they are.
        guard: SQL over the alias `old` that a row must fulfil to be changed or retired; ours, never from input.
    """

    model: type[models.Model]
    columns: Sequence[str]
    key: Sequence[str]
    origins: frozenset[str]
    guard: str = "true"

    @property
    def table(self) -> str:
        return _quoted(self.model._meta.db_table)

    @property
    def can_retire(self) -> bool:
        return any(field.name == "retired" for field in self.model._meta.get_fields())


def merge(plan: Plan, rows: Iterable[Sequence[Any]]) -> Change:
    """Add, change and retire until the table says what the rows say. A second call with the same rows changes nothing.

    Must run inside the loader's transaction; two rows with one key are the caller's error (the database refuses them).
    """
    with connection.cursor() as cursor:
        given = _stage(cursor, plan, rows)
        cursor.execute(_upsert(plan))
        added, changed = cursor.fetchone()
        cursor.execute(_retire(plan) if plan.can_retire else _delete(plan), [sorted(plan.origins)])
        gone = cursor.rowcount
        cursor.execute("DROP TABLE staged")
    return Change(given, added, changed, gone)


def _stage(cursor: Any, plan: Plan, rows: Iterable[Sequence[Any]]) -> int:
    names = _list(plan.columns)
    # Table and column names come from the models, never from a file.
    cursor.execute(f"CREATE TEMPORARY TABLE staged AS SELECT {names} FROM {plan.table} WITH NO DATA")  # noqa: S608
    given = 0
    with cursor.copy(f"COPY staged ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
            given += 1
    cursor.execute("ANALYZE staged")
    return given


def _upsert(plan: Plan) -> str:
    names, key = _list(plan.columns), _list(plan.key)
    brought = [column for column in plan.columns if column not in plan.key]
    if plan.can_retire and "retired" not in brought:
        brought.append("retired")
    old, new = _list(brought, "old."), _list(brought, "EXCLUDED.")
    return f"""
        WITH touched AS (
            INSERT INTO {plan.table} AS old ({names}) SELECT {names} FROM staged
            ON CONFLICT ({key}) DO UPDATE SET ({_list(brought)}) = ROW({new})
            WHERE ({old}) IS DISTINCT FROM ({new}) AND {plan.guard}
            RETURNING (xmax = 0) AS added
        )
        SELECT count(*) FILTER (WHERE added), count(*) FILTER (WHERE NOT added) FROM touched"""  # noqa: S608


def _gone(plan: Plan) -> str:
    same = " AND ".join(f"old.{_quoted(column)} = staged.{_quoted(column)}" for column in plan.key)
    return f"old.origin = ANY(%s) AND {plan.guard} AND NOT EXISTS (SELECT FROM staged WHERE {same})"


def _retire(plan: Plan) -> str:
    return f"UPDATE {plan.table} AS old SET retired = true WHERE NOT old.retired AND {_gone(plan)}"  # noqa: S608


def _delete(plan: Plan) -> str:
    return f"DELETE FROM {plan.table} AS old WHERE {_gone(plan)}"  # noqa: S608


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _list(columns: Iterable[str], before: str = "") -> str:
    return ", ".join(before + _quoted(column) for column in columns)
