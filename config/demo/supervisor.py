"""Children that run until we stop: restarted when they die, ended with us whatever ends us."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1
LONGEST_PAUSE_SECONDS = 30.0
# A child that lived this long has recovered: its next death is a first one again.
SETTLED_SECONDS = 60.0


def die_with_the_parent() -> None:
    """Linux: when this process is killed the child gets SIGTERM, so that no orphan keeps a port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """One command that should always run. Its output goes to a log of its own (0600)."""

    def __init__(self, name: str, command: list[str], log: Path, environment: dict[str, str]) -> None:
        self.name, self.command, self.log, self.environment = name, command, log, environment
        self.process: subprocess.Popen[bytes] | None = None
        self.born = self.due = 0.0
        self.pause = 0.0

    def start(self) -> None:
        with open(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=die_with_the_parent,
            )  # fmt: skip
        self.born = time.monotonic()

    def look_after(self, say: Callable[[str], None]) -> None:
        """Notice a death, and start anew when the pause is over."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            lived, ended = now - self.born, self.process.returncode
            self.pause = 1.0 if lived > SETTLED_SECONDS else min(max(1.0, self.pause * 2), LONGEST_PAUSE_SECONDS)
            say(f"{self.name} ended ({ended}); starting again in {self.pause:.0f} s, see {self.log}")
            self.process, self.due = None, now + self.pause
        if self.process is None and now >= self.due:
            self.start()

    def signal(self, number: int) -> None:
        """To the child's whole family: it leads a process group of its own."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def wait(self, seconds: float) -> bool:
        """Whether the child is gone within so many seconds."""
        if self.process is None:
            return True
        try:
            self.process.wait(max(0.0, seconds))
        except subprocess.TimeoutExpired:
            return False
        return True

    @property
    def succeeded(self) -> bool:
        return self.process is not None and self.process.poll() == 0


class Supervisor:
    """The children together."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.children: list[Child] = []
        self.say = say

    def add(self, child: Child) -> None:
        self.children.append(child)
        child.start()

    def look_after_all(self) -> None:
        for child in self.children:
            child.look_after(self.say)

    def stop(self, patience_seconds: float = 10.0) -> None:
        """SIGTERM to each, then SIGKILL to the groups of those that stay. Only processes that we started."""
        for child in self.children:
            if child.process is not None and child.process.poll() is None:
                child.process.terminate()
        deadline = time.monotonic() + patience_seconds
        for child in self.children:
            if not child.wait(deadline - time.monotonic()):
                child.signal(signal.SIGKILL)
                child.wait(5.0)
