"""The groups of taxa by which the queue is filtered and agencies are found: coarse, and kept in clear on a tip."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TaxonGroup(TextChoices):
    """The `group` column of the edition's most trafficked taxa, and one for all others."""

    ELEPHANTS = "elephants", _("Elephants")
    RHINOS = "rhinos", _("Rhinos")
    PANGOLINS = "pangolins", _("Pangolins")
    CATS = "cats", _("Cats")
    BEARS = "bears", _("Bears")
    PRIMATES = "primates", _("Primates")
    BIRDS = "birds", _("Birds")
    TURTLES = "turtles", _("Turtles and tortoises")
    CROCODILES = "crocodiles", _("Crocodiles")
    SNAKES = "snakes", _("Snakes")
    LIZARDS = "lizards", _("Lizards")
    AMPHIBIANS = "amphibians", _("Amphibians")
    FISH = "fish", _("Fish")
    MARINE_MAMMALS = "marine mammals", _("Marine mammals")
    INVERTEBRATES = "invertebrates", _("Invertebrates")
    UNGULATES = "ungulates", _("Ungulates")
    OTTERS = "otters", _("Otters")
    CIVETS = "civets", _("Civets")
    CARNIVORES = "carnivores", _("Other carnivores")
    RODENTS = "rodents", _("Rodents")
    BATS = "bats", _("Bats")
    TIMBER = "timber", _("Timber")
    PLANTS = "plants", _("Other plants")
    OTHER = "other", _("Another species")
