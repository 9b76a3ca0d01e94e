"""Places at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from reference import search
from reference.admin.looking import MAX_FOUND, LookUpAdmin, NamesInline
from reference.models import Place, PlaceName


class PlaceNames(NamesInline):
    model = PlaceName
    fields = readonly_fields = ("name", "lang")  # type: ignore[assignment]
    ordering = ("lang", "name")


@admin.register(Place)
class PlaceAdmin(LookUpAdmin):
    list_display = ("name", "kind", "country", "parent", "lat", "lon")
    list_filter = ("kind", "retired")
    list_select_related = ("parent",)
    search_fields = ("name",)
    search_help_text = _("Any name in any language; IATA code of an airport")
    ordering = ("country", "kind", "name", "pk")
    inlines = (PlaceNames,)
    fields = (
        ("name", "kind", "country"),
        ("parent", "code", "admin_code"),
        ("lat", "lon", "population"),
        ("note", "retired"),
    )

    def found(self, words: str) -> list[int]:
        return [each.thing.pk for each in search.find_places(words, MAX_FOUND)]
