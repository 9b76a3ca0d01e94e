"""The house that things are broken in: several processes of each kind, on a PostgreSQL and a Redis of its own."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psycopg
import pytest

from tests.faults.iron import OwnPostgres, OwnRedis
from tests.house import House, until

PROCESSES = ("telegram", "web", "worker", "beat", "bot", "bot2")
MANY = (*PROCESSES, "web2", "worker2", "worker3", "worker4")
NO_ANSWER = 0


class BreakableHouse(House):
    """Two web workers, two workers of tasks, two bots by webhook, a strict Telegram.

    Args:
        told: settings that are its own.
    """

    def __init__(self, postgres: OwnPostgres, redis: OwnRedis, told: Mapping[str, str]) -> None:
        self.postgres, self.redis, self._told = postgres, redis, told
        super().__init__(mode="webhook", redis=redis.url, server=postgres.url)

    def command(self, name: str) -> list[str]:
        more = {"telegram": ["--strict"], "web": ["--reuse-port"]}
        return [*super().command(name), *more.get(name.rstrip("0123456789"), [])]

    def _make_settings(self, redis: str) -> dict[str, str]:
        return {**super()._make_settings(redis), **self._told}

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        try:
            return super().rows(query, *values)
        except psycopg.OperationalError:
            # The server was restarted since: the line to it is closed now, and another is opened.
            return super().rows(query, *values)

    def readiness(self) -> tuple[int, dict[str, str]]:
        """What `/readyz` says: its status and its parts; status 0 where nobody answers."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=30) as answer:
                return answer.status, json.load(answer)
        except HTTPError as refused:
            return refused.code, json.load(refused)
        except (URLError, OSError):
            return NO_ANSWER, {}

    def waiting_files(self) -> list[Any]:
        """Ids of the files that are still to be fetched, or to get their copy."""
        return [row for (row,) in self.rows("SELECT id FROM hotline_attachment WHERE state IN ('waiting', 'offered')")]

    def wait_until_done(self, files: list[Any], seconds: float = 120.0) -> None:
        """Until none of these files waits any more."""
        query = "SELECT count(*) FROM hotline_attachment WHERE state IN ('waiting', 'offered') AND id = ANY(%s)"
        until(lambda: not self.one(query, files), seconds, self.log("worker"), moved=lambda: self.one(query, files))

    def wait_until_told(self, part: str, status: int, seconds: float = 60.0) -> None:
        """Until `/readyz` names a part as failing, with this status."""

        def is_told() -> bool:
            answered, parts = self.readiness()
            return answered == status and parts.get(part) == "failing"

        until(is_told, seconds, f"/readyz does not name {part}: {self.readiness()}")

    def wait_until_well(self, receipts: Callable[[], int], held_up: list[Any]) -> None:
        """Until it is ready, somebody has a receipt since, and none of these files waits any more."""
        until(lambda: self.readiness()[0] == 200, 60, f"not ready: {self.readiness()}")
        reached = receipts()
        until(lambda: receipts() > reached, 60, "no receipt since")
        self.wait_until_done(held_up)


@contextmanager
def breakable(
    factory: pytest.TempPathFactory, processes: tuple[str, ...] = PROCESSES, told: Mapping[str, str] | None = None
) -> Iterator[BreakableHouse]:
    redis, postgres = OwnRedis(factory.mktemp("redis")), OwnPostgres()
    house = BreakableHouse(postgres, redis, told or {})
    try:
        house.open(processes=processes)
        yield house
    finally:
        house.close()
        postgres.stop()
        redis.stop()
