"""Risk indicators for targeting: each with its definition, and with the rows that made it fire.

They say where to look. None says that anybody did anything.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import SpecimenLine
from cases.trends import sellers
from cases.trends.counting import Dimension
from cases.trends.dimensions import CONCEALMENT, PORTS_OF_CALL, written
from cases.trends.ground import Ground
from hotline.models import SpeciesLine
from intel.models import Schema

SEIZURES = 3  # of a way, a port or a species, from which on it fires
CASES = 2  # in which a concealment returns
TRANSITS = 2
REPORTS = 3  # of a watched species
RECENT = timedelta(days=180)
BEFORE = 5  # ways known from earlier, without which none is new
MOST = 40  # lines of one indicator
ACCOUNTS = (Schema.USER_ACCOUNT, Schema.PHONE, Schema.EMAIL, Schema.BANK_ACCOUNT)

Rows = dict[str, set[UUID]]  # by kind the rows that made it fire


@dataclass(frozen=True)
class Fired:
    """What an indicator points at: `label`, and ids of rows by kind."""

    label: str
    rows: Rows

    @property
    def weight(self) -> int:
        return max(len(ids) for ids in self.rows.values())


@dataclass(frozen=True)
class Indicator:
    code: str
    name: Any
    definition: Any
    look: Callable[[Ground], Iterable[Fired]]

    def fired(self, ground: Ground) -> list[Fired]:
        return sorted(self.look(ground), key=lambda each: (-each.weight, each.label))[:MOST]


def _often(found: dict[str, set[UUID]], fewest: int, kind: str = "seizure") -> Iterable[Fired]:
    return [Fired(label, {kind: ids}) for label, ids in found.items() if label and len(ids) >= fewest]


def _ends(ground: Ground) -> dict[str, set[UUID]]:
    found = defaultdict(set)
    for (seizure, _case), way in ground.ways.items():
        if len(way) > 1:
            found[written((way[0], way[-1]))].add(seizure)
    return found


def _routes(ground: Ground) -> Iterable[Fired]:
    return _often(_ends(ground), SEIZURES)


def _new_routes(ground: Ground) -> Iterable[Fired]:
    ends = _ends(ground)
    days = dict(ground.seizures().values_list("pk", "seized_on"))
    since = timezone.localdate() - RECENT
    if sum(days[pk] < since for ids in ends.values() for pk in ids) < BEFORE:
        return []
    return [Fired(label, {"seizure": ids}) for label, ids in ends.items() if min(days[pk] for pk in ids) >= since]


def _detours(ground: Ground) -> Iterable[Fired]:
    found = defaultdict(set)
    for (seizure, _case), way in ground.ways.items():
        if len(way) - 2 >= TRANSITS:
            found[written(way)].add(seizure)
    return _often(found, 1)


def _ports(ground: Ground) -> Iterable[Fired]:
    return _often(PORTS_OF_CALL.pairs(ground, "seizure"), SEIZURES)


def _concealments(ground: Ground) -> Iterable[Fired]:
    rows: dict[str, set[UUID]] = defaultdict(set)
    cases: dict[str, set[UUID]] = defaultdict(set)
    told = CONCEALMENT.said(ground.seizures(), "seizure").exclude(said="")
    for said, pk, case in told.values_list("said", "pk", "case"):
        rows[said].add(pk)
        cases[said].add(case)
    return [Fired(said, {"seizure": ids}) for said, ids in rows.items() if len(cases[said]) >= CASES]


def _forbidden(ground: Ground) -> Iterable[Fired]:
    lines = SpecimenLine.objects.filter(seizure__in=ground.seizures().values("pk"), appendix="I").order_by()
    return _by_species(lines.values_list("taxon__scientific_name", "seizure").distinct(), "seizure", SEIZURES)


def _watched(ground: Ground) -> Iterable[Fired]:
    since = timezone.localdate() - RECENT
    told = ground.reports().filter(at__gte=since).values("pk")
    lines = SpeciesLine.objects.filter(report__in=told, taxon__tier=1).order_by()
    return _by_species(lines.values_list("taxon__scientific_name", "report").distinct(), "report", REPORTS)


def _by_species(pairs: Iterable[tuple[str, UUID]], kind: str, fewest: int) -> Iterable[Fired]:
    found = defaultdict(set)
    for name, pk in pairs:
        found[name].add(pk)
    return _often(found, fewest, kind)


def _sellers(ground: Ground) -> Iterable[Fired]:
    for one in sellers.repeated(ground):
        if one.first.schema in ACCOUNTS:
            label = f"{one.first.get_schema_display()} · {one.first.name}"
            yield Fired(label, {kind: ids for kind, ids in (("report", one.reports), ("case", one.cases)) if ids})


ALL = {
    each.code: each
    for each in (
        Indicator(
            "route", _("A route that returns"),
            _("The same country of origin and the same destination in three seizures or more."), _routes,
        ),
        Indicator(
            "new_route", _("A new route"),
            _("Origin and destination that no seizure named until 180 days ago, and one does since; told only where at "
              "least five seizures before that have a way."), _new_routes,
        ),
        Indicator(
            "detour", _("A detour"),
            _("A way through two countries or more between origin and destination: longer than goods in order go."),
            _detours,
        ),
        Indicator(
            "port", _("A port that returns"),
            _("An airport, sea port, border post or post centre, or a named stop of a way, in three seizures or more."),
            _ports,
        ),
        Indicator(
            "concealment", _("A concealment that returns"),
            _("Goods hidden in the same way, in the words of the record, in seizures of two cases or more."),
            _concealments,
        ),
        Indicator(
            "appendix_one", _("A species of Appendix I that returns"),
            _("A species that stood in CITES Appendix I at the date, in three seizures or more."), _forbidden,
        ),
        Indicator(
            "watched", _("A watched species, told of often"),
            _("A species of the first priority tier in three released reports or more that tell of the last 180 "
              "days."), _watched,
        ),
        Indicator(
            "seller", _("An account or number that returns"),
            _("An account, a telephone, an address or a bank account in two reports or cases or more, also under "
              "several names that were judged the same. Victims and witnesses are left out."), _sellers,
        ),
    )
}  # fmt: skip


class ByIndicator(Dimension):
    """By what an indicator points at: `route|NG > VN`."""

    def of_kind(self, ground: Ground, kind: str) -> dict[str, int]:
        return {}

    def rows(self, ground: Ground, kind: str, value: str) -> Any:
        code, _bar, label = value.partition("|")
        fired = ALL[code].fired(ground) if code in ALL else []
        ids: set[UUID] = next((each.rows.get(kind, set()) for each in fired if each.label == label), set())
        return ground.of(kind).filter(pk__in=ids)


INDICATORS = ByIndicator("indicator", _("risk indicator"), ("report", "case", "seizure"))
