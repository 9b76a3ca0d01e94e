"""Rows that only the next minutes need: nobody waits until they are on the disk.

What a crash of the database's machine can take with it is the last half second of them. Nothing that a source told, no
act and no entry of the audit is written so.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

UNWAITED = ", set_config('synchronous_commit', 'off', true)"


def write(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a statement that ends in RETURNING, and let the database answer before its disk has. Returns: its rows.

    Within a transaction of more than this statement the commit is waited for as ever: others' rows hang on it.
    """
    is_alone = not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute(statement + UNWAITED if is_alone else statement, values)
        return [row[:-1] for row in cursor.fetchall()] if is_alone else cursor.fetchall()
