"""One process imports everything once and forks what a test wants to run: each start would spend seconds on the same.

A fork carries out the command that it is given as `python` would, in a session of its own, and is killed, restarted and
waited for like any process. That the same commands come up from nothing is what tests/config/test_demo.py proves.
"""

import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from config.demo.supervisor import die_with_the_parent

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
# Until the imports are done; on a machine that is busy with other things they take many times their two seconds.
PATIENCE_SECONDS = 180.0
READING = "reading"
# What the commands import once they run; all else comes in with Django's own setup and the addresses of the pages.
PROGRAMS = (
    "celery.bin.celery", "celery.bin.worker", "celery.bin.beat", "celery.apps.worker", "celery.apps.beat",
    "celery.concurrency.prefork", "celery.worker.strategy", "kombu.transport.redis", "gunicorn.app.wsgiapp",
    "gunicorn.workers.gthread", "bots.telegram.running",
)  # fmt: skip


class Fork:
    """A command at work in a fork; `code` is how it ended, None before."""

    def __init__(self, door: Path, words: Sequence[str], out: Path, err: Path) -> None:
        self.code: int | None = None
        self._line = socket.socket(socket.AF_UNIX)
        self._line.settimeout(PATIENCE_SECONDS)
        self._line.connect(str(door))
        self._line.sendall(json.dumps([list(words), str(out), str(err)]).encode() + b"\n")
        self.pid = int(_line_of(self._line) or 0)
        if not self.pid:
            raise RuntimeError(f"no fork for {words[1:4]}")

    def poll(self) -> int | None:
        self.wait(0)
        return self.code

    def wait(self, seconds: float) -> bool:
        """Whether it is gone within so many seconds."""
        if self.code is None and select.select([self._line], [], [], max(0.0, seconds))[0]:
            self.code = int(_line_of(self._line) or -signal.SIGKILL)
            self._line.close()
        return self.code is not None

    def signal(self, number: int) -> None:
        """To the whole family: it leads a session of its own."""
        if not self.wait(0):
            with suppress(ProcessLookupError):
                os.killpg(self.pid, number)


class Nursery:
    """Processes with the same settings. They end when it ends.

    Args:
        settings: the environment of all of them. folder: for its door and its log.
        knows: "reading" opens the index of reading too, which the worker of tasks shares with its children.
    """

    def __init__(self, settings: dict[str, str], folder: Path, *, knows: str = "") -> None:
        self.settings = dict(settings)
        self._door = Path(tempfile.mkdtemp(prefix="nursery-")) / "door"
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(str(self._door))
            door.listen(64)
            with (folder / "nursery.log").open("ab") as log:
                self._process = subprocess.Popen(
                    [PYTHON, "-m", "tests.nursery", str(door.fileno()), knows], cwd=ROOT, env=self.settings,
                    stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[door.fileno()],
                    preexec_fn=die_with_the_parent,
                )  # fmt: skip

    def start(self, words: Sequence[str], out: Path) -> Fork:
        """Start a command; it has begun when this returns. `out`: both its outputs are added to this file."""
        return Fork(self._door, words, out, out)

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Carry out `python WORDS` to its end."""
        with tempfile.TemporaryDirectory(prefix="nursery-") as folder:
            out, err = Path(folder) / "out", Path(folder) / "err"
            fork = Fork(self._door, [PYTHON, *words], out, err)
            while not fork.wait(60):
                pass
            assert fork.code is not None
            said = out.read_text(errors="replace"), err.read_text(errors="replace")
            return subprocess.CompletedProcess(list(words), fork.code, *said)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._door.unlink(missing_ok=True)
        self._door.parent.rmdir()


def _line_of(line: socket.socket) -> str:
    """One line, and not a byte more: `select` sees only what was not read yet."""
    told = b""
    while not told.endswith(b"\n"):
        try:
            byte = line.recv(1)
        except ConnectionError:
            byte = b""
        if not byte:
            break
        told += byte
    return told.decode().strip()


# --- Within -----------------------------------------------------------------------------------------------------
def _learn(knows: str) -> None:
    import django
    from django.urls import get_resolver

    django.setup()
    assert get_resolver().url_patterns
    for program in PROGRAMS:
        import_module(program)
    if knows == READING:
        from hotline.reading.index import ready

        ready()
    assert threading.active_count() == 1, "a thread would be missing in every fork"
    gc.freeze()


def _serve(door: socket.socket) -> list[str]:
    """Fork for whoever knocks. Returns only in a fork: the words that it is to carry out."""
    while True:
        line, _ = door.accept()
        if os.fork() == 0:
            door.close()
            return _attend(line)
        line.close()


def _attend(line: socket.socket) -> list[str]:
    """Tell when the fork ends, and how; it is a child of this process, which does nothing else."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    die_with_the_parent()
    words, out, err = json.loads(_line_of(line))
    child = os.fork()
    if child == 0:
        os.setsid()
        die_with_the_parent()
        _speak_to(out, err)
        line.sendall(f"{os.getpid()}\n".encode())
        line.close()
        return list(words)
    _, status = os.waitpid(child, 0)
    with suppress(OSError):
        line.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _speak_to(out: str, err: str) -> None:
    for number, name in ((1, out), (2, err)):
        file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(file, number)
        os.close(file)


def _carry_out(words: list[str]) -> None:
    """As the interpreter does with its own words: a module, a piece of code, or a file."""
    _python, kind, *rest = words
    if kind == "-m":
        sys.argv = rest
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    elif kind == "-c":
        sys.argv = ["-c", *rest[1:]]
        exec(compile(rest[0], "<string>", "exec"), {"__name__": "__main__"})
    else:
        sys.argv = [kind, *rest]
        runpy.run_path(kind, run_name="__main__")


def main() -> None:
    door = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever attends a fork is not waited for
    _learn(sys.argv[2])
    _carry_out(_serve(door))


if __name__ == "__main__":
    main()
