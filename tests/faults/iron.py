"""What a house stands on and a test may break: a PostgreSQL and a Redis of its own, back at the same address."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
import redis
from psycopg import sql

from config.embedded import postgres
from tests import template
from tests.services import free_port


class OwnPostgres:
    """A durable server in a folder of its own, with the suite's template in it."""

    def __init__(self) -> None:
        # Not below pytest's folder: each run of pytest closes that one to all accounts but its own.
        self._folder = Path(tempfile.mkdtemp(prefix="hornbill-pg-"))
        self._folder.chmod(0o711)  # PostgreSQL's own account comes in
        self._cluster = postgres.start(self._folder)
        self.url = self._cluster.url(postgres.SUPERUSER, "postgres")
        name = os.environ["TEST_TEMPLATE"]
        with psycopg.connect(self.url, autocommit=True) as server:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        dumped = self._run("pg_dump", "-Fc", template.at(os.environ["DATABASE_URL"], name))
        self._run("pg_restore", "--no-owner", "-d", template.at(self.url, name), given=dumped)

    def _run(self, program: str, *words: str, given: bytes = b"") -> bytes:
        command = [str(self._cluster.binaries / "bin" / program), *words]
        return subprocess.run(command, input=given, capture_output=True, check=True).stdout

    def crash(self) -> None:
        """End it as a power cut would: no goodbye, no checkpoint."""
        account, binaries = self._cluster.account, self._cluster.binaries
        account.run(
            binaries / "bin/pg_ctl", "-D", self._cluster.data, "-m", "immediate", "-w", "stop", capture_output=True
        )

    def come_back(self) -> None:
        self._cluster = postgres.start(self._folder)

    def stop(self) -> None:
        self._cluster.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


class OwnRedis:
    """A Redis that keeps nothing on disk: what it held when it was killed is gone."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("redis-server")
        if program is None:
            pytest.skip("there is no redis-server on the path")
        port = free_port()
        self.url = f"redis://127.0.0.1:{port}/0"
        self._words = [
            program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no",
            "--dir", str(folder), "--logfile", str(folder / "log"),
        ]  # fmt: skip
        self._server: subprocess.Popen[bytes] | None = None
        self.come_back()

    def crash(self) -> None:
        if self._server is not None:
            self._server.send_signal(signal.SIGKILL)
            self._server.wait(10)
        self._server = None

    def come_back(self) -> None:
        self._server = subprocess.Popen(self._words)
        deadline = time.monotonic() + 10
        with redis.Redis.from_url(self.url) as client:
            while True:
                try:
                    client.ping()
                    return
                except redis.ConnectionError:
                    if time.monotonic() > deadline:
                        raise
                    time.sleep(0.05)

    stop = crash
