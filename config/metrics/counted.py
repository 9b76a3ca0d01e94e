"""What every process counts: held in memory, and added to one unlogged table every few seconds.

In the database, so that any web process tells of all of them, on whatever machine. A crash of the database empties
the table, which a monitor takes for a restart; what a killed process held for seconds is lost. No request waits for it.
"""

import os
import threading
from contextlib import suppress

from django.conf import settings
from django.db import Error, connection

TABLE = "staff_counted"
# Upper bounds in seconds of the buckets of a duration.
BUCKETS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

_held: dict[tuple[str, str], float] = {}
_lock = threading.Lock()
_is_due = False


def count(name: str, amount: float = 1.0, **labels: str) -> None:
    """Add to a counter. Labels are of our own making: names of views and tasks, classes of outcomes."""
    _add({(name, told(labels)): amount})


def took(name: str, seconds: float, **labels: str) -> None:
    """Add a duration to the histogram `name`."""
    given = {(f"{name}_sum", told(labels)): seconds, (f"{name}_count", told(labels)): 1.0}
    for bound in BUCKETS:
        if seconds <= bound:
            given[f"{name}_bucket", told(labels | {"le": f"{bound:g}"})] = 1.0
    given[f"{name}_bucket", told(labels | {"le": "+Inf"})] = 1.0
    _add(given)


def told(labels: dict[str, str]) -> str:
    """Labels as Prometheus writes them."""
    return ",".join(f'{label}="{_plain(value)}"' for label, value in sorted(labels.items()))


def _plain(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _add(given: dict[tuple[str, str], float]) -> None:
    global _is_due
    with _lock:
        for what, amount in given.items():
            _held[what] = _held.get(what, 0.0) + amount
        if _is_due or not settings.METRICS_EVERY:
            return
        _is_due = True
    later = threading.Timer(settings.METRICS_EVERY, _flush_apart)
    later.daemon = True
    later.start()


def _flush_apart() -> None:
    global _is_due
    with _lock:
        _is_due = False
    try:
        flush()
    finally:
        connection.close()


def flush() -> None:
    """Add what is held to the table; where the database does not answer it is held on."""
    with _lock:
        given = dict(_held)
        _held.clear()
    if not given:
        return
    # In one order for all: processes that add to the same rows wait for each other, and never in a circle.
    rows = sorted(given.items())
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {TABLE} (name, labels, value)"  # noqa: S608
                " SELECT * FROM unnest(%s::text[], %s::text[], %s::float8[])"
                f" ON CONFLICT (name, labels) DO UPDATE SET value = {TABLE}.value + EXCLUDED.value",
                [[name for (name, _), _ in rows], [labels for (_, labels), _ in rows], [value for _, value in rows]],
            )
    except Error:
        with _lock:
            for what, amount in given.items():
                _held[what] = _held.get(what, 0.0) + amount


def totals() -> list[tuple[str, str, float]]:
    """Name, labels and value of every counter of all processes."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name, labels, value FROM {TABLE} ORDER BY name, labels")  # noqa: S608
        return list(cursor.fetchall())


def _forget() -> None:
    """In a fork: the parent counts what it held, and its timer is not here."""
    global _is_due, _lock
    _lock, _is_due = threading.Lock(), False
    _held.clear()


with suppress(AttributeError):
    os.register_at_fork(after_in_child=_forget)
