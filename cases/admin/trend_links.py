"""Addresses of trends: each filter, each view and each list behind a number is a link."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from cases.trends.asked import Asked

ADDRESS, ROWS = "cases_trends", "cases_trends_rows"


class Links:
    def __init__(self, asked: Asked, view: str, by: str) -> None:
        self._asked, self._view, self._by = asked.query(), view, by

    @property
    def everything(self) -> str:
        """The same view of everything."""
        return self._to(ADDRESS, {"view": self._view, "by": self._by})

    @property
    def kept(self) -> dict[str, str]:
        """The filter, for a form's hidden fields."""
        return self._asked

    def page(self, view: str) -> str:
        return self._to(ADDRESS, {**self._asked, "view": view, "by": self._by})

    def by(self, dimension: str) -> str:
        """The table, counted by another thing."""
        return self._to(ADDRESS, {**self._asked, "by": dimension})

    def narrowed(self, **more: str) -> str:
        return self._to(ADDRESS, {**self._asked, **more, "view": self._view, "by": self._by})

    def rows(self, kind: str, *among: tuple[str, str], since_ever: bool = False) -> str:
        """The rows of a kind; `among`: (what it is counted by, value) of a number, or several."""
        asked = {name: value for name, value in self._asked.items() if name not in ("since", "until") or not since_ever}
        return self._to(ROWS, {**asked, "kind": kind, "of": [f"{by}:{value}" for by, value in among]})

    def _to(self, name: str, told: dict[str, Any]) -> str:
        query = urlencode({key: value for key, value in told.items() if value}, doseq=True)
        return f"{reverse(name)}?{query}" if query else reverse(name)
