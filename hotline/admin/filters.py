"""Filters of the queue. Each reads one parameter of the address, so that a saved view is an address."""

from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from hotline.models import Tip
from hotline.models.tip import Channel
from hotline.public.countries import NAMES
from hotline.story import Offence, Urgency
from staff.models import Officer

Choices = list[tuple[str, Any]]
# Not in Django's own list.
OTHER_NAMES = {"zh": _("Chinese"), "lo": _("Lao"), "ms": _("Malay"), "tl": _("Tagalog")}
LANGUAGES = ("en", "vi", "zh", "zh-hans", "zh-hant", "id", "ms", "th", "km", "lo", "my", "fr", "pt", "sw", "hi", "es")


class StatusFilter(SimpleListFilter):
    """Open tips where nothing is chosen; all of them where a reference is searched."""

    title = _("status")
    parameter_name = "status"
    empty_label = _("open")

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        self.is_search = bool(request.GET.get("q"))
        return [("all", _("all")), *Tip.Status.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in Tip.Status.values:
            return queryset.filter(status=self.value())
        if self.value() == "all" or self.is_search:
            return queryset
        return queryset.filter(status__in=Tip.OPEN)


class ExactFilter(SimpleListFilter):
    """One column, one value."""

    column = ""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(**{self.column: self.value()}) if self.value() else queryset


class ChannelFilter(ExactFilter):
    title, parameter_name, column = _("channel"), "channel", "channel"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        return list(Channel.choices)


class LanguageFilter(ExactFilter):
    title, parameter_name, column = _("language"), "language", "language"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        return [(code, language_name(code)) for code in LANGUAGES]


class CountryFilter(ExactFilter):
    title, parameter_name, column = _("country"), "country", "country"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        return list(NAMES.items())


class UrgencyFilter(ExactFilter):
    title, parameter_name, column = _("urgency"), "urgency", "urgency"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        return list(Urgency.choices)


class OffenceFilter(SimpleListFilter):
    title, parameter_name = _("offence"), "offence"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        return list(Offence.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(offences__contains=[self.value()]) if self.value() else queryset


class AssigneeFilter(SimpleListFilter):
    title, parameter_name = _("who has it"), "who"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        others = (
            Officer.objects.filter(is_active=True, claimed_tips__status__in=Tip.OPEN).distinct().order_by("username")
        )
        return [("me", _("me")), ("nobody", _("nobody")), *((str(one.pk), str(one)) for one in others)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "me":
                return queryset.filter(assignee=request.user)
            case "nobody":
                return queryset.filter(assignee=None)
            case str(number) if number.isdigit():
                return queryset.filter(assignee_id=int(number[:9]))
        return queryset


class OverdueFilter(SimpleListFilter):
    title, parameter_name = _("first look"), "look"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        return [("overdue", _("overdue"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "overdue":
            return queryset
        return queryset.filter(status=Tip.Status.RECEIVED, due_at__lt=timezone.now())


class FilesFilter(SimpleListFilter):
    title, parameter_name = _("files"), "files"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        return [("yes", _("with files")), ("no", _("without"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "yes":
                return queryset.filter(files__gt=0)
            case "no":
                return queryset.filter(files=0)
        return queryset


FILTERS = (
    StatusFilter, UrgencyFilter, OffenceFilter, CountryFilter, ChannelFilter, LanguageFilter, AssigneeFilter,
    OverdueFilter, FilesFilter,
)  # fmt: skip


def language_name(code: str) -> str:
    """`Vietnamese` for `vi`; the code itself where it is not known."""
    if code in OTHER_NAMES:
        return str(OTHER_NAMES[code])
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
