"""What stands before Django loads: the embedded server, and an environment made for this run."""

import atexit
import fcntl
import os
import re
import shutil
import sys
import tempfile
from base64 import b64encode
from pathlib import Path
from typing import IO

import psycopg
from nacl.public import PrivateKey
from psycopg import sql

from config.wording import compile_all
from tests import template

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var/test"
TELEGRAM_TOKEN = "123456:TEST-token-of-the-suite-000000000"
# Databases that take their name from a process die with it; a killed run leaves them behind.
OF_A_PROCESS = re.compile(r"^test_h\d+(_gw\d+)?$")

_held: IO[str] | None = None
_folder: Path | None = None


def prepare() -> None:
    """Fill the environment. With DATABASE_URL given (as a superuser) that server is used, else the embedded one."""
    global _folder
    _folder = Path(tempfile.mkdtemp(prefix="hornbill-test-"))
    # At the very end, and also when loading the suite fails half-way.
    atexit.register(leave)
    if not list(ROOT.glob("locale/*/LC_MESSAGES/*.mo")):
        compile_all()
    handler = PrivateKey.generate()
    made = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "HORNBILL_TEST_GROUND": str(_folder),
        "HOTLINE_MODE": "local",
        "DATA": str(_folder),
        "FILE_STORE": str(_folder / "files"),
        "SECRET_KEY": b64encode(os.urandom(32)).decode(),
        "VAULT_KEYS": f"test:{b64encode(os.urandom(32)).decode()}",
        "HANDLER_PUBLIC_KEYS": f"test-handler:{b64encode(bytes(handler.public_key)).decode()}",
        "TEST_HANDLER_PRIVATE_KEY": b64encode(bytes(handler)).decode(),
        "TELEGRAM_BOT_TOKEN": TELEGRAM_TOKEN,
        "PUBLIC_URL": "http://localhost:8000",
        "DATABASE_URL": _database_url(),
    }
    if os.environ.get("REDIS_URL"):
        # Only the tests that ask for it talk to Redis: the rest must not notice that it is there.
        made["TEST_REDIS_URL"] = os.environ.pop("REDIS_URL")
    for name in ("DATABASE_OWNER_URL", "TELEGRAM_API_URL", "TELEGRAM_WEBHOOK_SECRET", "CLAMAV_SOCKET"):
        os.environ.pop(name, None)
    os.environ.update(made)
    os.environ["TEST_TEMPLATE"] = template.ready(made["DATABASE_URL"], root=ROOT, lock=FOLDER / "template.lock")


def leave() -> None:
    """The last session out stops the server; each removes its own folder."""
    global _held
    if _folder is not None:
        shutil.rmtree(_folder, ignore_errors=True)
    if _held is None:
        return
    fcntl.flock(_held, fcntl.LOCK_UN)
    try:
        fcntl.flock(_held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    finally:
        held, _held = _held, None
    from config.embedded import postgres

    postgres.start(FOLDER / "pg", durable=False).stop()
    held.close()


def _database_url() -> str:
    """The server's address with this run's database name: TEST_DATABASE, or one made of the process id."""
    name = os.environ.get("TEST_DATABASE") or f"h{os.getpid()}"
    if os.environ.get("DATABASE_URL"):
        return re.sub(r"(?<=[^/]/)[^/?]*(?=\?|$)", name, os.environ["DATABASE_URL"], count=1)
    return _embedded(name)


def _embedded(name: str) -> str:
    global _held
    from config.embedded import postgres

    FOLDER.mkdir(parents=True, exist_ok=True)
    _held = (FOLDER / "sessions.lock").open("w")
    try:
        fcntl.flock(_held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_first = True
    except BlockingIOError:
        is_first = False
    cluster = postgres.start(FOLDER / "pg", durable=False)
    if is_first:
        _sweep(cluster.url(postgres.SUPERUSER, "postgres"))
    fcntl.flock(_held, fcntl.LOCK_SH)
    # A session that left while we waited for the lock may have stopped the server: with the lock held it stays.
    return postgres.start(FOLDER / "pg", durable=False).url(postgres.SUPERUSER, name)


def _sweep(url: str) -> None:
    """Drop what killed runs left: nobody else is here."""
    with psycopg.connect(url, autocommit=True) as server:
        for (name,) in server.execute("SELECT datname FROM pg_database").fetchall():
            if OF_A_PROCESS.match(name):
                server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
                print(f"dropped {name}, left by a killed run", file=sys.stderr)
