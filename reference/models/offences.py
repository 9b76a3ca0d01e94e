"""Offences: the short list a source chooses from, and the longer one of reports and cases."""

from django.db import models
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from reference.models.edition import Retirable


class TipClass(models.TextChoices):
    """What a source can tick: coarse on purpose, several may be chosen."""

    KILLING = "killing", _("Killing or trapping")
    LIVE = "live", _("Live animal sold or kept")
    PARTS = "parts", _("Parts or products")
    ONLINE = "online", _("Online offer")
    TRANSPORT = "transport", _("Transport or smuggling")
    RESTAURANT = "restaurant", _("Restaurant, market or medicine")
    BREEDING = "breeding", _("Farm or breeding")
    FISHING = "fishing", _("Fishing or marine")
    TIMBER = "timber", _("Timber or plants")
    CRUELTY = "cruelty", _("Poisoning or cruelty")
    OFFICIAL = "official", _("Official involved")
    OTHER = "other", _("Other")


# Those of the edition (reference/data/offences.csv), for the catalogues.
NAMES = (
    gettext_noop("Poaching or killing"),
    gettext_noop("Trapping or snaring"),
    gettext_noop("Poisoning"),
    gettext_noop("Taking eggs or young"),
    gettext_noop("Illegal possession"),
    gettext_noop("Illegal keeping or display"),
    gettext_noop("Sale in a shop or market"),
    gettext_noop("Online sale"),
    gettext_noop("Transport"),
    gettext_noop("Import or export smuggling"),
    gettext_noop("Breeding or laundering fraud"),
    gettext_noop("Permit fraud"),
    gettext_noop("Processing or workshop"),
    gettext_noop("Restaurant or medicine use"),
    gettext_noop("Illegal fishing"),
    gettext_noop("Illegal logging"),
    gettext_noop("Habitat destruction"),
    gettext_noop("Corruption"),
    gettext_noop("Money laundering"),
    gettext_noop("Threats to staff"),
    gettext_noop("Other"),
)


class Offence(Retirable):
    """An offence that a report or a case names."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.TextField(_("name"))
    definition = models.TextField(_("definition"), blank=True)
    tip_class = models.CharField(_("class in tips"), max_length=20, choices=TipClass)

    class Meta:
        verbose_name = _("offence")
        verbose_name_plural = _("offences")
        constraints = [
            models.CheckConstraint(condition=models.Q(tip_class__in=TipClass.values), name="offence_has_a_tip_class"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def told(self) -> str:
        """Its name in the language that is active; one that a deployment added stays as written."""
        return gettext(self.name) if self.name else ""
