"""What was asked of the database while a page is only read: nothing changes meanwhile, so each question is put once."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_known: "ContextVar[dict[Hashable, Any] | None]" = ContextVar("known", default=None)


@contextmanager
def once() -> Iterator[None]:
    """While nothing is changed: answers are kept."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def known() -> dict[Hashable, Any] | None:
    """The answers so far, by question; None where each question must be put anew, in a POST above all."""
    return _known.get()
