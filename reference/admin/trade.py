"""Trade terms, units and offences at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from reference import search
from reference.admin.looking import MAX_FOUND, LookUpAdmin, NamesInline
from reference.models import Offence, TermWord, TradeTerm, Unit, UnitWord


class TermWords(NamesInline):
    model = TermWord
    fields = readonly_fields = ("word", "lang", "kind", "slang", "confidence", "species_hint", "source")  # type: ignore[assignment]
    ordering = ("lang", "word")


@admin.register(TradeTerm)
class TradeTermAdmin(LookUpAdmin):
    list_display = ("code", "name", "preferred_unit", "alternative_unit", "scheme")
    list_filter = ("scheme", "retired")
    search_fields = ("code",)
    search_help_text = _("A code, or a word for it in any language")
    ordering = ("scheme", "code")
    inlines = (TermWords,)
    fields = (
        ("scheme", "code", "name"),
        ("preferred_unit", "alternative_unit"),
        "explanation",
        ("source", "retired"),
    )

    def found(self, words: str) -> list[int]:
        """Specimens by any word for them; of the short other lists (purposes, sources, …) by code or name."""
        specimens = [each.thing.term_id for each in search.find_terms(words, MAX_FOUND) if each.thing.term_id]
        return specimens + list(search.find_codes(words).exclude(pk__in=specimens).values_list("pk", flat=True))


class UnitWords(NamesInline):
    model = UnitWord
    fields = readonly_fields = ("word", "lang", "factor", "note", "source")  # type: ignore[assignment]
    ordering = ("lang", "word")


@admin.register(Unit)
class UnitAdmin(LookUpAdmin):
    list_display = ("code", "name")
    ordering = ("code",)
    inlines = (UnitWords,)
    fields = (("code", "name", "retired"),)


@admin.register(Offence)
class OffenceAdmin(LookUpAdmin):
    list_display = ("name", "definition", "tip_class", "retired")
    list_filter = ("tip_class", "retired")
    ordering = ("pk",)
    fields = (("code", "name"), "definition", ("tip_class", "retired"))
