"""Code lists of seizures, as the CITES forms and their neighbours use them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Setting(models.TextChoices):
    """What kind of place. The illegal trade report asks for it in words beside the place; this list is our own."""

    AIRPORT = "airport", _("Airport")
    SEAPORT = "seaport", _("Sea port")
    BORDER = "border", _("Land border")
    ROAD = "road", _("Road")
    POST = "post", _("Post or courier centre")
    MARKET = "market", _("Market or shop")
    RESTAURANT = "restaurant", _("Restaurant")
    FARM = "farm", _("Farm or breeding place")
    STORE = "store", _("Warehouse or workshop")
    HOME = "home", _("Home")
    WILD = "wild", _("Forest or other wild place")
    SEA = "sea", _("At sea")
    OTHER = "other", _("Other")
    UNKNOWN = "unknown", _("Unknown")


class Transport(models.TextChoices):
    AIR_PASSENGER = "air_passenger", _("Air passenger")
    AIR_CARGO = "air_cargo", _("Air cargo")
    SEA_CONTAINER = "sea_container", _("Sea container")
    VESSEL = "vessel", _("Other vessel")
    RAIL = "rail", _("Rail")
    ROAD = "road", _("Road")
    POST = "post", _("Post")
    COURIER = "courier", _("Courier")
    FOOT = "foot", _("On foot")
    ONLINE = "online", _("Online only")
    UNKNOWN = "unknown", _("Unknown")


class Detection(models.TextChoices):
    INTELLIGENCE = "intelligence", _("Intelligence")
    TIP = "tip", _("Tip")
    TARGETING = "targeting", _("Targeting")
    ROUTINE = "routine", _("Routine check")
    RANDOM = "random", _("Random check")
    XRAY = "xray", _("X-ray")
    DOG = "dog", _("Dog")
    ONLINE = "online", _("Online monitoring")
    INVESTIGATION = "investigation", _("Investigation")
    OTHER = "other", _("Other")


class Disposal(models.TextChoices):
    STORED = "stored", _("Stored")
    DESTROYED = "destroyed", _("Destroyed")
    RETURNED = "returned", _("Returned to origin")
    RESCUE = "rescue", _("Rescue centre")
    ZOO = "zoo", _("Zoo")
    RELEASED = "released", _("Released")
    COURT = "court", _("Court exhibit")
    SOLD = "sold", _("Sold")
    PENDING = "pending", _("Pending")
    UNKNOWN = "unknown", _("Unknown")


class ValueMethod(models.TextChoices):
    MARKET = "market", _("Market price")
    OFFICIAL = "official", _("Official value")
    ESTIMATE = "estimate", _("Estimate")


class SourceCode(models.TextChoices):
    """CITES source codes (Regulation (EC) 865/2006, Annex IX, which mirrors the Convention's)."""

    W = "W", _("W · Taken from the wild")
    R = "R", _("R · Ranched")
    D = "D", _("D · Appendix I, bred or propagated commercially")
    A = "A", _("A · Plants artificially propagated")
    C = "C", _("C · Bred in captivity")
    F = "F", _("F · Born in captivity")
    U = "U", _("U · Unknown")
    I = "I", _("I · Confiscated or seized")  # noqa: E741 (the code itself)
    O = "O", _("O · Pre-Convention")  # noqa: E741 (the code itself)
    X = "X", _("X · Introduced from the sea")
    Y = "Y", _("Y · Plants of assisted production")


class PurposeCode(models.TextChoices):
    """CITES purpose codes (Regulation (EC) 865/2006, Annex IX, which mirrors the Convention's)."""

    T = "T", _("T · Commercial")
    Z = "Z", _("Z · Zoo")
    G = "G", _("G · Botanical garden")
    Q = "Q", _("Q · Circus or travelling exhibition")
    S = "S", _("S · Scientific")
    H = "H", _("H · Hunting trophy")
    P = "P", _("P · Personal")
    M = "M", _("M · Medical")
    E = "E", _("E · Educational")
    N = "N", _("N · Reintroduction to the wild")
    B = "B", _("B · Breeding or propagation")
    L = "L", _("L · Law enforcement or forensic")


class Condition(models.TextChoices):
    ALIVE = "alive", _("Alive")
    DEAD = "dead", _("Dead")
    PART = "part", _("Part or product")
    UNKNOWN = "unknown", _("Unknown")


class Basis(models.TextChoices):
    """By what a species was told. Our own list."""

    SPECIMEN = "specimen", _("The specimen, by its looks")
    PICTURE = "picture", _("Pictures")
    LABORATORY = "laboratory", _("Laboratory")
    PAPERS = "papers", _("Labels or papers")
    STATEMENT = "statement", _("What somebody said")


class Certainty(models.TextChoices):
    CERTAIN = "certain", _("Certain")
    PROBABLE = "probable", _("Probable")
    POSSIBLE = "possible", _("Possible")
    UNKNOWN = "unknown", _("Not judged")


class RouteRole(models.TextChoices):
    """What a place was to the goods, in the order in which the forms name them."""

    ORIGIN = "origin", _("Origin")
    EXPORT = "export", _("Export")
    TRANSIT = "transit", _("Transit")
    IMPORT = "import", _("Import")
    DESTINATION = "destination", _("Destination")


class Arrested(models.TextChoices):
    YES = "yes", _("Arrested")
    NO = "no", _("Not arrested")
    UNKNOWN = "unknown", _("Not known whether arrested")


class Fate(models.TextChoices):
    """What became of live animals."""

    IN_SITU = "in_situ", _("Alive in situ")
    RESCUED = "rescued", _("Rescued")
    REHABILITATION = "rehabilitation", _("In rehabilitation")
    RELEASED = "released", _("Released")
    REPATRIATED = "repatriated", _("Repatriated")
    PERMANENT = "permanent", _("Permanent care")
    EUTHANISED = "euthanised", _("Euthanised")
    DIED = "died", _("Died")
    UNKNOWN = "unknown", _("Unknown")
