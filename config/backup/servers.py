"""PostgreSQL's own tools, with the password out of sight of whoever lists processes."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import psycopg
from django.conf import settings
from django.db import connections

from config.backup.refusals import BackupRefused
from config.embedded import postgres

BLOCK = 1024 * 1024
# libpq's name of each part of an address.
NAMES = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}


def alias() -> str:
    """The connection that owns the tables where one is named, else the only one."""
    return "owner" if "owner" in settings.DATABASES else "default"


def program(name: str) -> str:
    """`pg_dump` or `pg_restore`: of POSTGRES_BIN, else those that came with our own packages."""
    folder = Path(settings.POSTGRES_BIN) if settings.POSTGRES_BIN else postgres.install_folder() / "bin"
    path = folder / name
    if not path.is_file():
        raise BackupRefused(f"There is no {name} in {folder}. POSTGRES_BIN names the folder of PostgreSQL's tools.")
    return str(path)


def address() -> dict[str, str]:
    """The environment in which the tools find the database."""
    given = connections[alias()].settings_dict
    named = {name: str(given[part]) for part, name in NAMES.items() if given[part]}
    if mode := given["OPTIONS"].get("sslmode"):
        named["PGSSLMODE"] = str(mode)
    return os.environ | named


@contextmanager
def snapshot() -> Iterator[tuple[str, "psycopg.Connection[tuple[int]]"]]:
    """One moment of the database, for several dumps. Yields: its name, and a connection that sees it too."""
    named = {part: str(value) for part, value in address().items() if part.startswith("PG")}
    with psycopg.connect(
        host=named.get("PGHOST"), port=named.get("PGPORT"), user=named.get("PGUSER"),
        password=named.get("PGPASSWORD"), dbname=named.get("PGDATABASE"), sslmode=named.get("PGSSLMODE"),
        options="-c search_path=public,vault",
    ) as server:  # fmt: skip
        server.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        server.read_only = True
        row = server.execute("SELECT pg_export_snapshot()").fetchone()
        assert row
        yield str(row[0]), server


def dump(*words: str) -> Iterator[bytes]:
    """What `pg_dump -Fc WORDS` writes, in blocks. Raises: BackupRefused where it fails."""
    command = [program("pg_dump"), "-Fc", "--no-owner", "--no-privileges", *words]
    with subprocess.Popen(command, env=address(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        while block := running.stdout.read(BLOCK):
            yield block
        said = running.stderr.read().decode(errors="replace")
    if running.returncode:
        raise BackupRefused(f"pg_dump failed: {_last_line(said)}")


@contextmanager
def restoring() -> Iterator[IO[bytes]]:
    """A file to write a dump to; it goes into the empty database. Raises: BackupRefused where pg_restore fails."""
    command = [
        program("pg_restore"), "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
        "-d", address()["PGDATABASE"],
    ]  # fmt: skip
    with subprocess.Popen(
        command, env=address(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin
        assert running.stderr
        stopped: Exception | None = None
        try:
            yield running.stdin
        except Exception as broken:  # of the pipe where the tool ended first: it says why
            stopped = broken
        with suppress(BrokenPipeError):
            running.stdin.close()
        said = running.stderr.read().decode(errors="replace")
    if running.returncode:
        raise BackupRefused(f"pg_restore failed: {_last_line(said)}") from stopped
    if stopped:
        raise stopped


def _last_line(said: str) -> str:
    """The error itself: a detail behind it might quote a row."""
    lines: Iterable[str] = (line for line in said.splitlines() if "error:" in line)
    return next(iter(lines), "it said nothing")[:300]


def tables() -> int:
    """How many tables the database has: none before a restore."""
    with connections[alias()].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname IN ('public', 'vault')")
        return int(cursor.fetchone()[0])
