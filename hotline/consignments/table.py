"""The one table of red flags: what each weighs, what it says, and the source of its rule."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Rule:
    """A red flag. `points`: what it adds to the priority of its tip; all of a consignment together `MOST` at most."""

    points: int
    label: Any
    source: str


MOST = 20
OWN = "Hornbill"
FLAGS: dict[str, Rule] = {
    "container_form": Rule(3, _("This is no container number"), "ISO 6346:2022"),
    "container_check": Rule(5, _("The check digit of the container number is wrong"), "ISO 6346:2022, annex A"),
    "imo_check": Rule(5, _("The check digit of the vessel's number is wrong"), "IMO Resolution A.1117(30)"),
    "awb_form": Rule(3, _("This is no number of an air waybill"), "IATA Resolution 600a"),
    "awb_check": Rule(5, _("The check digit of the air waybill is wrong (seven)"), "IATA Resolution 600a"),
    "postal_form": Rule(3, _("This is no number of a postal item"), "UPU standard S10"),
    "postal_check": Rule(5, _("The check digit of the postal item is wrong"), "UPU standard S10"),
    "cites_taxon": Rule(10, _("The goods name a species of the CITES Appendices"), "CITES Appendices, as loaded"),
    "wildlife_term": Rule(6, _("The goods are told in a word of the wildlife trade"), "CITES trade terms, word lists"),
    "cover_goods": Rule(
        4, _("Goods under which wildlife was hidden on such ways"),
        "National Parks Board of Singapore, seizures of April and July 2019",
    ),
    "known_route": Rule(
        5, _("From a region that ivory and pangolin scales leave to one where they arrive"),
        "UNODC, World Wildlife Crime Report 2020, chapters on ivory and pangolins",
    ),
    "known_transit": Rule(
        4, _("Through a port where such goods were transhipped"),
        "UNODC, World Wildlife Crime Report 2020, chapters on ivory and pangolins",
    ),
    "turns_back": Rule(3, _("The way leads through a country twice"), OWN),
    "weight_differs": Rule(6, _("Weighed and declared weight differ by more than a tenth"), OWN),
    "pieces_differ": Rule(6, _("Counted and declared pieces differ"), OWN),
    "too_heavy_container": Rule(4, _("More than these containers may weigh"), "ISO 668:2020, 36,000 kg each"),
    "too_heavy_postal": Rule(4, _("Heavier than a postal parcel may be"), "UPU Convention Regulations, 30 kg"),
    "too_light": Rule(3, _("Hardly any weight for so many pieces"), OWN),
}  # fmt: skip

ORIGINS = frozenset(
    (
        "AO", "BI", "BJ", "CD", "CF", "CG", "CI", "CM", "ET", "GA", "GH", "GN", "GQ", "KE", "LR", "MG", "MW", "MZ",
        "NG", "SL", "SN", "SS", "TG", "TZ", "UG", "ZA", "ZM", "ZW",
    )
)  # fmt: skip
ARRIVALS = frozenset(["CN", "HK", "KH", "LA", "MO", "MY", "SG", "TH", "VN"])
TRANSITS = frozenset(["AE", "ET", "HK", "KE", "KH", "LA", "MY", "QA", "SG", "TH", "TR"])
# In the words of the declarations, small letters.
COVERS = ("frozen beef", "cassia seed", "timber", "sawn wood", "wood logs")
TENTH = 0.1
CONTAINER_KG, POSTAL_KG, LIGHTEST_KG = 36_000, 30, 0.005
