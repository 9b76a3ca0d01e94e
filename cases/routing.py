"""Which agency suits a case: a pure function over facts, with every weight in one table."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.models import Case
from reference.spelling import plain

# Points for what speaks for an agency, and against it. The country decides; the rest ranks within it.
WEIGHTS: dict[str, int] = {
    "country": 40, "several_countries": 20,
    "province": 20, "whole_country": 8, "other_province": -25,
    "offence": 15, "every_offence": 4, "other_offence": -15,
    "species": 15, "every_species": 4, "other_species": -15,
    "mandate": 10, "checked": 5, "channel": 10, "key": 4,
    "quick": 6, "slow": -6, "risk": -30,
}  # fmt: skip
WORDS: dict[str, Any] = {
    "country": _("its country is the case's"), "several_countries": _("the case spans several countries"),
    "province": _("its province is named in the case"), "whole_country": _("it acts in the whole country"),
    "other_province": _("it acts in another province"),
    "offence": _("the offence is one of its own"), "every_offence": _("it takes every offence"),
    "other_offence": _("it is for other offences"),
    "species": _("the species are of its groups"), "every_species": _("it takes every species"),
    "other_species": _("it is for other species"),
    "mandate": _("its mandate fits this kind of case"), "checked": _("the directory's entry was checked"),
    "channel": _("a contact was verified"), "key": _("mail to it can be encrypted"),
    "quick": _("it acknowledges within 72 hours"), "slow": _("it takes longer than ten days to acknowledge"),
    "risk": _("another way is advised"),
}  # fmt: skip
QUICK, SLOW = timedelta(hours=72), timedelta(days=10)
MANDATES: dict[str, frozenset[str]] = {
    Case.Type.TRADE: frozenset({"wildlife", "police", "customs", "market"}),
    Case.Type.POACHING: frozenset({"wildlife", "police"}),
    Case.Type.ONLINE: frozenset({"police", "wildlife", "market"}),
    Case.Type.CAPTIVE: frozenset({"wildlife", "CITES MA", "rescue"}),
    Case.Type.HABITAT: frozenset({"timber", "wildlife"}),
    Case.Type.CORRUPTION: frozenset({"police"}),
}
ABROAD = "INTL"
# Thai, Lao, Burmese, Khmer; Chinese characters.
UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3400-\u9fff]")


@dataclass(frozen=True)
class CaseFacts:
    """countries: ISO 3166-1 alpha-2. places: as reports and seizures word them. offences: `TipClass` values. groups:
    `TaxonGroup` values."""

    type: str = Case.Type.OTHER
    countries: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    offences: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True)
class AgencyFacts:
    """spellings: other names of the province. median: from sending to the first answer, None where nothing is known."""

    country: str
    province: str = ""
    spellings: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    offences: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    is_checked: bool = False
    has_channel: bool = False
    has_key: bool = False
    has_risk: bool = False
    median: timedelta | None = None


@dataclass(frozen=True)
class Score:
    """reasons: keys of WEIGHTS, in the order of the table. points: their sum."""

    reasons: tuple[str, ...] = field(default=())

    @property
    def points(self) -> int:
        return sum(WEIGHTS[reason] for reason in self.reasons)

    @property
    def words(self) -> list[Any]:
        return [WORDS[reason] for reason in self.reasons]


def score(case: CaseFacts, agency: AgencyFacts) -> Score | None:
    """What speaks for an agency and against it; None where it is not asked: another country's."""
    first = _of_country(case, agency)
    if not first:
        return None
    found = {
        first, _of_province(case, agency), _among("offence", case.offences, agency.offences),
        _among("species", case.groups, agency.groups), _of_time(agency.median),
        "mandate" if MANDATES.get(case.type, frozenset()) & agency.tags else "",
        "checked" if agency.is_checked else "", "channel" if agency.has_channel else "",
        "key" if agency.has_key else "", "risk" if agency.has_risk else "",
    }  # fmt: skip
    return Score(tuple(reason for reason in WEIGHTS if reason in found))


def _of_country(case: CaseFacts, agency: AgencyFacts) -> str:
    if agency.country in case.countries:
        return "country"
    return "several_countries" if agency.country == ABROAD and len(case.countries) > 1 else ""


def _of_province(case: CaseFacts, agency: AgencyFacts) -> str:
    if not agency.province:
        return "" if agency.country == ABROAD else "whole_country"
    names = (agency.province, *agency.spellings)
    return "province" if any(is_named(name, case.places) for name in names) else "other_province"


def is_named(province: str, places: Iterable[str]) -> bool:
    """Whether one of the places names the province, as whole words: `Hà` is not in `Hà Nội` by its letters alone.

    Thai, Lao, Khmer, Burmese and Chinese part no words: there the letters decide.
    """
    wanted = _words(province)
    if not wanted.strip():
        return False
    wanted = wanted.strip() if UNPARTED.search(wanted) else wanted
    return any(wanted in _words(place) for place in places)


def _words(text: str) -> str:
    """The words with one space around each. Vowel signs are marks, and stay: only signs between words part them."""
    parted = "".join(" " if unicodedata.category(sign)[0] in "PSC" else sign for sign in plain(text))
    return f" {' '.join(parted.split())} "


def _among(what: str, told: frozenset[str], own: frozenset[str]) -> str:
    if not own:
        return f"every_{what}"
    if not told:
        return ""
    return what if told & own else f"other_{what}"


def _of_time(span: timedelta | None) -> str:
    if span is None:
        return ""
    return "quick" if span <= QUICK else "slow" if span > SLOW else ""
