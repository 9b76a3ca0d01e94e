"""The kept databases: each is made at the first time, and looked at by a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from benchmarks.ground import Ground
from benchmarks.processes import ROOT, Running, gunicorn, wait_for
from config.embedded import postgres

# The comment of a database that is filled: a run that was stopped while it filled one begins that one again.
FILLED = "filled"


def look(ground: Ground, database: str, module: str) -> Any:
    """Run `python -m module` on a database of its own, made if there is none. Returns: what it prints, as JSON.

    Raises: RuntimeError with its last words where it fails.
    """
    if not _is_filled(ground, database):
        make_empty(ground, database)
    environment = ground.environment | {
        "DATABASE_URL": ground.cluster.url(database=database),
        "DATABASE_OWNER_URL": ground.cluster.url(postgres.OWNER, database),
        "SUPERUSER_URL": ground.cluster.url(postgres.SUPERUSER, database),
    }
    words = [sys.executable, "-m", module]
    ran = subprocess.run(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"{module} on {database} ended with {ran.returncode}")
    return json.loads(ran.stdout)


def enter(fill: Callable[[], None]) -> None:
    """In the process that looks: set Django up, bring the tables up to date, and fill them at the first time."""
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    with psycopg.connect(os.environ["SUPERUSER_URL"], autocommit=True) as server:
        name = connection.settings_dict["NAME"]
        if _comment(server, name) == FILLED:
            return
        fill()
        server.execute("VACUUM ANALYZE")
        server.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(FILLED)))


def into_memory(*tables: str) -> None:
    """Read tables and their indexes once, as a server that has run for a day has: the first reading is the disk's."""
    asked = (
        "SELECT pg_prewarm(each, 'read') FROM (SELECT indexrelid FROM pg_index WHERE indrelid = %s::regclass"
        " UNION ALL SELECT %s::regclass) AS parts (each)"
    )
    with psycopg.connect(os.environ["SUPERUSER_URL"], autocommit=True) as server:
        server.execute("CREATE EXTENSION IF NOT EXISTS pg_prewarm")
        for table in tables:
            server.execute(asked, [table, table])


@contextmanager
def web() -> Iterator[Running]:
    """In the process that looks: our web process on the same database, stopped at the end."""
    running = gunicorn("web", "config.wsgi:application", os.environ, Path(os.environ["DATA"]), workers=2)
    try:
        wait_for(running, "/en/report/")
        yield running
    finally:
        running.stop()


def make_empty(ground: Ground, database: str) -> None:
    names = sql.Identifier(database), sql.Identifier(postgres.OWNER)
    with psycopg.connect(ground.cluster.url(postgres.SUPERUSER, "postgres"), autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(names[0]))
        server.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))


def _is_filled(ground: Ground, database: str) -> bool:
    with psycopg.connect(ground.cluster.url(postgres.SUPERUSER, "postgres"), autocommit=True) as server:
        return _comment(server, database) == FILLED


def _comment(server: "psycopg.Connection", database: str) -> str:
    asked = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    row = server.execute(asked, [database]).fetchone()
    return (row[0] or "") if row else ""
