"""The source's journey: its fields, choices and limits, the same in chat, on the web and by the API. Pure."""

from dataclasses import dataclass, field, fields
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MAX_NARRATIVE = 10_000  # characters
MAX_ANSWER = 1_000  # characters of any other answer
MAX_FILES = 10
MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_SUBJECTS = 5


class Urgency(TextChoices):
    NOW = "now", _("It is happening now")
    DAY = "day", _("In the next 24 hours")
    ONGOING = "ongoing", _("It goes on regularly")
    PAST = "past", _("It is over")
    UNKNOWN = "unknown", _("I don't know")


class Offence(TextChoices):
    KILLING = "killing", _("Killing or trapping")
    LIVE = "live", _("Live animal sold or kept")
    PARTS = "parts", _("Parts or products")
    ONLINE = "online", _("Online offer")
    TRANSPORT = "transport", _("Transport or smuggling")
    RESTAURANT = "restaurant", _("Restaurant, market or medicine")
    BREEDING = "breeding", _("Farm or breeding")
    FISHING = "fishing", _("Fishing or sea life")
    TIMBER = "timber", _("Timber or plants")
    CRUELTY = "cruelty", _("Poisoning or cruelty")
    OFFICIAL = "official", _("An official is involved")
    OTHER = "other", _("Something else")


class Condition(TextChoices):
    ALIVE = "alive", _("Alive")
    DEAD = "dead", _("Dead")
    PART = "part", _("Parts or products")
    UNKNOWN = "unknown", _("I don't know")


class Precision(TextChoices):
    EXACT = "exact", _("Exactly there")
    NEAR = "near", _("Near there")
    REGION = "region", _("Somewhere in that region")


class Basis(TextChoices):
    SAW = "saw", _("I saw it myself")
    WORK = "work", _("I work there")
    TOLD = "told", _("Someone told me")
    ONLINE = "online", _("I saw it online or in a document")
    GUESS = "guess", _("I suspect it")


class Exposure(TextChoices):
    YES = "yes", _("Yes")
    MAYBE = "maybe", _("Maybe")
    NO = "no", _("No")


class Sharing(TextChoices):
    ASK = "ask", _("Ask me first")
    AUTHORITIES = "authorities", _("Authorities may be told")
    PARTNERS = "partners", _("Partner organisations may be told")
    ONLY_YOU = "only_you", _("Only you")


@dataclass
class Story:
    """What a source tells: only `narrative` or a file is needed, all else may stay empty.

    `offences` holds `Offence` values; `country` ISO 3166-1 alpha-2; `subjects` up to five free descriptions;
    `pin` is "lat,lon" in WGS 84 degrees or a pasted map link, kept as given.
    """

    narrative: str = ""
    urgency: str = ""
    offences: list[str] = field(default_factory=list)
    species: str = ""
    condition: str = ""
    quantity: str = ""
    price: str = ""
    country: str = ""
    place: str = ""
    pin: str = ""
    precision: str = ""
    place_kind: str = ""
    link: str = ""
    when: str = ""
    repeated: str = ""
    subjects: list[str] = field(default_factory=list)
    basis: str = ""
    exposure: str = ""
    sharing: str = Sharing.ASK
    safe_time: str = ""

    def answers(self) -> dict[str, Any]:
        """Every answer beside the narrative that is not empty, for sealing."""
        # Read off one by one: `asdict` copies deeply, and every report asks several times.
        told = ((item.name, getattr(self, item.name)) for item in fields(self) if item.name != "narrative")
        return {name: list(value) if isinstance(value, list) else value for name, value in told if value}

    @classmethod
    def from_answers(cls, narrative: str, answers: dict[str, Any]) -> "Story":
        """The story again from what was sealed; unknown names are left out."""
        known = {item.name for item in fields(cls)}
        return cls(narrative=narrative, **{name: value for name, value in answers.items() if name in known})
