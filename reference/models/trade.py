"""Trade terms, units, and the words people use for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reference.models.edition import Loaded, Retirable, Searchable, search_indexes


class TradeTerm(Retirable):
    """A row of a code list: `scheme` 'term' is the CITES list of specimens; 'purpose' and 'source' are CITES too.

    Rows of a scheme that begins with `aitr_` (annual illegal trade report) are unverified.
    """

    scheme = models.CharField(_("list"), max_length=20)
    code = models.CharField(_("code"), max_length=20)
    name = models.TextField(_("name"))
    preferred_unit = models.TextField(_("preferred unit"), blank=True)
    alternative_unit = models.TextField(_("alternative unit"), blank=True)
    explanation = models.TextField(_("explanation"), blank=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("trade term")
        verbose_name_plural = _("trade terms")
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="one_code_each")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class TermWord(Searchable):
    """A word or phrase that tells of a specimen, a sale or the lack of one. Slang alone never makes a case.

    `confidence`: A official or seen in news, B word lists, C unverified.
    """

    term = models.ForeignKey(TradeTerm, null=True, blank=True, on_delete=models.PROTECT, related_name="words")
    word = models.TextField(_("word"))
    code = models.CharField(_("code"), max_length=20, help_text=_("CITES term code, or OTHER where none fits"))
    kind = models.CharField(_("kind"), max_length=20)
    slang = models.BooleanField(_("slang"), default=False)
    confidence = models.CharField(_("confidence"), max_length=1)
    species_hint = models.TextField(_("points to taxon"), blank=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("word for a term")
        verbose_name_plural = _("words for terms")
        constraints = [
            models.UniqueConstraint(fields=["word", "lang", "code", "kind", "species_hint"], name="one_term_word_each"),
        ]
        indexes = search_indexes("termword")

    def __str__(self) -> str:
        return self.word


class Unit(Retirable):
    """A unit of the CITES trade reports: g, kg, l, ml, m, m2, m3, cm3, no."""

    code = models.CharField(_("code"), max_length=10, unique=True)
    name = models.TextField(_("name"))

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.code


class UnitWord(Loaded):
    """A word or classifier for a quantity; `factor` times the number gives the unit (None: no fixed size)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="words")
    lang = models.CharField(_("language"), max_length=20)
    word = models.TextField(_("word"))
    normalised = models.TextField(editable=False)
    factor = models.DecimalField(_("factor"), max_digits=14, decimal_places=6, null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("word for a unit")
        verbose_name_plural = _("words for units")
        constraints = [models.UniqueConstraint(fields=["lang", "word"], name="one_unit_word_each")]

    def __str__(self) -> str:
        return self.word
