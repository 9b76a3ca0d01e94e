"""How rows are counted by what they say. Each number is the length of a list of rows.

Reports and seizures are counted by the database. A case is counted under all that its reports and seizures say, each
value once, which is worked out from pairs: cases are few.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, Count, F, Func, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cases.models import CaseReport
from cases.trends.ground import PLATFORM, Ground
from reference import gazetteer

Counts = dict[str, dict[str, int]]  # by value the number of rows of each kind
Express = Callable[[str], Any]  # what a row says, given where its columns stand (`report__` seen from a link)
MONTH = Value("YYYY-MM")


class Dimension(ABC):
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

    @abstractmethod
    def of_kind(self, ground: Ground, kind: str) -> dict[str, int]:
        """By value the number of rows."""

    @abstractmethod
    def rows(self, ground: Ground, kind: str, value: str) -> QuerySet[Any]:
        """The rows behind a number."""


class ByPairs(Dimension):
    """What is worked out row by row."""

    @abstractmethod
    def pairs(self, ground: Ground, kind: str) -> dict[str, set[Any]]:
        """By value the ids of the rows."""

    def of_kind(self, ground: Ground, kind: str) -> dict[str, int]:
        return {value: len(ids) for value, ids in self.pairs(ground, kind).items()}

    def rows(self, ground: Ground, kind: str, value: str) -> QuerySet[Any]:
        return ground.of(kind).filter(pk__in=self.pairs(ground, kind).get(value, set()))


class ByField(ByPairs):
    """By what columns say: reports, seizures and listings in SQL, cases through the first two.

    of_several: whether a row can say several things at once, or one several times; it counts once under each.
    """

    def __init__(
        self, code: str, label: Any, *, report: Express | None = None, seizure: Express | None = None,
        listing: Express | None = None, words: dict[str, Any] | None = None, of_several: bool = False,
    ) -> None:  # fmt: skip
        says = {"report": report, "case": True, "seizure": seizure, "listing": listing}
        super().__init__(code, label, [kind for kind, is_said in says.items() if is_said], words)
        self.says: dict[str, Express | None] = {"report": report, "seizure": seizure, "listing": listing}
        self._of_several = of_several

    def of_kind(self, ground: Ground, kind: str) -> dict[str, int]:
        if kind == "case":
            return super().of_kind(ground, kind)
        return dict(self.tally(self.said(ground.of(kind), kind), "said"))

    def rows(self, ground: Ground, kind: str, value: str) -> QuerySet[Any]:
        if kind == "case":
            return super().rows(ground, kind, value)
        return ground.of(kind).filter(pk__in=self.said(ground.of(kind), kind).filter(said=value).values("pk"))

    def pairs(self, ground: Ground, kind: str) -> dict[str, set[Any]]:
        found = defaultdict(set)
        for value, pk in self._of_cases(ground):
            found[value].add(pk)
        return found

    def tally(self, rows: QuerySet[Any], *names: str) -> list[tuple[Any, ...]]:
        """(value of each name, number of rows) of annotated rows."""
        if not self._of_several:
            return list(rows.order_by().values(*names).annotate(number=Count("pk")).values_list(*names, "number"))
        try:
            pairs, params = rows.order_by().values_list(*names, "pk").distinct().query.sql_with_params()
        except EmptyResultSet:
            return []
        columns = ", ".join(f'"{name}"' for name in names)
        with connection.cursor() as cursor:
            # Rows made distinct are hashed; COUNT(DISTINCT …) sorts them all, by the rules of a language.
            told = f"SELECT {columns}, COUNT(*) FROM ({pairs}) AS told GROUP BY {columns}"  # noqa: S608  # names of ours
            cursor.execute(told, params)
            return cursor.fetchall()

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
        return ground.cases().annotate(said=month_of("opened_at")).order_by().values_list("said", "pk")


class ByCountry(ByField):
    """The countries of the told places, which the map asks for as well."""

    def of_kind(self, ground: Ground, kind: str) -> dict[str, int]:
        if kind == "case":
            return super().of_kind(ground, kind)
        found: dict[str, int] = defaultdict(int)
        for (_place, country), number in ground.told_places(kind).items():
            found[country] += number
        return dict(found)


class ByPlatform(ByPairs):
    """By the platform of accounts: a report where it tells of the account, a case where the account stands in it; a
    listing by its own."""

    def of_kind(self, ground: Ground, kind: str) -> dict[str, int]:
        if kind == "case":
            return super().of_kind(ground, kind)
        if kind == "listing":
            told = self._listings(ground).order_by().values("said").annotate(number=Count("pk"))
            return dict(told.values_list("said", "number"))
        rows = ground.platforms().filter(report__in=ground.reports().values("pk")).order_by().values("key")
        return dict(rows.annotate(number=Count("report", distinct=True)).values_list("key", "number"))

    def rows(self, ground: Ground, kind: str, value: str) -> QuerySet[Any]:
        if kind == "case":
            return super().rows(ground, kind, value)
        if kind == "listing":
            return ground.listings().filter(pk__in=self._listings(ground).filter(said=value).values("pk"))
        return ground.reports().filter(pk__in=ground.platforms().filter(key=value).values("report"))

    def pairs(self, ground: Ground, kind: str) -> dict[str, set[Any]]:
        cases = set(ground.cases().values_list("pk", flat=True))
        told = ground.platforms().order_by()
        found: dict[str, set[Any]] = defaultdict(set)
        for value, among in told.values_list("key", "entity__compartments").distinct():
            found[value] |= cases & set(among)
        return {value: ids for value, ids in found.items() if ids}

    def _listings(self, ground: Ground) -> QuerySet[Any]:
        return ground.listings().annotate(said=PLATFORM)


class ByPlace(Dimension):
    """By where a told place lies, as the reference data knows it by name. The database counts places as told."""

    @abstractmethod
    def named(self, told: list[gazetteer.Told], kind: str) -> dict[gazetteer.Told, str]:
        """The value of each told place that has one."""

    def of_kind(self, ground: Ground, kind: str) -> dict[str, int]:
        told = ground.told_places(kind)
        values = self.named(list(told), kind)
        found: dict[str, int] = defaultdict(int)
        for each, number in told.items():
            found[values.get(each, "")] += number
        return dict(found)

    def rows(self, ground: Ground, kind: str, value: str) -> QuerySet[Any]:
        told = list(ground.told_places(kind))
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


class OfSeizures(ByPairs):
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


def month_of(column: str) -> Any:
    return Func(F(column), MONTH, function="to_char", output_field=CharField())
