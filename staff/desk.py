"""The base of every desk page that shows a model: read-only unless said otherwise, rights from the table of roles."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin


class DeskAdmin(ModelAdmin[Any]):
    """Looks, never writes: changes are verbs behind POST buttons. `visible_to` of the model's queryset decides what is seen.

    The permission hooks ask the table of roles for `app.view_model`; an object outside `visible_to` is 404.
    """

    list_per_page = 50
    show_full_result_count = False
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | str | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | str | None = None) -> bool:
        return False

    def log_addition(self, *args: Any) -> Any:
        """The audit ledger is the one record."""

    log_change = log_deletions = log_addition
