"""What reference pages have in common: the search box that knows every language, and lists of names."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, IntegerField, Model, QuerySet, Value, When
from django.http import HttpRequest
from unfold.admin import TabularInline

from staff.desk import DeskAdmin

MAX_FOUND = 200  # rows that one search shows; who needs more narrows the words


class LookUpAdmin(DeskAdmin):
    """A read-only page whose search box asks `reference.search` and keeps its order."""

    list_per_page = 50
    list_filter_submit = False

    def found(self, words: str) -> Sequence[int]:
        """Primary keys, best first."""
        raise NotImplementedError

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        keys = self.found(search_term.replace("\0", ""))
        if not keys:
            return queryset.none(), False
        place = Case(*[When(pk=key, then=Value(at)) for at, key in enumerate(keys)], output_field=IntegerField())
        return queryset.filter(pk__in=keys).order_by(place), False


class NamesInline(TabularInline):  # type: ignore[type-arg]
    """Rows that belong to the one shown, to read only; who may see the one may see them."""

    extra = max_num = 0
    can_delete = False
    show_count = True

    def has_view_permission(self, request: HttpRequest, obj: Model | str | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Model | str | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | str | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | str | None = None) -> bool:
        return False
