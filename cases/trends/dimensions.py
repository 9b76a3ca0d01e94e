"""What rows can be counted by: month, species, country, way, port …"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, F, Q, Value, When
from django.db.models.functions import Concat, Lower, Trim
from django.utils.translation import gettext_lazy as _

from cases.models import RouteStop
from cases.models.trade_codes import Setting, Transport
from cases.trends.counting import (
    ByCountry,
    ByField,
    ByMonth,
    ByPlatform,
    ByProvince,
    Dimension,
    Express,
    OfSeizures,
    month_of,
)  # fmt: skip
from cases.trends.ground import Ground
from hotline.public.countries import NAMES
from hotline.taxon_groups import TaxonGroup
from intel.trends import flows

PORTS = (Setting.AIRPORT, Setting.SEAPORT, Setting.BORDER, Setting.POST)
YEAR = "year"


def written(way: Iterable[str]) -> str:
    """`NG > SG > VN`, as the filter takes it."""
    return " > ".join(way)


def _routes(ground: Ground) -> Iterable[tuple[str, Any, Any]]:
    for (seizure, case), way in ground.ways.items():
        if len(way) > 1:
            yield written(way), seizure, case


def _legs(ground: Ground) -> Iterable[tuple[str, Any, Any]]:
    for (one, other), keys in flows.legs(ground.ways).items():
        for seizure, case in keys:
            yield written((one, other)), seizure, case


def _ports(ground: Ground) -> Iterable[tuple[str, Any, Any]]:
    """Airports, sea ports, border posts and post centres where something was seized, and named stops of the ways."""
    seized = ground.seizures().filter(setting__in=PORTS).exclude(place="")
    passed = RouteStop.objects.filter(seizure__in=ground.seizures().values("pk")).exclude(place="")
    for place, country, pk, case in seized.values_list("place", "country", "pk", "case"):
        yield f"{place}, {country}", pk, case
    for place, country, pk, case in passed.values_list("place", "country", "seizure", "seizure__case"):
        yield f"{place}, {country}", pk, case


def _in_month(precision: str, column: str) -> Express:
    return lambda within: Choice(When(~Q(**{f"{within}{precision}": YEAR}), then=month_of(f"{within}{column}")))


def _group(taxon: str) -> Express:
    """The group of a taxon that is watched, `other` of any other; None where no species is told."""
    return lambda within: Choice(
        When(**{f"{within}{taxon}__isnull": True}, then=None),
        When(**{f"{within}{taxon}__group__in": TaxonGroup.values}, then=F(f"{within}{taxon}__group")),
        default=Value(TaxonGroup.OTHER.value), output_field=CharField(),
    )  # fmt: skip


def _column(name: str) -> Express:
    return lambda within: F(f"{within}{name}")


MONTHS = ByMonth(
    "month", _("month"), report=_in_month("date_precision", "at"), seizure=_in_month("date_precision", "seized_on"),
    listing=lambda within: month_of(f"{within}first_seen"),
)  # fmt: skip
GROUPS = ByField(
    "group", _("group of species"), report=_group("species__taxon"), seizure=_group("lines__taxon"),
    listing=_group("taxon"),
    words=dict(TaxonGroup.choices), of_several=True,
)  # fmt: skip
COUNTRIES = ByCountry("country", _("country"), report=_column("country"), seizure=_column("country"), words=NAMES)
PLATFORMS = ByPlatform("platform", _("platform"), ("report", "case", "listing"))
PROVINCES = ByProvince("province", _("province"), ("report", "seizure"))
ROUTES = OfSeizures("route", _("route"), _routes)
LEGS = OfSeizures("leg", _("leg of a route"), _legs)
PORTS_OF_CALL = OfSeizures("port", _("port or post"), _ports)
CONCEALMENT = ByField("concealment", _("concealment"), seizure=lambda within: Lower(Trim(f"{within}concealment")))
ALL: dict[str, Dimension] = {
    each.code: each
    for each in (
        MONTHS, GROUPS,
        ByField("taxon", _("species"), report=_column("species__taxon__scientific_name"),
                seizure=_column("lines__taxon__scientific_name"), listing=_column("taxon__scientific_name"),
                of_several=True),
        COUNTRIES, PROVINCES, ROUTES, PORTS_OF_CALL, CONCEALMENT,
        ByField("transport", _("mode of transport"), seizure=_column("transport"), words=dict(Transport.choices)),
        PLATFORMS,
        ByField("grade", _("grade"), report=lambda within: Concat(f"{within}reliability", f"{within}credibility")),
    )
}  # fmt: skip
