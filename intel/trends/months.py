"""Calendar months, each by its first day. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

# Months outside are slips of the pen: no report, no case and no seizure of ours is older or yet to come.
FIRST, LAST = date(1970, 1, 1), date(2099, 12, 1)


def first_of(day: date) -> date:
    return day.replace(day=1)


def after(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def back(month: date, number: int) -> date:
    """So many months before."""
    at = month.year * 12 + month.month - 1 - number
    return date(at // 12, at % 12 + 1, 1)


def span(first: date, last: date) -> list[date]:
    """Every month from the one to the other, both with it; none where the last lies before."""
    found, month = [], first_of(first)
    while month <= last:
        found.append(month)
        month = after(month)
    return found


def written(month: date) -> str:
    """`2026-03`."""
    return f"{month:%Y-%m}"


def read(written_month: str) -> date | None:
    """The month of `2026-03`, between `FIRST` and `LAST`; None of anything else."""
    try:
        month = date.fromisoformat(f"{written_month}-01")
    except ValueError:
        return None
    return month if FIRST <= month <= LAST else None


def window(counted: Iterable[date], until: date) -> list[date]:
    """From the first month that counts anything to the last that is over on the day `until`."""
    first = min(counted, default=None)
    return span(first, back(first_of(until), 1)) if first else []
