"""`python -m config.demo`: serve the whole house until Ctrl-C. `PORT` moves it, `DATA` names its folder."""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

from config.demo import environment, handler, officers
from config.demo.environment import Place
from config.demo.supervisor import Child, Supervisor
from config.embedded import postgres

READY_SECONDS = 90.0
PORT_SECONDS = 15.0
FIRST = ("web",)
AFTERWARDS = ("emulator", "worker", "beat", "bot")


class CannotStart(Exception):
    """Why the demonstration does not come up, in a sentence."""


def say(text: str) -> None:
    # Who listened may be gone (a closed terminal, a broken pipe): the house runs on and is stopped in order.
    with suppress(OSError):
        print(text, flush=True)


def main() -> int:
    place = Place(Path(os.environ.get("DATA") or "var/demo").resolve(), int(os.environ.get("PORT") or 8000))
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: over.set())
    # The database server's account must be able to pass through; everything in the folder is closed by itself.
    place.data.mkdir(mode=0o711, parents=True, exist_ok=True)
    try:
        with _only_one(place):
            return _run(place, over)
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1


def _only_one(place: Place) -> IO[str]:
    lock = (place.data / "demo.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CannotStart(f"A demonstration runs on {place.data} already; DATA= names another folder.") from None
    return lock


def _run(place: Place, over: threading.Event) -> int:
    _wait_for_ports(place, over)
    settings = environment.settle(place, handler.public_keys(place.data))
    cluster = None
    if "DATABASE_URL" not in settings:
        say("Starting PostgreSQL …")
        cluster = postgres.start(place.data / "pg")
        settings |= {"DATABASE_URL": cluster.url(), "DATABASE_OWNER_URL": cluster.url(postgres.OWNER)}
    environment.write(place, settings)
    supervisor = Supervisor(say)
    try:
        known = _prepare(place, settings)
        say("Opening the pages …")
        # The pages first: all five at once would wait for each other, and a worker has nothing to do yet.
        _start_children(place, settings, supervisor, FIRST)
        _wait_until_ready(place, supervisor, over)
        _start_children(place, settings, supervisor, AFTERWARDS)
        if not over.is_set():
            _file_once(place, supervisor, over)
        if not over.is_set():
            _welcome(place, known)
        while not over.wait(0.5):
            supervisor.look_after_all()
    finally:
        say("Stopping …")
        supervisor.stop()
        if cluster is not None:
            cluster.stop()
    return 0


def _wait_for_ports(place: Place, over: threading.Event) -> None:
    """The children of a killed demonstration need a moment to let go of their ports."""
    deadline = time.monotonic() + PORT_SECONDS
    for port in (place.port, place.emulator_port):
        while not over.is_set():
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", port))
                    break
                except OSError:
                    if time.monotonic() > deadline:
                        raise CannotStart(f"Port {port} is taken; PORT= moves the demonstration.") from None
            over.wait(0.3)


def _prepare(place: Place, settings: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Database and people, in this process: tables by their owner, then reference data, then officers."""
    for leftover in ("broker", "beat"):
        # Messages are nudges only; half of one, left by a kill, would stop the worker.
        shutil.rmtree(place.data / leftover, ignore_errors=True)
    for folder in ("broker", "broker/queue", "broker/control", "broker/done", "beat", "logs", "files"):
        (place.data / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.update(settings | {"DJANGO_SETTINGS_MODULE": "config.settings"})
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    say("Bringing the database up to date …")
    call_command("migrate", verbosity=0, interactive=False)
    from config.demo import old_checkpoints

    if moved := old_checkpoints.set_aside():
        say(f"The checkpoints of another database are kept in {moved.name}.")
    say("Loading reference data …")
    call_command("load_reference", stdout=open(os.devnull, "w"))  # noqa: SIM115
    say("Making the index of names …")
    # In a process of its own: the index is not for this one's memory. The worker finds it made.
    subprocess.run([sys.executable, "-c", "from hotline.reading.index import ready; ready()"], check=False)
    known = officers.take_on(place.data / "officers.txt")
    handler.take_up(place.data)
    connections.close_all()
    return known


def _start_children(place: Place, settings: dict[str, str], supervisor: Supervisor, names: tuple[str, ...]) -> None:
    python = sys.executable
    celery = [python, "-m", "celery", "-A", "config"]
    commands = {
        "emulator": [
            python, "-m", "bots.telegram.emulator",
            "--token", settings["TELEGRAM_BOT_TOKEN"], "--port", str(place.emulator_port),
        ],
        "web": [
            python, "-m", "gunicorn", "config.wsgi", "--preload", "--worker-class", "gthread",
            "--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{place.port}", "--no-control-socket",
            "--log-level", "warning",
        ],
        "worker": [
            *celery, "worker", "--concurrency", "2", "--loglevel", "WARNING", "--without-gossip", "--without-mingle",
        ],
        "beat": [
            *celery, "beat", "--loglevel", "WARNING",
            "--schedule", str(place.data / "beat/schedule"), "--pidfile", str(place.data / "beat/pid"),
        ],
        "bot": [python, "manage.py", "run_telegram_bot"],
    }  # fmt: skip
    for name in names:
        log = place.data / "logs" / f"{name}.log"
        log.unlink(missing_ok=True)
        supervisor.add(Child(name, commands[name], log, dict(os.environ)))


def _wait_until_ready(place: Place, supervisor: Supervisor, over: threading.Event) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not over.wait(0.2):
        supervisor.look_after_all()
        try:
            with urlopen(f"http://127.0.0.1:{place.port}/readyz", timeout=5) as answer:
                json.load(answer)
                return
        except (URLError, OSError):
            if time.monotonic() > deadline:
                raise CannotStart(f"The pages do not answer; see {place.data / 'logs/web.log'}") from None


def _file_once(place: Place, supervisor: Supervisor, over: threading.Event) -> None:
    """The demonstration set, through the real intake, at the first time."""
    done = place.data / "filed"
    if done.exists():
        return
    say("Filing the demonstration's tips …")
    filing = Child(
        "filing", [sys.executable, "-m", "config.demo.filing"], place.data / "logs/filing.log", dict(os.environ)
    )
    filing.start()
    while not filing.wait(0.5):
        supervisor.look_after_all()
        if over.is_set():
            filing.signal(signal.SIGTERM)
    if filing.succeeded:
        done.touch()
    elif not over.is_set():
        say(f"The demonstration's tips could not all be filed: see {filing.log}")


def _welcome(place: Place, known: dict[str, tuple[str, str]]) -> None:
    rows = "\n".join(f"  {name:13} {password:18} {secret}" for name, (password, secret) in known.items())
    say(
        f"""
Hornbill is open.

  Form        {place.address}/
  Desk        {place.address}/desk/login/
  Telegram    {place.emulator}  (an emulator; the bot talks to it)
  Settings    {place.data}/env  (set -a; . it; set +a; then manage.py talks to this demonstration)

  name          password           TOTP secret (base32, for any authenticator app)
{rows}

  handler's key file   {place.data}/handler.key (and escrow.key), pass phrase {handler.pass_phrase(place.data)}

  Ctrl-C stops everything."""
    )


if __name__ == "__main__":
    raise SystemExit(main())
