"""How the list of cases is narrowed beside its columns: whose they are, and which ask to be looked at."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from staff import compartments


class OwnFilter(SimpleListFilter):
    """Those that one leads or deputises in, or is a member of."""

    title, parameter_name = _("whose"), "own"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("lead", _("I lead, or am deputy")), ("member", _("I am a member"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        officer: Any = request.user
        if self.value() == "lead":
            return queryset.filter(Q(lead=officer) | Q(deputy=officer))
        if self.value() == "member":
            return queryset.filter(pk__in=compartments.member_of(officer))
        return queryset


class DueFilter(SimpleListFilter):
    """Those whose day has come: to be reviewed, or taken up again after a rest."""

    title, parameter_name = _("due"), "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("review", _("review overdue")), ("rest", _("rest is over"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        if self.value() == "review":
            return queryset.filter(review_by__lt=today, purged_at=None).exclude(status=Case.Status.CLOSED)
        if self.value() == "rest":
            return queryset.filter(wake_on__lte=today)
        return queryset
