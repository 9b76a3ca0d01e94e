"""What rows can be counted by: month, species, country, way, port … Each number is the length of a list of rows.

Reports and seizures are counted by the database. A case is counted under all that its reports and seizures say, each
value once, which is worked out from pairs: cases are few.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, Count, F, Func, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat, Lower, Trim
from django.utils.translation import gettext_lazy as _

from cases.models import CaseReport, RouteStop
from cases.models.trade_codes import Setting, Transport
from cases.trends.ground import Ground
from hotline.taxon_groups import TaxonGroup
from intel.trends import flows
from reference import gazetteer

Counts = dict[str, dict[str, int]]  # by value the number of rows of each kind
Express = Callable[[str], Any]  # what a row says, given where its columns stand (`report__` seen from a link)
PORTS = (Setting.AIRPORT, Setting.SEAPORT, Setting.BORDER, Setting.POST)
MONTH = Value("YYYY-MM")
YEAR = "year"


class Dimension:
    """What rows can be counted by.

    kinds: the kinds of rows that say it. in_order: listed by value, not by number. told: values in words.
    """

    in_order = False

    def __init__(self, code: str, label: Any, kinds: Iterable[str], words: dict[str, Any] | None = None) -> None:
        self.code, self.label, self.kinds, self._words = code, label, tuple(kinds), words or {}

    def told(self, value: str) -> str:
        return str(self._words.get(value, value)) or str(_("not told"))

    def counts(self, ground: Ground) -> Counts:
        found: Counts = defaultdict(dict)
        for kind in self.kinds:
            for value, number in self.of_kind(ground, kind).items():
                found[value][kind] = number
        return dict(found)

    def of_kind(self, ground: Ground, kind: str) -> dict[str, int]:
        """By value the number of rows."""
        return {value: len(ids) for value, ids in self.pairs(ground, kind).items()}

    def rows(self, ground: Ground, kind: str, value: str) -> QuerySet[Any]:
        """The rows behind a number."""
        return ground.of(kind).filter(pk__in=self.pairs(ground, kind).get(value, set()))

    def pairs(self, ground: Ground, kind: str) -> dict[str, set[Any]]:
        """By value the ids of the rows."""
        raise NotImplementedError


class ByField(Dimension):
    """By what columns say: reports and seizures in SQL, cases through both."""

    def __init__(
        self, code: str, label: Any, *, report: Express | None = None, seizure: Express | None = None,
        words: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(code, label, [kind for kind, says in (("report", report), ("case", True),
                                                              ("seizure", seizure)) if says], words)  # fmt: skip
        self.says = {"report": report, "seizure": seizure}

    def of_kind(self, ground: Ground, kind: str) -> dict[str, int]:
        if kind == "case":
            return super().of_kind(ground, kind)
        rows = self.said(ground.of(kind), kind).order_by().values("said")
        return dict(rows.annotate(number=Count("pk", distinct=True)).values_list("said", "number"))

    def rows(self, ground: Ground, kind: str, value: str) -> QuerySet[Any]:
        if kind == "case":
            return super().rows(ground, kind, value)
        return ground.of(kind).filter(pk__in=self.said(ground.of(kind), kind).filter(said=value).values("pk"))

    def pairs(self, ground: Ground, kind: str) -> dict[str, set[Any]]:
        found = defaultdict(set)
        for value, pk in self._of_cases(ground):
            found[value].add(pk)
        return found

    def said(self, rows: QuerySet[Any], kind: str, within: str = "") -> QuerySet[Any]:
        says = self.says[kind]
        assert says is not None  # a kind that does not say it is in no table
        return rows.annotate(said=Coalesce(says(within), Value(""), output_field=CharField()))

    def _of_cases(self, ground: Ground) -> Iterable[tuple[str, Any]]:
        cases = ground.cases().values("pk")
        if self.says["report"]:
            told = ground.always.reports().values("pk")
            links = self.said(CaseReport.objects.filter(case__in=cases, report__in=told), "report", "report__")
            yield from links.order_by().values_list("said", "case").distinct()
        if self.says["seizure"]:
            seized = self.said(ground.always.seizures().filter(case__in=cases), "seizure")
            yield from seized.order_by().values_list("said", "case").distinct()


class ByMonth(ByField):
    """A case counts in the month in which it was opened. What is known by its year only is in no month."""

    in_order = True

    def _of_cases(self, ground: Ground) -> Iterable[tuple[str, Any]]:
        return ground.cases().annotate(said=_month("opened_at")).order_by().values_list("said", "pk")


class ByPlatform(Dimension):
    """By the platform of accounts: a report where it tells of the account, a case where the account stands in it."""

    def of_kind(self, ground: Ground, kind: str) -> dict[str, int]:
        if kind == "case":
            return super().of_kind(ground, kind)
        rows = ground.platforms().filter(report__in=ground.reports().values("pk")).order_by().values("key")
        return dict(rows.annotate(number=Count("report", distinct=True)).values_list("key", "number"))

    def rows(self, ground: Ground, kind: str, value: str) -> QuerySet[Any]:
        if kind == "case":
            return super().rows(ground, kind, value)
        return ground.reports().filter(pk__in=ground.platforms().filter(key=value).values("report"))

    def pairs(self, ground: Ground, kind: str) -> dict[str, set[Any]]:
        cases = set(ground.cases().values_list("pk", flat=True))
        told = ground.platforms().cited_before(ground.officer).order_by()  # type: ignore[attr-defined]  # a FactSet
        found: dict[str, set[Any]] = defaultdict(set)
        for value, among in told.values_list("key", "entity__compartments").distinct():
            found[value] |= cases & set(among)
        return {value: ids for value, ids in found.items() if ids}


class ByPlace(Dimension):
    """By where a told place lies, as the reference data knows it by name. The database counts places as told."""

    def counts_told(self, ground: Ground, kind: str) -> dict[gazetteer.Told, int]:
        rows = ground.of(kind).order_by().values("place", "country").annotate(number=Count("pk", distinct=True))
        most = rows.order_by("-number", "place", "country").values_list("place", "country", "number")
        return {(place, country): number for place, country, number in most}

    def named(self, told: list[gazetteer.Told], kind: str) -> dict[gazetteer.Told, str]:
        """The value of each told place that has one."""
        raise NotImplementedError

    def of_kind(self, ground: Ground, kind: str) -> dict[str, int]:
        told = self.counts_told(ground, kind)
        values = self.named(list(told), kind)
        found: dict[str, int] = defaultdict(int)
        for each, number in told.items():
            found[values.get(each, "")] += number
        return dict(found)

    def rows(self, ground: Ground, kind: str, value: str) -> QuerySet[Any]:
        told = list(self.counts_told(ground, kind))
        values = self.named(told, kind)
        by_country: dict[str, list[str]] = defaultdict(list)
        for place, country in told:
            if values.get((place, country), "") == value:
                by_country[country].append(place)
        among = Q(pk__in=[])
        for country, places in by_country.items():
            among |= Q(country=country, place__in=places)
        return ground.of(kind).filter(among)


class ByProvince(ByPlace):
    def named(self, told: list[gazetteer.Told], kind: str) -> dict[gazetteer.Told, str]:
        within = gazetteer.provinces(each for each in told if each[0])
        return {each: f"{within[each].name}, {each[1]}" for each in told if each in within}


class OfSeizures(Dimension):
    """What is worked out of the ways of seizures; a case counts where one of its seizures does."""

    def __init__(self, code: str, label: Any, ways: Callable[[Ground], Iterable[tuple[str, Any, Any]]]) -> None:
        super().__init__(code, label, ("case", "seizure"))
        self._ways = ways

    def pairs(self, ground: Ground, kind: str) -> dict[str, set[Any]]:
        found = defaultdict(set)
        cases = set(ground.cases().values_list("pk", flat=True)) if kind == "case" else set()
        for value, seizure, case in self._ways(ground.always if kind == "case" else ground):
            if kind == "seizure":
                found[value].add(seizure)
            elif case in cases:
                found[value].add(case)
        return found


def ways_of(ground: Ground) -> dict[tuple[Any, Any], flows.Way]:
    """By seizure and case, the countries of its way in order. Seizures without a way are not in it. One query."""
    stops = RouteStop.objects.filter(seizure__in=ground.seizures().values("pk")).order_by("seizure", "position")
    found: dict[tuple[Any, Any], list[str]] = defaultdict(list)
    for seizure, case, country in stops.values_list("seizure", "seizure__case", "country"):
        found[seizure, case].append(country)
    return {each: flows.tidy(codes) for each, codes in found.items()}


def written(way: Iterable[str]) -> str:
    """`NG > SG > VN`, as the filter takes it."""
    return " > ".join(way)


def _routes(ground: Ground) -> Iterable[tuple[str, Any, Any]]:
    for (seizure, case), way in ways_of(ground).items():
        if len(way) > 1:
            yield written(way), seizure, case


def _legs(ground: Ground) -> Iterable[tuple[str, Any, Any]]:
    for (one, other), keys in flows.legs(ways_of(ground)).items():
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


def _month(column: str) -> Any:
    return Func(F(column), MONTH, function="to_char", output_field=CharField())


def _in_month(precision: str, column: str) -> Express:
    return lambda within: Choice(When(~Q(**{f"{within}{precision}": YEAR}), then=_month(f"{within}{column}")))


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
    "month", _("month"), report=_in_month("date_precision", "at"), seizure=_in_month("date_precision", "seized_on")
)
GROUPS = ByField(
    "group", _("group of species"), report=_group("species__taxon"), seizure=_group("lines__taxon"),
    words=dict(TaxonGroup.choices),
)  # fmt: skip
COUNTRIES = ByField("country", _("country"), report=_column("country"), seizure=_column("country"))
PLATFORMS = ByPlatform("platform", _("platform"), ("report", "case"))
PROVINCES = ByProvince("province", _("province"), ("report", "seizure"))
ROUTES = OfSeizures("route", _("route"), _routes)
LEGS = OfSeizures("leg", _("leg of a route"), _legs)
PORTS_OF_CALL = OfSeizures("port", _("port or post"), _ports)
CONCEALMENT = ByField("concealment", _("concealment"), seizure=lambda within: Lower(Trim(f"{within}concealment")))
ALL = {
    each.code: each
    for each in (
        MONTHS, GROUPS,
        ByField("taxon", _("species"), report=_column("species__taxon__scientific_name"),
                seizure=_column("lines__taxon__scientific_name")),
        COUNTRIES, PROVINCES, ROUTES, PORTS_OF_CALL, CONCEALMENT,
        ByField("transport", _("mode of transport"), seizure=_column("transport"), words=dict(Transport.choices)),
        PLATFORMS,
        ByField("grade", _("grade"), report=lambda within: Concat(f"{within}reliability", f"{within}credibility")),
    )
}  # fmt: skip
