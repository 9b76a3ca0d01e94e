"""The database that all others of the suite are copied from: migrated once for each state of the migrations."""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

PREFIX = "template_of_"


def ready(url: str, *, root: Path, lock: Path) -> str:
    """The template's name, made where there is none for the migrations as they are.

    Args:
        url: of any database of the server, as a superuser. lock: held while one is made; others wait.
    """
    name = f"{PREFIX}{_state(root)}"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held, psycopg.connect(at(url, "postgres"), autocommit=True) as server:
        fcntl.flock(held, fcntl.LOCK_EX)
        found = [row[0] for row in server.execute("SELECT datname FROM pg_database").fetchall()]
        if name not in found:
            _make(server, url, name, root)
            for old in found:
                if old.startswith(PREFIX):
                    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(old)))
    return name


def at(url: str, name: str) -> str:
    """The address of another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def _state(root: Path) -> str:
    """Of all that a migration may look at: the migrations, the models, and what puts triggers and tables in place."""
    found = hashlib.sha256()
    for file in sorted({*root.glob("*/migrations/*.py"), *root.glob("*/models/*.py"), *root.glob("*/models.py")}):
        found.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    found.update((root / "requirements/base.txt").read_bytes())
    return found.hexdigest()[:16]


def _make(server: "psycopg.Connection", url: str, name: str, root: Path) -> None:
    new = f"{PREFIX}new"
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(new)))
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(new)))
    environment = os.environ | {"DATABASE_URL": at(url, new)}
    words = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    done = subprocess.run(words, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the migrations do not run: {done.stderr[-3000:]}")
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(new), sql.Identifier(name)))
