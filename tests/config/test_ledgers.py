"""No statement changes a ledger: neither the application's role nor the owner of its tables gets one through."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from cases.models.evidence import CORRECTED, LOCKED
from staff.grants import grant_application
from staff.ledger import append_only_tables

# (as a row has it first, something else), by type.
VALUES = {
    "varchar": ("'a'", "'b'"), "text": ("'a'", "'b'"), "int2": ("1", "2"), "int4": ("1", "2"), "int8": ("1", "2"),
    "numeric": ("1", "2"), "float8": ("1", "2"), "bool": ("true", "false"), "jsonb": ("'{}'", "'[]'"),
    "uuid": ("gen_random_uuid()", "gen_random_uuid()"), "timestamptz": ("now()", "now() - interval '1 day'"),
    "date": ("current_date", "current_date - 1"), "bytea": (r"'\x00'", r"'\x01'"), "_varchar": ("'{}'", "'{b}'"),
    "_uuid": ("'{}'", "ARRAY[gen_random_uuid()]"), "_int2": ("'{}'", "'{2}'"), "_int4": ("'{}'", "'{2}'"),
    "_int8": ("'{}'", "'{2}'"),
}  # fmt: skip
# Of an exhibit's row what was received and what was entered; where it lies and who holds it moves on.
KEPT_OF_EXHIBITS = {"cases_exhibit": {*LOCKED, *CORRECTED, "version"}}


def _guarded(cursor) -> dict[str, bool]:
    """Every table that has a ledger's triggers, and whether none of its columns may change."""
    cursor.execute(
        "SELECT tgrelid::regclass::text, bool_or(tgname ~ '^pgtrigger_(no_update|only_emptied)_') FROM pg_trigger"
        " WHERE tgname ~ '^pgtrigger_(no_truncate|no_update|no_delete|only_emptied)_' AND tgenabled = 'O' GROUP BY 1"
    )
    return dict(cursor.fetchall())


def _make_row(cursor, table: str) -> dict[str, str]:
    """One row of a table, past its constraints. Returns: its columns with their types."""
    cursor.execute(
        "SELECT attname, typname FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped", [table],
    )  # fmt: skip
    columns = dict(cursor.fetchall())
    cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    values = ", ".join(VALUES[kind][0] for kind in columns.values())
    names = ", ".join(f'"{name}"' for name in columns)
    cursor.execute("SET LOCAL session_replication_role = replica")
    cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({values})")
    cursor.execute("SET LOCAL session_replication_role = origin")
    return columns


def _attempts(table: str, columns: dict[str, str], *, is_whole: bool) -> Iterator[str]:
    kept = KEPT_OF_EXHIBITS.get(table, set())
    for name, kind in columns.items():
        if is_whole or name.removesuffix("_id") in kept or name in kept:
            yield f'UPDATE {table} SET "{name}" = {VALUES[kind][1]}'
    yield f"DELETE FROM {table}"
    yield f"TRUNCATE {table} CASCADE"


def _came_through(cursor, statement: str) -> bool:
    try:
        with transaction.atomic():
            cursor.execute(statement)
    except DatabaseError as refused:
        return not any(words in str(refused) for words in ("pgtrigger: Cannot", "permission denied"))
    return True


@pytest.mark.django_db
@pytest.mark.parametrize("is_owner", [False, True], ids=["application", "owner"])
def test_each_update_delete_and_truncate_of_each_ledger_is_refused(is_owner):
    through = []
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE app_of_ledgers")
        grant_application(owner="default", role="app_of_ledgers")
        guarded = _guarded(cursor)
        for table, is_whole in guarded.items():
            columns = _make_row(cursor, table)
            if not is_owner:
                cursor.execute("SET LOCAL ROLE app_of_ledgers")
            attempts = _attempts(table, columns, is_whole=is_whole)
            through += [statement for statement in attempts if _came_through(cursor, statement)]
            cursor.execute("RESET ROLE")
    assert {"cases_custodyevent", "cases_exhibitcorrection", "cases_exhibit"} <= set(guarded)
    assert set(append_only_tables()) <= {table.replace("vault.", "") for table in guarded}
    assert through == []
