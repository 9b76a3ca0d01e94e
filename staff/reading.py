"""A page of the desk that is only read asks about its reader's compartments once, and for the same rows once."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from staff import asked

SAFE = ("GET", "HEAD")


class AskOnce:
    """Nothing is changed by a GET, so what it asks for stays the same until the answer is written."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in SAFE or not request.path_info.startswith("/desk/"):
            return self.get_response(request)
        with asked.once():
            return self.get_response(request)


def once(rows: "QuerySet[Any, Any]") -> list[Any]:
    """The rows of a query that several parts of a page show: a card, a list to choose from, the next steps.

    While a page is only read they are asked for once, and are the same objects: read them, change nothing. Give
    queries of one wording the same prefetches. Elsewhere, in a POST above all, the database is asked each time.
    """
    known = asked.known()
    if known is None:
        return list(rows)
    try:
        key = (rows.model, str(rows.query))
    except EmptyResultSet:
        return []
    if key not in known:
        known[key] = list(rows)
    rows_at_hand: list[Any] = known[key]
    return rows_at_hand
