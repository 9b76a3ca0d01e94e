"""Services that some tests need besides the database: started for them, or named in the environment."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

__all__ = ["redis_url"]


def free_port() -> int:
    """A port of 127.0.0.1 that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis for tests: the one of TEST_REDIS_URL (REDIS_URL before pytest started), or one started here."""
    if given := os.environ.get("TEST_REDIS_URL"):
        yield given
        return
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("there is no redis-server on the path, and REDIS_URL names none")
    folder, port = tmp_path_factory.mktemp("redis"), free_port()
    server = _start(program, folder, port)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(10)


def _start(program: str, folder: Path, port: int) -> "subprocess.Popen[bytes]":
    command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
    server = subprocess.Popen([*command, "--dir", str(folder), "--logfile", str(folder / "log")])
    deadline = time.monotonic() + 10
    with redis.Redis(port=port) as client:
        while True:
            try:
                client.ping()
                return server
            except redis.ConnectionError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
