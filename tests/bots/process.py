"""The real bot process beside an emulator, for tests."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 30.0


def database_url() -> str:
    """The address of the database that this test uses."""
    known = connection.settings_dict
    return (
        f"postgresql://{quote(known['USER'])}:{quote(known['PASSWORD'], safe='')}@/{known['NAME']}"
        f"?host={quote(known['HOST'], safe='/')}" + (f"&port={known['PORT']}" if known["PORT"] else "")
    )


class BotUnderTest:
    """`manage.py run_telegram_bot` as a child of the test."""

    def __init__(self, mode: str, log: Path, **more: str) -> None:
        self._command = [sys.executable, "manage.py", "run_telegram_bot", "--mode", mode]
        self._environment = os.environ | {"DATABASE_URL": database_url(), "DATABASE_OWNER_URL": ""} | more
        self.log = log
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.child = subprocess.Popen(self._command, cwd=ROOT, env=self._environment, stdout=out, stderr=out)

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and wait. Returns: the exit code."""
        assert self.child is not None
        self.child.send_signal(number)
        return self.child.wait(timeout=PATIENCE_SECONDS)


@contextmanager
def running(bot: BotUnderTest) -> Iterator[BotUnderTest]:
    bot.start()
    try:
        yield bot
    finally:
        # pytest shows it where a test fails.
        print(bot.log.read_text()[-4000:])
        if bot.child is not None and bot.child.poll() is None:
            bot.end(signal.SIGKILL)


def eventually(holds: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
    """Ask again until it holds. Raises: AssertionError at the deadline."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError("it never came true")
        time.sleep(0.05)
