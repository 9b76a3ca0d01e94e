"""A backup in a house's folders, and an empty machine that it is restored on."""

import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg
import pyrage

from config.embedded import postgres
from tests.house import House, until
from tests.nursery import PYTHON, Nursery
from tests.services import free_port


@dataclass
class Vessel:
    """Where backups lie, and who can open them."""

    folder: Path
    house: House

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.backups, self.keys = self.folder / "backups", self.folder / "keys"
        made = pyrage.x25519.Identity.generate()
        self.identity = self.folder / "backup.key"
        self.identity.write_text(f"# of the safe\n{made}\n")
        self.settings = {"BACKUP_RECIPIENTS": str(made.to_public())}

    def back_up(self, *words: str) -> "subprocess.CompletedProcess[str]":
        nursery = Nursery(self.house.settings | self.settings, self.house.folder / "logs")
        try:
            return nursery.run("manage.py", "backup", "--to", str(self.backups), *words)
        finally:
            nursery.close()

    def copy(self, name: str) -> "Vessel":
        """Another copy of the same backup, to spoil."""
        shutil.copytree(self.folder, other := self.folder.with_name(name))
        copied = Vessel(other, self.house)
        copied.identity.write_bytes(self.identity.read_bytes())
        return copied

    def newest(self, kind: str) -> Path:
        return sorted(self.backups.glob(f"{kind}-*"))[-1]


class Opened:
    """What was restored, served by a web process: asked over HTTP, by its own code, and in its database."""

    settings: dict[str, str]
    owner_url: str
    port: int

    def serve(self, logs: Path, name: str) -> None:
        self.nursery = Nursery(self.settings, logs)
        command = [
            PYTHON, "-m", "gunicorn", "config.wsgi", "--worker-class", "gthread", "--threads", "2",
            "--bind", f"127.0.0.1:{self.port}", "--no-control-socket", "--log-level", "warning",
        ]  # fmt: skip
        self.web = self.nursery.start(command, logs / f"{name}.log")

    def end(self) -> None:
        self.web.signal(signal.SIGTERM)
        if not self.web.wait(8):
            self.web.signal(signal.SIGKILL)
        self.nursery.close()

    def answer(self, path: str) -> int:
        """The status of a page; 0 while nobody listens."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return int(answer.status)
        except HTTPError as refused:
            return refused.code
        except OSError:
            return 0

    def run_code(self, code: str) -> "subprocess.CompletedProcess[str]":
        start = "import os,django;os.environ['DJANGO_SETTINGS_MODULE']='config.settings';django.setup();"
        return self.nursery.run("-c", start + code)

    def one(self, query: str, *values: object) -> object:
        with psycopg.connect(self.owner_url, options="-c search_path=public,vault") as server:
            row = server.execute(query.encode(), values).fetchone()
            return row[0] if row else None


@dataclass
class Spare(Opened):
    """A machine that never saw the house: an empty PostgreSQL of its own, empty folders, the house's keys."""

    vessel: Vessel
    folder: Path
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.folder.mkdir(mode=0o711)
        (self.folder / "logs").mkdir()
        self.cluster = postgres.start(self.folder / "pg", durable=False)
        self.owner_url = self.cluster.url(postgres.OWNER)
        self.settings = self.vessel.house.settings | {
            "DATABASE_URL": self.cluster.url(), "DATABASE_OWNER_URL": self.owner_url,
            "FILE_STORE": str(self.folder / "files"), "CHECKPOINTS": str(self.folder / "checkpoints"),
            "DATA": str(self.folder), "REDIS_URL": "", "TRUSTED_PROXIES": "0",
        }  # fmt: skip
        for part in ("queue", "control", "done"):
            (self.folder / "broker" / part).mkdir(parents=True)

    def restore(self, *words: str, vessel: Vessel | None = None, **settings: str) -> "subprocess.CompletedProcess[str]":
        given = vessel or self.vessel
        nursery = Nursery(self.settings | settings, self.folder / "logs")
        try:
            return nursery.run(
                "manage.py", "restore", "--from", str(given.backups), "--keys-from", str(given.keys),
                "--identity", str(given.identity), *words,
            )  # fmt: skip
        finally:
            nursery.close()

    def open(self) -> None:
        self.serve(self.folder / "logs", "web")
        until(lambda: self.answer("/readyz") == 200, 90, (self.folder / "logs/web.log").read_text())

    def code(self, code: str) -> str:
        done = self.run_code(code)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def close(self) -> None:
        if hasattr(self, "web"):
            self.end()
        self.cluster.stop()
        shutil.rmtree(self.cluster.data.parent, ignore_errors=True)
