"""A page of the desk that is only read asks about its reader's compartments once, and for the same rows once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from staff import compartments

SAFE = ("GET", "HEAD")
# What was asked while a page is only read, by model and SQL; None elsewhere.
_rows: "ContextVar[dict[tuple[type[Model], str], list[Any]] | None]" = ContextVar("rows", default=None)


class AskOnce:
    """Nothing is changed by a GET, so what it asks for stays the same until the answer is written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in SAFE or not request.path_info.startswith("/desk/"):
            return self.get_response(request)
        with compartments.asked_once(), asked_once():
            return self.get_response(request)


@contextmanager
def asked_once() -> Iterator[None]:
    """While nothing is changed: `once` asks the database for the same rows one time."""
    token = _rows.set({})
    try:
        yield
    finally:
        _rows.reset(token)


def once(rows: "QuerySet[Any, Any]") -> list[Any]:
    """The rows of a query that several parts of a page show: a card, a list to choose from, the next steps.

    While a page is only read they are asked for once, and are the same objects: read them, change nothing. Give
    queries of one wording the same prefetches. Elsewhere, in a POST above all, the database is asked each time.
    """
    known = _rows.get()
    if known is None:
        return list(rows)
    try:
        key = (rows.model, str(rows.query))
    except EmptyResultSet:
        return []
    if key not in known:
        known[key] = list(rows)
    return known[key]
