"""Services that some tests need besides the database: started for them, or named in the environment."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
import redis

__all__ = ["clamd", "redis_url"]

# The scanners' agreed test file, which harms nobody; written in pieces, or a scanner would take this file for it.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*").encode()
CLAMD_STREAM_BYTES = 1024 * 1024


def free_port() -> int:
    """A port of 127.0.0.1 that nobody has at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def redis_at_hand(folder: Path) -> Iterator[str]:
    """An empty database of the Redis of TEST_REDIS_URL (REDIS_URL before pytest started), a Redis of our own, or "".

    A database of its own: the worker of one house would carry off the nudges of another's, and find no such rows.
    """
    program = shutil.which("redis-server")
    if given := os.environ.get("TEST_REDIS_URL"):
        with _unused(given) as address:
            yield address
    elif program is None:
        yield ""
    else:
        port = free_port()
        server = _start(program, folder, port)
        try:
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.wait(10)


@contextmanager
def _unused(url: str) -> Iterator[str]:
    """The address of a database of this Redis that was empty and is emptied again; of the one named if none was."""
    parts = urlsplit(url)
    for number in range(1, 16):
        address = urlunsplit(parts._replace(path=f"/{number}"))
        with redis.Redis.from_url(address) as server:
            # Whoever writes the first key has it.
            if not server.dbsize() and server.setnx("taken-by", os.getpid()):
                try:
                    yield address
                finally:
                    server.flushdb()
                return
    yield url


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis for tests; they are skipped where there is none."""
    with redis_at_hand(tmp_path_factory.mktemp("redis")) as url:
        if not url:
            pytest.skip("there is no redis-server on the path, and REDIS_URL names none")
        yield url


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


@contextmanager
def clamd_at(folder: Path, *, most_bytes: int = CLAMD_STREAM_BYTES) -> Iterator[str]:
    """A real clamd that knows EICAR and nothing else, for files of up to so many bytes.

    Yields what CLAMAV_SOCKET would name; "" where there is none.
    """
    program = shutil.which("clamd") or shutil.which("/usr/sbin/clamd")
    if program is None:
        yield ""
        return
    known, settings, place = folder / "known", folder / "clamd.conf", folder / "socket"
    known.mkdir()
    (known / "suite.ndb").write_text(f"Suite.Eicar:0:*:{EICAR.hex()}\n")
    settings.write_text(
        f"Foreground yes\nLocalSocket {place}\nDatabaseDirectory {known}\nTemporaryDirectory {folder}\n"
        f"StreamMaxLength {most_bytes}\n"
    )
    server = subprocess.Popen([program, "-c", str(settings)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 30
        while not place.exists():
            assert server.poll() is None, "clamd ended"
            assert time.monotonic() < deadline, "clamd does not listen"
            time.sleep(0.05)
        yield f"unix:{place}"
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running clamd's address; tests are skipped where it is not installed (clamav-daemon)."""
    with clamd_at(tmp_path_factory.mktemp("clamd")) as address:
        if not address:
            pytest.skip("there is no clamd: install clamav-daemon")
        yield address


def drawn_text(pdf: bytes) -> str:
    """What a reader sees of a PDF, in one line; "" where poppler is not installed (its streams are searched apart)."""
    program = shutil.which("pdftotext")
    if program is None:
        assert not os.environ.get("HORNBILL_REQUIRE_ALL"), "pdftotext is missing: install poppler-utils"
        return ""
    done = subprocess.run([program, "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())
