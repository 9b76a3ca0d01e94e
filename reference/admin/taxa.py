"""Taxa at the desk: appendix as listed, with the advice to check it, and every name with its source."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from reference import appendix, search
from reference.admin.looking import MAX_FOUND, LookUpAdmin, NamesInline
from reference.models import Taxon, TaxonName
from staff.desk_lists import PlacedList


class TaxaList(PlacedList):
    """A page of taxa with their appendices, found in one query."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        listed = appendix.of_many(self.result_list)
        for taxon in self.result_list:
            taxon.listing = listed[taxon.pk]


class TaxonNames(NamesInline):
    model = TaxonName
    fields = readonly_fields = ("name", "lang", "kind", "confirmed", "source")  # type: ignore[assignment]
    ordering = ("kind", "lang", "name")

    @display(description=_("confirmed"), label={"yes": "success", "no": "warning"})
    def confirmed(self, name: TaxonName) -> tuple[str, str]:
        return ("yes", str(_("yes"))) if name.verified else ("no", str(_("unverified")))


@admin.register(Taxon)
class TaxonAdmin(LookUpAdmin):
    list_display = ("scientific_name", "english", "rank", "as_listed", "group", "tier")
    list_filter = ("tier", "group", "rank", "retired")
    search_fields = ("scientific_name",)
    search_help_text = _("Any name in any language")
    ordering = (F("tier").asc(nulls_last=True), "scientific_name")
    inlines = (TaxonNames,)
    fields = (
        ("scientific_name", "author", "rank"),
        ("as_listed_in_full", "listed_at"),
        "annotation",
        ("status_note", "changed_on"),
        ("english", "group", "tier"),
        ("kingdom", "phylum", "class_name"),
        ("order", "family", "genus"),
        ("basis", "cites_taxon_id", "retired"),
    )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[PlacedList]:
        return TaxaList

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return ("as_listed_in_full", "listed_at")

    def found(self, words: str) -> list[int]:
        return [each.thing.pk for each in search.find_taxa(words, MAX_FOUND)]

    @display(description=_("appendix as listed"))
    def as_listed(self, taxon: Any) -> str:
        return str(taxon.listing)

    @display(description=_("appendix as listed"))
    def as_listed_in_full(self, taxon: Taxon) -> str:
        return str(taxon.appendix_as_listed())

    @display(description=_("listed at"))
    def listed_at(self, taxon: Taxon) -> str:
        found = taxon.appendix_as_listed()
        return f"{Taxon.Rank(found.rank).label} {found.name}" if found.is_found else "-"
