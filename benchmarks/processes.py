"""Processes that a run starts, asks for their memory, and stops by their own ids."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 60.0
THREADS = 4


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Running:
    """A process of ours; its words go to `log`."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path
    port: int = 0

    def stop(self) -> None:
        """Ask it to end, then make it: nothing of a run stays behind."""
        if self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def children(self) -> list[int]:
        """Ids of the processes it has forked: a server's workers."""
        return children(self.process.pid)

    def last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])


def run(name: str, words: list[str], environment: Mapping[str, str], folder: Path, port: int = 0) -> Running:
    """Start a command from the repository's root. It leads a group of its own, so that Ctrl-C reaches us alone."""
    log = folder / f"{name}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            words, cwd=ROOT, env=dict(environment), stdin=subprocess.DEVNULL, stdout=out, stderr=out,
            start_new_session=True,
        )  # fmt: skip
    return Running(name, process, log, port)


def gunicorn(
    name: str, application: str, environment: Mapping[str, str], folder: Path, *, workers: int, port: int = 0
) -> Running:
    """A web server with the settings that ours and the bare one share: gthread, four threads a worker."""
    port = port or free_port()
    words = [
        str(Path(sys.executable).with_name("gunicorn")), application, "--bind", f"127.0.0.1:{port}",
        "--worker-class", "gthread", "--workers", str(workers), "--threads", str(THREADS), "--keep-alive", "15",
        "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip
    return run(name, words, {**environment, "PUBLIC_URL": f"http://127.0.0.1:{port}"}, folder, port)


def wait_for(running: Running, path: str, patience: float = PATIENCE_SECONDS) -> float:
    """Ask until the first 200. Returns: seconds since this was called.

    Raises: RuntimeError with the last lines of its log where it ended, or answered nothing in time.
    """
    from benchmarks.client import Failed, Visitor

    began = time.monotonic()
    while time.monotonic() - began < patience:
        if running.process.poll() is not None:
            break
        try:
            with Visitor(running.port) as visitor:
                if visitor.get(path).status == 200:
                    return time.monotonic() - began
        except Failed:
            pass
        time.sleep(0.01)
    raise RuntimeError(f"{running.name} does not answer {path}:\n{running.last_words()}")


def children(pid: int) -> list[int]:
    """Ids of a process's children; none where it has ended."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def kilobytes(pid: int, what: str) -> int:
    """A line of the process's memory: `Pss` (shared pages divided), `VmRSS` or `VmHWM` (its highest)."""
    file = "smaps_rollup" if what == "Pss" else "status"
    found = re.search(rf"^{what}:\s+(\d+) kB", Path(f"/proc/{pid}/{file}").read_text(), re.MULTILINE)
    if found is None:
        raise RuntimeError(f"/proc/{pid}/{file} has no {what}")
    return int(found[1])


def forget_peak(pid: int) -> None:
    """Let `VmHWM` begin anew (proc(5): 5 written to clear_refs)."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")
