"""Places: countries, areas, towns, airports, ports, border posts, markets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reference.models.edition import Retirable, Searchable, search_indexes


class Place(Retirable):
    """A place that a tip, a report or an agency can name.

    `code` is stable over editions: `KH` (ISO 3166-1), `KH-12` (ISO 3166-2), `GN-…` (GeoNames), `NIS-…` (Cambodian
    district), `ICAO-…`, or kind, country and name for posts, ports and markets. Positions are WGS 84 degrees, None
    where unknown.
    """

    class Kind(models.TextChoices):
        COUNTRY = "country", _("country")
        PROVINCE = "province", _("province")
        DISTRICT = "district", _("district")
        TOWN = "town", _("town")
        AIRPORT = "airport", _("airport")
        PORT = "port", _("port")
        BORDER = "border", _("border post")
        MARKET = "market", _("market")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    code = models.TextField(_("code"), unique=True)
    name = models.TextField(_("name"))
    country = models.CharField(_("country"), max_length=2)
    admin_code = models.CharField(_("area code"), max_length=20, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="inside", verbose_name=_("within")
    )
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    population = models.IntegerField(_("population"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        indexes = [models.Index(fields=["country", "kind", "name"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lon__isnull=True)
                | models.Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="place_is_on_the_globe",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        """Name, what it lies in, country: 'Pursat, Pursat, KH'. Select `parent` with it, or it costs a query."""
        within = self.parent.name if self.parent and self.parent.kind != self.Kind.COUNTRY else ""
        return ", ".join(filter(None, (self.name, within, self.country if self.kind != self.Kind.COUNTRY else "")))


class PlaceName(Searchable):
    """One name of a place in one language or script."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    name = models.TextField(_("name"))

    class Meta:
        verbose_name = _("name of a place")
        verbose_name_plural = _("names of places")
        constraints = [models.UniqueConstraint(fields=["place", "lang", "name"], name="one_place_name_each")]
        indexes = search_indexes("placename")

    def __str__(self) -> str:
        return self.name
