"""Database work of an asyncio process: each craft has one thread and one connection."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connection

P = ParamSpec("P")
T = TypeVar("T")


class Bench:
    """A thread for database work: one verb at a time, whole verbs only."""

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    async def do(self, verb: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a verb in the thread; a connection that died is replaced first."""

        def run() -> T:
            if not connection.in_atomic_block:
                close_old_connections()
            return verb(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._pool, run)

    def close(self) -> None:
        self._pool.submit(connection.close)
        self._pool.shutdown(wait=True)
