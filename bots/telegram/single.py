"""One process of many does a job: whoever holds the database's advisory lock for it."""

from typing import Any

import psycopg
from django.db import connections

# Any numbers, as long as no other job takes the same.
SENDER, POLLER = 7_305_101, 7_305_102
PARAMETERS = ("dbname", "user", "password", "host", "port", "options")


class Single:
    """Holds one advisory lock on a connection of its own; the lock goes with the connection, even by kill -9.

    Use from one thread only.
    """

    def __init__(self, number: int) -> None:
        self._number = number
        self._line: psycopg.Connection[Any] | None = None

    def hold(self) -> bool:
        """Whether this process is the one. True the first time only after the lock was taken: see `is_new`."""
        self.is_new = False
        try:
            return self._hold()
        except psycopg.Error:
            self.release()
            raise

    def _hold(self) -> bool:
        if self._line is not None:
            self._line.execute("SELECT 1")
            return True
        known = connections["default"].get_connection_params()
        line = psycopg.connect(**{name: known[name] for name in PARAMETERS if known.get(name)}, autocommit=True)
        row = line.execute("SELECT pg_try_advisory_lock(%s)", [self._number]).fetchone()
        if not (row and row[0]):
            line.close()
            return False
        self._line, self.is_new = line, True
        return True

    def release(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None
