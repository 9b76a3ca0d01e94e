"""When somebody looks at live animals again. No database."""

from datetime import date, timedelta

RECHECKS = (30, 180)  # days after the seizure, and again after a release


def recheck_after(start: date, seen_on: date, rechecks: tuple[int, ...] = RECHECKS) -> date | None:
    """The next day on which somebody looks again, None once all rechecks are answered.

    Args:
        start: the day of the release, of the seizure while they are not released.
        seen_on: the day of the last entry.
        rechecks: days after the start, the first ones first.
    """
    days = (start + timedelta(days=each) for each in rechecks)
    return next((day for day in days if day > seen_on), None)


def answered(start: date, due: date | None, seen_on: date, rechecks: tuple[int, ...] = RECHECKS) -> int | None:
    """Which recheck an entry of a day answers: the latest that was due by then, in days; None where none was."""
    if due is None or due > seen_on:
        return None
    return max((days for days in rechecks if start + timedelta(days=days) <= seen_on), default=None)
