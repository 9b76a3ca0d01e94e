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
LAY_ONLY = "--lay"
_running: list["subprocess.Popen[str]"] = []


def lay(ground: Ground, database: str, module: str) -> None:
    """Make a database and have the module fill it, where that was not done yet. Raises: RuntimeError."""
    if not _is_filled(ground, database):
        make_empty(ground, database)
        _run(ground, database, module, LAY_ONLY)


def look(ground: Ground, database: str, module: str) -> Any:
    """Run `python -m module` on a database that is laid. Returns: what it prints, as JSON. Raises: RuntimeError."""
    return json.loads(_run(ground, database, module))


def _run(ground: Ground, database: str, module: str, *options: str) -> str:
    environment = ground.environment | {
        "DATABASE_URL": ground.cluster.url(database=database),
        "DATABASE_OWNER_URL": ground.cluster.url(postgres.OWNER, database),
        "SUPERUSER_URL": ground.cluster.url(postgres.SUPERUSER, database),
    }
    words = [sys.executable, "-m", module, *options]
    with subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as child:
        _running.append(child)
        try:
            said, _ = child.communicate()
        except BaseException:
            child.kill()
            raise
        finally:
            _running.remove(child)
    if child.returncode:
        raise RuntimeError(f"{module} on {database} ended with {child.returncode}")
    return said


def stop() -> None:
    """End what other threads have running."""
    for child in tuple(_running):
        child.terminate()


def main(fill: Callable[[], None], found: Callable[[], Any]) -> int:
    """The process that lays one database and looks at it; prints what it found as JSON."""
    _enter(fill)
    if LAY_ONLY not in sys.argv:
        print(json.dumps(found()))
    return 0


def _enter(fill: Callable[[], None]) -> None:
    """Set Django up, bring the tables up to date, and fill them at the first time."""
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
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
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
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
