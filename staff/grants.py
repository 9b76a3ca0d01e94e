"""What the application's database role may do: it owns no table, and ledgers it can only add to."""

from django.db import connections
from psycopg import sql

from staff.ledger import append_only_tables

SCHEMAS = ("public", "vault")


def grant_application(*, owner: str, role: str) -> None:
    """Grant rows and sequences of our schemas to `role`; on append-only tables SELECT and INSERT only.

    Args:
        owner: the alias of the connection that owns the tables.
        role: the database role of web, worker and bot.
    """
    who = sql.Identifier(role)
    with connections[owner].cursor() as cursor:
        for schema in map(sql.Identifier, SCHEMAS):
            for statement in (
                "GRANT USAGE ON SCHEMA {schema} TO {who}",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {who}",
                "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {who}",
            ):
                cursor.execute(sql.SQL(statement).format(schema=schema, who=who))
        for table in append_only_tables():
            cursor.execute(sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(sql.SQL(table), who))
