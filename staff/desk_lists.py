"""The lists of the desk: filtered and ordered by the library, paged by place (`staff/places.py`)."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.views import ChangeList

from staff import places


class PlacedList(ChangeList):
    """A list of rows that neither counts nor skips any."""

    page: "places.Page[Any]"

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> "QuerySet[Any]":
        """As the library's; where a page begins is no filter, and stays behind when a filter or the order changes."""
        for name in (places.AFTER, places.BEFORE):
            self.params.pop(name, None)
            self.filter_params.pop(name, None)
        rows: QuerySet[Any] = super().get_queryset(request, exclude_parameters)
        return rows

    def get_results(self, request: HttpRequest) -> None:
        self.page = places.page(self.queryset, self.list_per_page, request.GET, known=self.root_queryset)
        self.paginator = self.model_admin.get_paginator(request, self.queryset, self.list_per_page)
        self.result_list: Any = self.page.rows
        # Said of what is shown: nothing is counted.
        self.result_count = len(self.page)
        self.full_result_count = None
        self.show_full_result_count, self.show_admin_actions = False, True
        self.can_show_all = False
        self.multi_page = not self.page.is_first or bool(self.page.after)

    @property
    def here(self) -> str:
        """The query of this list without where the page begins, for links to the pages beside it."""
        return self.get_query_string().removeprefix("?")
