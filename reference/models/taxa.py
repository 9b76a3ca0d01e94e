"""Taxa as CITES lists them, and their names in many languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reference import appendix as appendices
from reference.models.edition import Retirable, Searchable, search_indexes


class Taxon(Retirable):
    """A taxon that is listed, or that people have a name for.

    `appendix` is what stands at this very rank in the source ('' where nothing does): ask `appendix_as_listed` for
    the answer.
    """

    class Rank(models.TextChoices):
        KINGDOM = "kingdom", _("kingdom")
        PHYLUM = "phylum", _("phylum")
        CLASS = "class", _("class")
        ORDER = "order", _("order")
        FAMILY = "family", _("family")
        SUBFAMILY = "subfamily", _("subfamily")
        GENUS = "genus", _("genus")
        SPECIES = "species", _("species")
        SUBSPECIES = "subspecies", _("subspecies")
        VARIETY = "variety", _("variety")
        GROUP = "group", _("informal group")

    scientific_name = models.TextField(_("scientific name"), unique=True)
    rank = models.CharField(_("rank"), max_length=10, choices=Rank)
    kingdom = models.TextField(_("kingdom"), blank=True)
    phylum = models.TextField(_("phylum"), blank=True)
    class_name = models.TextField(_("class"), blank=True)
    order = models.TextField(_("order"), blank=True)
    family = models.TextField(_("family"), blank=True)
    genus = models.TextField(_("genus"), blank=True)
    author = models.TextField(_("author"), blank=True)
    appendix = models.CharField(_("appendix at this rank"), max_length=20, blank=True)
    members_appendix = models.CharField(_("appendices of members"), max_length=20, blank=True)
    annotation = models.TextField(_("annotation"), blank=True)
    status_note = models.TextField(_("note"), blank=True)
    changed_on = models.DateField(_("listed or changed on"), null=True, blank=True)
    basis = models.TextField(_("basis"), blank=True)
    cites_taxon_id = models.IntegerField(_("CITES taxon id"), null=True, blank=True)
    english = models.TextField(_("English name"), blank=True)
    group = models.TextField(_("group"), blank=True)
    tier = models.SmallIntegerField(
        _("priority tier"), null=True, blank=True, help_text=_("1 is watched first; empty: not on the list")
    )

    class Meta:
        verbose_name = _("taxon")
        verbose_name_plural = _("taxa")
        indexes = [
            models.Index(fields=["group", "tier"]),
            models.Index(fields=["tier", "scientific_name"], name="taxon_by_tier"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(scientific_name=""), name="taxon_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.scientific_name

    @property
    def full_name(self) -> str:
        return f"{self.scientific_name} ({self.english})" if self.english else self.scientific_name

    def appendix_as_listed(self) -> appendices.AsListed:
        """The appendix by the ladder of `reference.appendix`. One query, none where this rank is listed itself."""
        return appendices.of_many([self])[self.pk]

    def parent(self) -> "Taxon | None":
        """The nearest taxon above that has a row of its own; None at the top."""
        rungs = [name for rank, name in appendices.rungs(self) if name != self.scientific_name]
        above = {taxon.scientific_name: taxon for taxon in Taxon.objects.filter(scientific_name__in=rungs)}
        return next((above[name] for name in rungs if name in above), None)


class TaxonName(Searchable):
    """One name of a taxon. Unverified names are suggestions: a native speaker has not confirmed them."""

    class Kind(models.TextChoices):
        SCIENTIFIC = "scientific", _("scientific")
        SYNONYM = "synonym", _("synonym")
        VERNACULAR = "vernacular", _("vernacular")

    taxon = models.ForeignKey(Taxon, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.TextField(_("name"))
    source = models.TextField(_("source"), blank=True)
    verified = models.BooleanField(_("verified"), db_default=True, default=True)

    class Meta:
        verbose_name = _("name of a taxon")
        verbose_name_plural = _("names of taxa")
        constraints = [
            models.UniqueConstraint(fields=["taxon", "kind", "lang", "name"], name="one_taxon_name_each"),
        ]
        indexes = search_indexes("taxonname")

    def __str__(self) -> str:
        return self.name
