"""One step of a state machine: whether it follows, and the row as it stands after it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from staff.refusals import WrongStatus


def take(
    row: Model, to: str, follows: Mapping[str, set[str]], refused: str, changes: Mapping[str, Any], *,
    column: str = "status",
) -> str:  # fmt: skip
    """Set a locked row's status, and other columns with it. Returns: the status it had, for the audit entry.

    Args:
        follows: what may come after each status. refused: a sentence that shows `%(now)s`, the status in words.

    Raises: WrongStatus where the step does not follow.
    """
    was = str(getattr(row, column))
    if to not in follows[was]:
        raise WrongStatus(refused % {"now": getattr(row, f"get_{column}_display")()})
    for name, value in {column: to, **changes}.items():
        setattr(row, name, value)
    row.save(update_fields=[column, *changes])
    return was
