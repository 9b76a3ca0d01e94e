"""The database as tests use it: emptied although its ledgers refuse, and seen as the application sees it."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection, connections

__all__ = ["application_role", "django_db_modify_db_settings", "reach_through_ledgers"]

# Kept over a flush: their clear form is kept in the process's memory, so they must not change under it.
KEPT = {"purpose_key"}


def _flush(self: Any, sql_list: list[str]) -> None:
    """Django's flush, with the append-only triggers asleep, and with the vault's tables too."""
    with self.connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'vault'")
        vault = [f'"vault"."{name}"' for (name,) in cursor.fetchall() if name not in KEPT]
        cursor.execute("SET session_replication_role = replica")
        try:
            for statement in sql_list:
                cursor.execute(statement)
            if vault:
                cursor.execute(f"TRUNCATE {', '.join(vault)} CASCADE")
        finally:
            cursor.execute("SET session_replication_role = origin")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The database of a worker starts as a copy of the one that is migrated already."""
    connections["default"].settings_dict["TEST"]["TEMPLATE"] = os.environ["TEST_TEMPLATE"]


@pytest.fixture(autouse=True, scope="session")
def reach_through_ledgers() -> Iterator[None]:
    """Transactional tests empty every table: the owner's way round the triggers, for the suite alone."""
    from django.db.backends.postgresql.operations import DatabaseOperations

    patch = pytest.MonkeyPatch()
    patch.setattr(DatabaseOperations, "execute_sql_flush", _flush)
    yield
    patch.undo()


@pytest.fixture
def application_role(transactional_db: None) -> Iterator["psycopg.Connection[Any]"]:
    """A connection with the rights of the application's own role: owns nothing, adds to ledgers only."""
    from staff.grants import grant_application

    role = f"app_of_{connection.settings_dict['NAME']}"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP ROLE IF EXISTS "{role}"')
        cursor.execute(f"CREATE ROLE \"{role}\" LOGIN PASSWORD 'of the suite'")
    grant_application(owner="default", role=role)
    parameters = connections["default"].get_connection_params() | {"user": role, "password": "of the suite"}
    known = {
        name: parameters[name]
        for name in ("dbname", "user", "password", "host", "port", "options")
        if parameters.get(name)
    }
    with psycopg.connect(**known, autocommit=True) as connected:
        yield connected
    with connection.cursor() as cursor:
        cursor.execute(f'DROP OWNED BY "{role}"')
        cursor.execute(f'DROP ROLE "{role}"')
