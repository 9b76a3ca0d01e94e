"""The whole house for a test: every real process on a database of its own, to walk through, kill and search."""

import fcntl
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from base64 import b64encode
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar
from urllib.error import URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import urlopen

import psycopg
from psycopg import sql

from tests.ground import ROOT
from tests.nursery import PYTHON, READING, Fork, Nursery
from tests.services import free_port

Found = TypeVar("Found")
PROCESSES = ("telegram", "web", "worker", "beat", "bot")
PATIENCE_SECONDS = 3.0  # with processes that are asked to end, and whose database goes now


def until(
    ask: Callable[[], Found], seconds: float = 30.0, what: str = "", *, moved: Callable[[], object] = lambda: None
) -> Found:
    """The first true answer of `ask`.

    Args:
        moved: tells how far whoever is waited for has come; with each new answer the seconds begin anew, since a
        machine that is slow is no fault of theirs. The test's own timeout ends it in any case.
    Raises: TimeoutError after so many seconds.
    """
    deadline, stood = time.monotonic() + seconds, moved()
    while True:
        found = ask()
        if found:
            return found
        if stood != (stands := moved()):
            deadline, stood = time.monotonic() + seconds, stands
        if time.monotonic() > deadline:
            raise TimeoutError(what or "it did not happen")
        time.sleep(0.05)


def _with_path(url: str, name: str, user: str = "", password: str = "") -> str:
    parts = urlsplit(url)
    netloc = parts.netloc
    if user:
        host = parts.netloc.rpartition("@")[2]
        netloc = f"{user}:{quote(password)}@{host}"
    return urlunsplit(parts._replace(netloc=netloc, path=f"/{name}"))


class House:
    """Web, worker, beat, bot and an emulated Telegram, with settings of their own and a log each.

    Args:
        mode: how the bot hears of updates, `polling` or `webhook`.
        redis: the broker's address; "" uses the file broker.
        server: the address of a PostgreSQL, as its superuser, that holds the suite's template too; "" is the suite's.
    """

    def __init__(self, *, mode: str = "polling", redis: str = "", server: str = "") -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hornbill-house-"))
        self.folder.chmod(0o711)
        self.mode = mode
        self.port, self.telegram_port = free_port(), free_port()
        self.url = f"http://localhost:{self.port}"
        self.telegram = f"http://127.0.0.1:{self.telegram_port}"
        self.token = f"7{secrets.randbelow(10**8):08d}:HOUSE-{secrets.token_urlsafe(24)}"
        self.admin_url = server or os.environ["DATABASE_URL"]
        self._make_database()
        self.settings = self._make_settings(redis)
        self.children: dict[str, Fork] = {}
        self._nurseries: list[Nursery] = []
        self._looking: psycopg.Connection[Any] | None = None
        self.officers: dict[str, tuple[str, str]] = {}

    def _make_database(self) -> None:
        self.database = f"house_{secrets.token_hex(4)}"
        self.role, self.password = f"{self.database}_app", secrets.token_hex(12)
        with psycopg.connect(_with_path(self.admin_url, "postgres"), autocommit=True) as server:
            names = sql.Identifier(self.database), sql.Identifier(os.environ["TEST_TEMPLATE"])
            server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
            server.execute(
                sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
                    sql.Identifier(self.role), sql.Literal(self.password)
                )
            )
        self.owner_url = _with_path(self.admin_url, self.database)

    def _make_settings(self, redis: str) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if name not in ("HORNBILL_TEST_GROUND", "REDIS_URL")},
            "DATA": str(self.folder),
            "FILE_STORE": str(self.folder / "files"),
            "STATIC_ROOT": str(ROOT / "var/test/static"),
            "SECRET_KEY": secrets.token_urlsafe(48),
            "VAULT_KEYS": f"house:{b64encode(secrets.token_bytes(32)).decode()}",
            "PUBLIC_URL": self.url,
            "DATABASE_URL": _with_path(self.admin_url, self.database, self.role, self.password),
            "DATABASE_OWNER_URL": self.owner_url,
            "TELEGRAM_BOT_TOKEN": self.token,
            "TELEGRAM_API_URL": self.telegram,
            "TELEGRAM_WEBHOOK_SECRET": secrets.token_urlsafe(24) if self.mode == "webhook" else "",
            **({"REDIS_URL": redis} if redis else {}),
        }

    @property
    def nursery(self) -> Nursery:
        """Where processes with the settings as they are now come from."""
        if not self._nurseries or self._nurseries[-1].settings != self.settings:
            self._nurseries.append(Nursery(self.settings, self.folder / "logs", knows=READING))
        return self._nurseries[-1]

    # --- life -------------------------------------------------------------------------------------------------
    def open(self, *, reference: str = "tests/reference/edition", processes: Sequence[str] = PROCESSES) -> "House":
        for folder in ("broker/queue", "broker/control", "broker/done", "files", "logs"):
            (self.folder / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        self.manage_code(
            "from pathlib import Path; from django.core.management import call_command as do;"
            "from config.demo.officers import take_on;"
            f"do('migrate', verbosity=0); do('load_reference', '--from', {reference!r});"
            f"take_on(Path({str(self.folder / 'officers.txt')!r}))"
        )
        self._gather_static_files()
        for line in (self.folder / "officers.txt").read_text().splitlines():
            name, password, secret = line.split("\t")
            self.officers[name] = (password, secret)
        for name in processes:
            self.start(name)
        self.wait_until_ready()
        return self

    def _gather_static_files(self) -> None:
        """Once a run: its houses share one folder."""
        done = Path(os.environ["HORNBILL_TEST_GROUND"]) / "static.done"
        with done.with_suffix(".lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            if not done.exists():
                self.manage("collectstatic", "--noinput", "--verbosity", "0")
                done.touch()

    def command(self, name: str) -> list[str]:
        """What starts a process; a number at the end of its name makes it a further one of the same kind."""
        celery = [PYTHON, "-m", "celery", "-A", "config"]
        commands = {
            "telegram": [
                PYTHON, "-m", "bots.telegram.emulator", "--token", self.token, "--port", str(self.telegram_port),
                "--webhook-first-pause", "0.2", "--webhook-longest-pause", "1",
            ],
            "web": [
                PYTHON, "-m", "gunicorn", "config.wsgi", "--preload", "--worker-class", "gthread",
                "--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{self.port}", "--no-control-socket",
                "--log-level", "warning",
            ],
            "worker": [
                *celery, "worker", "--concurrency", "2", "--loglevel", "INFO", "--without-gossip", "--without-mingle",
                "--hostname", f"{name}@%h",
            ],
            "beat": [
                *celery, "beat", "--loglevel", "INFO", "--pidfile=",
                "--schedule", str(self.folder / f"beat-{secrets.token_hex(3)}"),
            ],
            "bot": [PYTHON, "manage.py", "run_telegram_bot", "--mode", self.mode],
        }  # fmt: skip
        return commands[name.rstrip("0123456789")]

    def start(self, name: str) -> None:
        self.children[name] = self.nursery.start(self.command(name), self.folder / "logs" / f"{name}.log")

    def kill(self, name: str) -> None:
        """kill -9 of a process and its children."""
        child = self.children.pop(name)
        child.signal(signal.SIGKILL)
        child.wait(10)

    def restart(self, name: str) -> None:
        self.kill(name)
        self.start(name)

    def wait_until_ready(self) -> None:
        until(lambda: self._answers("/readyz"), 120, self.log("web"))

    def _answers(self, path: str) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def close(self) -> None:
        for child in self.children.values():
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE_SECONDS
        for child in self.children.values():
            if not child.wait(max(0.0, deadline - time.monotonic())):
                child.signal(signal.SIGKILL)
                child.wait(5)
        for nursery in self._nurseries:
            nursery.close()
        if self._looking is not None:
            self._looking.close()
        with psycopg.connect(_with_path(self.admin_url, "postgres"), autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self.database)))
            server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(self.role)))
        shutil.rmtree(self.folder, ignore_errors=True)

    def scanned(self, verdict: str) -> str:
        """What a page says of a file: the verdict, or that this house has no scanner."""
        return verdict if self.settings.get("CLAMAV_SOCKET") else "Not scanned: no scanner is set up"

    def at_work(self, name: str) -> int:
        """Bytes of a process's log: it grows while the process gets on."""
        file = self.folder / "logs" / f"{name}.log"
        return file.stat().st_size if file.exists() else 0

    # --- looking in -------------------------------------------------------------------------------------------
    def log(self, name: str) -> str:
        file = self.folder / "logs" / f"{name}.log"
        return file.read_text(errors="replace")[-4000:] if file.exists() else ""

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        # One connection for all: those who wait ask twenty times a second, and to be let in costs more than to ask.
        if self._looking is None or self._looking.closed:
            self._looking = self.as_owner()
        return self._looking.execute(query.encode(), values).fetchall()

    def as_owner(self) -> "psycopg.Connection[Any]":
        """A connection that may do anything, each statement at once: for tests that tamper."""
        return psycopg.connect(self.owner_url, autocommit=True, options="-c search_path=public,vault")

    def one(self, query: str, *values: Any) -> Any:
        rows = self.rows(query, *values)
        return rows[0][0] if rows else None

    def manage(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        done = self.nursery.run("manage.py", *words)
        assert not check or done.returncode == 0, done.stderr[-3000:]
        return done

    def manage_code(self, code: str) -> str:
        """Run code inside the house's settings. Returns: what it printed."""
        start = "import os,django;os.environ['DJANGO_SETTINGS_MODULE']='config.settings';django.setup();"
        done = self.nursery.run("-c", start + code)
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def dump(self) -> bytes:
        """All that the database holds, as `pg_dump` writes it, with bytes in hex."""
        from config.embedded import postgres

        done = subprocess.run(
            [str(postgres.install_folder() / "bin/pg_dump"), self.owner_url], capture_output=True, check=True
        )
        return done.stdout
