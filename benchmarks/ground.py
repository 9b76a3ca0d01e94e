"""What a run stands on: its own database with fsync, its own broker, keys, folders; all of it stopped at the end."""

import fcntl
import json
import os
import shutil
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from nacl.public import PrivateKey
from psycopg import sql

from benchmarks.processes import ROOT, Running, free_port, gunicorn, run
from config.embedded import postgres

BARE_DATABASE = "bare"
TELEGRAM_TOKEN = "123456:BENCH-token-of-the-benchmarks-00000"
TELEGRAM_SECRET = "the-secret-header-of-the-benchmarks"


@dataclass
class Ground:
    """A prepared run: folders, database, environment; whatever starts on it is stopped with it."""

    folder: Path
    cluster: postgres.Cluster
    environment: dict[str, str]
    broker: str
    stack: ExitStack

    def run(self, name: str, words: list[str]) -> Running:
        return self._stopped_with_us(run(name, words, self.environment, self.folder))

    def web(self, name: str = "web", *, workers: int = 2) -> Running:
        """Our web process."""
        return self._stopped_with_us(
            gunicorn(name, "config.wsgi:application", self.environment, self.folder, workers=workers)
        )

    def bare_web(self, name: str = "bare", *, workers: int = 2) -> Running:
        """The bare application in the same server."""
        return self._stopped_with_us(
            gunicorn(name, "benchmarks.bare.wsgi:application", self.environment, self.folder, workers=workers)
        )

    def _stopped_with_us(self, running: Running) -> Running:
        self.stack.callback(running.stop)
        return running

    def bare_connection(self) -> "psycopg.Connection":
        """A connection as the bare application has it."""
        return psycopg.connect(self.environment["BARE_DATABASE_URL"], autocommit=True)

    def settle(self) -> None:
        """Let the database have its statistics, as it would by itself after a while."""
        with psycopg.connect(self.cluster.url(postgres.SUPERUSER), autocommit=True) as server:
            server.execute("VACUUM ANALYZE")

    def fsync(self) -> str:
        with psycopg.connect(self.cluster.url(postgres.SUPERUSER), autocommit=True) as server:
            rows = [
                server.execute(f"SHOW {name}").fetchone() for name in ("fsync", "synchronous_commit", "server_version")
            ]
        durable, commit, version = (row[0] if row else "?" for row in rows)
        return f"{version}, fsync {durable}, synchronous_commit {commit}"


@contextmanager
def prepared(folder: Path) -> Iterator[Ground]:
    """Start the database and the broker in `folder`, empty, and stop all when the run ends.

    Raises: RuntimeError where another run has the folder.
    """
    with ExitStack() as stack:
        scratch = _scratch(folder, stack)
        cluster = _empty_cluster(folder / "pg", stack)
        redis_url = _redis(scratch, stack)
        environment = _environment(scratch, cluster, redis_url)
        yield Ground(scratch, cluster, environment, "Redis" if redis_url else "files (no redis-server here)", stack)


@contextmanager
def kept(folder: Path) -> Iterator[Ground]:
    """The same on databases that stay from run to run, with the keys that they were filled under.

    Raises: RuntimeError where another run has the folder.
    """
    with ExitStack() as stack:
        scratch = _scratch(folder, stack)
        cluster = postgres.start(folder / "pg", durable=True)
        stack.callback(cluster.stop)
        environment = _environment(scratch, cluster, "") | _kept_keys(folder / "keys.json")
        yield Ground(scratch, cluster, environment, "files", stack)


def _scratch(folder: Path, stack: ExitStack) -> Path:
    """An empty folder for what one run needs, and the lock on the folder around it. Raises: RuntimeError."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = stack.enter_context((folder / "run.lock").open("w"))
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise RuntimeError(f"another run is at work in {folder}") from None
    scratch = folder / "run"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o711)
    # Where there is no Redis: without it each nudge would look for its broker ten seconds long.
    (scratch / "broker" / "queue").mkdir(parents=True)
    return scratch


def _kept_keys(file: Path) -> dict[str, str]:
    """The keys that a kept folder was filled under; made at the first time, before anything is filled."""
    if not file.exists():
        made = {
            "SECRET_KEY": b64encode(os.urandom(32)).decode(),
            "VAULT_KEYS": f"bench:{b64encode(os.urandom(32)).decode()}",
        }
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            json.dump(made, handle)
    found: dict[str, str] = json.loads(file.read_text())
    return found


def _empty_cluster(folder: Path, stack: ExitStack) -> postgres.Cluster:
    """A durable server whose databases begin empty."""
    cluster = postgres.start(folder, durable=True)
    stack.callback(cluster.stop)
    names = (postgres.DATABASE, BARE_DATABASE)
    with psycopg.connect(cluster.url(postgres.SUPERUSER, "postgres"), autocommit=True) as server:
        for name in names:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        owner = sql.Identifier(postgres.OWNER)
        server.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(BARE_DATABASE), owner))
    return postgres.start(folder, durable=True)


def _redis(folder: Path, stack: ExitStack) -> str:
    """The address of a Redis of our own; "" where none is installed."""
    program = shutil.which("redis-server")
    if program is None:
        return ""
    port = free_port()
    words = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--dir", str(folder)]
    stack.callback(run("redis", words, os.environ, folder, port).stop)
    return f"redis://127.0.0.1:{port}/0"


def _environment(folder: Path, cluster: postgres.Cluster, redis_url: str) -> dict[str, str]:
    """What each process of the run is told; nothing of the caller's own settings gets in."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return kept | {
        "HOTLINE_MODE": "local",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
        "DATA": str(folder),
        "DATABASE_URL": cluster.url(),
        "DATABASE_OWNER_URL": cluster.url(postgres.OWNER),
        "BARE_DATABASE_URL": cluster.url(postgres.OWNER, BARE_DATABASE),
        "FILE_STORE": str(folder / "files"),
        "STATIC_ROOT": str(folder / "static"),
        "SECRET_KEY": b64encode(os.urandom(32)).decode(),
        "VAULT_KEYS": f"bench:{b64encode(os.urandom(32)).decode()}",
        "HANDLER_PUBLIC_KEYS": f"handler:{b64encode(bytes(PrivateKey.generate().public_key)).decode()}",
        "TELEGRAM_BOT_TOKEN": TELEGRAM_TOKEN,
        "TELEGRAM_WEBHOOK_SECRET": TELEGRAM_SECRET,
        "TELEGRAM_API_URL": "http://127.0.0.1:9",
        **({"REDIS_URL": redis_url} if redis_url else {}),
    }


def lay_tables(ground: Ground) -> None:
    """Set Django up in this very process, make the tables of both databases, gather the static files."""
    for name in ("HOTLINE_MODE", "REDIS_URL", "DATABASE_URL"):
        os.environ.pop(name, None)
    os.environ.update(ground.environment)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    with ground.bare_connection() as server:
        server.execute(
            "CREATE TABLE bare_told (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,"
            " token varchar(80) NOT NULL, narrative text NOT NULL, at timestamptz NOT NULL)"
        )


def start_worker(ground: Ground) -> Running:
    """The task worker with the timetable, as in operation: the audit chain is linked while the figures are taken."""
    celery = str(Path(sys.executable).with_name("celery"))
    words = [
        celery, "-A", "config.celery", "worker", "--beat", "--schedule", str(ground.folder / "timetable"),
        "--concurrency", "1", "--loglevel", "warning", "--without-gossip", "--without-mingle",
    ]  # fmt: skip
    return ground.run("worker", words)
