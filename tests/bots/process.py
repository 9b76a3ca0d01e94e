"""The real bot process beside an emulator, for tests."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from tests.house import until
from tests.nursery import PYTHON, Fork, Nursery

PATIENCE_SECONDS = 30.0


def database_url() -> str:
    """The address of the database that this test uses."""
    known = connection.settings_dict
    return (
        f"postgresql://{quote(known['USER'])}:{quote(known['PASSWORD'], safe='')}@/{known['NAME']}"
        f"?host={quote(known['HOST'], safe='/')}" + (f"&port={known['PORT']}" if known["PORT"] else "")
    )


class BotUnderTest:
    """`manage.py run_telegram_bot` in a fork of a nursery that knows its settings."""

    def __init__(self, nursery: Nursery, mode: str, log: Path) -> None:
        self._nursery, self._mode, self.log = nursery, mode, log
        self.child: Fork | None = None

    def start(self) -> None:
        words = [PYTHON, "manage.py", "run_telegram_bot", "--mode", self._mode]
        self.child = self._nursery.start(words, self.log)

    def end(self, number: int = signal.SIGTERM) -> int | None:
        """Send a signal and wait. Returns: the exit code."""
        assert self.child is not None
        self.child.signal(number)
        assert self.child.wait(PATIENCE_SECONDS), "the bot does not end"
        return self.child.code


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
    """Ask again until it holds. Raises: TimeoutError at the deadline."""
    until(holds, seconds, "it never came true")
