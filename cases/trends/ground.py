"""The rows that trends count: what one officer may see of reports, cases, seizures and listings, by one filter.

Reports count when they are released. What broken glass shows does not count: it lets read one case, each page of it on
record. A new kind of row gets its line in `KINDS` and its method here; what it can be counted by stands in
`cases.trends.dimensions`.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db.models import Case as Choice
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce, Lower, TruncDate

from cases.models import Case, CaseReport, Listing, RouteStop, Seizure, SpecimenLine
from cases.trends.asked import Asked, below, no_worse
from hotline.models import Report, SpeciesLine
from intel.models import Entity, Fact, Schema
from intel.trends import flows
from reference import gazetteer
from staff import access, compartments
from staff.models import Officer

KINDS = ("report", "case", "seizure", "listing")
# The day a report tells of; the day it was written, where it tells none.
TOLD = Choice(
    When(Q(happened_on__isnull=False) & ~Q(date_precision=Report.DatePrecision.UNKNOWN), then=F("happened_on")),
    default=TruncDate("written_at"),
)
ONLINE = (Schema.USER_ACCOUNT, Schema.LISTING)
# The platform of a listing in the spelling in which those of accounts are kept.
PLATFORM = Coalesce(F("platform__key"), Lower(F("platform_words")))
CITED = Seizure.reports.through.objects


class Ground:
    """What one officer's figures rest on. Each of its methods is a query that nobody has asked yet."""

    def __init__(self, officer: Officer, asked: Asked | None = None) -> None:
        self.officer, self.asked = officer, asked or Asked()
        self._told_places: dict[str, dict[gazetteer.Told, int]] = {}

    @cached_property
    def always(self) -> "Ground":
        """The same without the period."""
        found = Ground(self.officer, self.asked.always())
        for worked_out in ("taxa", "places_within"):
            if worked_out in self.__dict__:
                found.__dict__[worked_out] = self.__dict__[worked_out]
        return found

    def of(self, kind: str) -> QuerySet[Any]:
        """The rows of one of `KINDS`."""
        asked: dict[str, Callable[[], QuerySet[Any]]] = {
            "report": self.reports, "case": self.cases, "seizure": self.seizures, "listing": self.listings,
        }  # fmt: skip
        return asked[kind]()

    def reports(self) -> QuerySet[Any]:
        """Released reports with `at`, the day they count on."""
        rows = self._in_period(self._told().annotate(at=TOLD), "at")
        if self.asked.tells_of_goods:
            goods = self._goods(Seizure.objects.worked_by(self.officer))
            rows = rows.filter(Exists(CITED.filter(report=OuterRef("pk"), seizure__in=goods.values("pk"))))
        return rows

    def seizures(self) -> QuerySet[Seizure]:
        rows = self._in_period(
            self._goods(self._where(Seizure.objects.worked_by(self.officer), "seizure")), "seized_on"
        )
        if self.asked.taxon:
            lines = SpecimenLine.objects.filter(taxon__in=self.taxa)
            rows = rows.filter(pk__in=lines.values("seizure"))
        if self.asked.tells_of_reports:
            told = self._graded(self._released())
            rows = rows.filter(Exists(CITED.filter(seizure=OuterRef("pk"), report__in=told.values("pk"))))
        return rows

    def listings(self) -> QuerySet[Listing]:
        """Listings by the day they were first seen. Asked for a country or a way, which they do not tell, none."""
        rows = self._in_period(Listing.objects.worked_by(self.officer), "first_seen")
        if self.asked.tells_of_goods or self.asked.country or self.asked.province:
            return rows.none()
        if self.asked.taxon:
            rows = rows.filter(taxon__in=self.taxa)
        if self.asked.platform:
            rows = rows.annotate(said=PLATFORM).filter(said=self.asked.platform)
        if self.asked.grade:
            rows = rows.filter(report__in=self._released().filter(no_worse(self.asked.grade)).values("pk"))
        return rows

    def cases(self) -> QuerySet[Case]:
        """Cases by the day they were opened, where a report or a seizure of theirs fits the rest of the filter."""
        rows = self._in_period(Case.objects.worked_by(self.officer), "opened_at__date")
        if self.asked.is_narrowed:
            used = CaseReport.objects.filter(case=OuterRef("pk"), report__in=self.always.reports().values("pk"))
            seized = self.always.seizures().filter(case=OuterRef("pk"))
            rows = rows.filter(Exists(used) | Exists(seized))
        return rows

    def entities(self) -> QuerySet[Entity]:
        """Persons and things that stand in cases the officer works in."""
        rows = Entity.objects.visible_to(self.officer).filter(taken_out_at=None, purged_at=None)
        if access.allows(self.officer, "cases.read_every_case"):
            return rows
        return rows.filter(compartments__overlap=list(compartments.member_of(self.officer)))

    def platforms(self) -> QuerySet[Fact]:
        """What reports that the officer may see tell of the platforms of accounts and listings."""
        seen = self.entities().filter(schema__in=ONLINE).values("pk")
        told = Fact.objects.standing().cited_before(self.officer).exclude(report__status=Report.Status.WITHDRAWN)
        return told.filter(prop="service", entity__in=seen)

    def told_places(self, kind: str) -> dict[gazetteer.Told, int]:
        """Of reports or seizures: by place and country as told, how many; the most told first. All of them: each row
        has one pair, of empty words where it tells none. Asked for once.
        """
        if kind not in self._told_places:
            rows = self.of(kind).order_by().values("place", "country").annotate(number=Count("pk"))
            most = rows.order_by("-number", "place", "country").values_list("place", "country", "number")
            self._told_places[kind] = {(place, country): number for place, country, number in most}
        return self._told_places[kind]

    def number(self, kind: str) -> int:
        """How many rows of a kind there are."""
        return sum(self.told_places(kind).values()) if kind in self._told_places else self.of(kind).count()

    @cached_property
    def ways(self) -> dict[tuple[Any, Any], flows.Way]:
        """By seizure and case, the countries of its way in order; seizures that tell none are not in it. One query."""
        stops = RouteStop.objects.filter(seizure__in=self.seizures().values("pk")).order_by("seizure", "position")
        found: dict[tuple[Any, Any], list[str]] = defaultdict(list)
        for seizure, case, country in stops.values_list("seizure", "seizure__case", "country"):
            found[seizure, case].append(country)
        return {each: flows.tidy(codes) for each, codes in found.items()}

    # --- How each is narrowed -------------------------------------------------------------------------------------
    def _in_period(self, rows: QuerySet[Any], day: str) -> QuerySet[Any]:
        if self.asked.since:
            rows = rows.filter(**{f"{day}__gte": self.asked.since})
        return rows.filter(**{f"{day}__lte": self.asked.until}) if self.asked.until else rows

    def _released(self) -> QuerySet[Report]:
        return Report.objects.visible_to(self.officer).filter(status=Report.Status.RELEASED)

    def _told(self) -> QuerySet[Report]:
        rows = self._graded(self._where(self._released(), "report"))
        if self.asked.taxon:
            lines = SpeciesLine.objects.filter(taxon__in=self.taxa)
            rows = rows.filter(pk__in=lines.values("report"))
        return rows

    def _graded(self, rows: QuerySet[Report]) -> QuerySet[Report]:
        if self.asked.grade:
            rows = rows.filter(no_worse(self.asked.grade))
        if self.asked.platform:
            rows = rows.filter(pk__in=self.platforms().filter(key=self.asked.platform).values("report"))
        return rows

    def _goods(self, rows: QuerySet[Seizure]) -> QuerySet[Seizure]:
        if self.asked.concealment:
            rows = rows.filter(concealment__icontains=self.asked.concealment)
        if self.asked.port:
            stops = RouteStop.objects.filter(place__icontains=self.asked.port)
            rows = rows.filter(Q(place__icontains=self.asked.port) | Q(pk__in=stops.values("seizure")))
        return rows.filter(_passes(self.asked.route)) if self.asked.route else rows

    def _where(self, rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
        if self.asked.province:
            names = self.places_within[kind]
            return rows.filter(country=self.asked.province.country, place__in=names)
        return rows.filter(country=self.asked.country) if self.asked.country else rows

    @cached_property
    def taxa(self) -> Any:
        """The taxon that is asked for, with all below it."""
        assert self.asked.taxon is not None  # asked of a taxon only
        return below(self.asked.taxon)

    @cached_property
    def places_within(self) -> dict[str, list[str]]:
        """By kind the places that are told and lie in the province. Four queries."""
        assert self.asked.province is not None  # asked of a province only
        country = self.asked.province.country
        told = {
            "report": self._released().filter(country=country), "seizure": Seizure.objects.worked_by(self.officer),
        }  # fmt: skip
        named = {
            kind: set(rows.filter(country=country).order_by().values_list("place", flat=True).distinct())
            for kind, rows in told.items()
        }
        within = gazetteer.provinces((place, country) for places in named.values() for place in places)
        return {
            kind: [place for place in places if within.get((place, country)) == self.asked.province]
            for kind, places in named.items()
        }


def _passes(route: tuple[str, ...]) -> Q:
    """Countries one after the other on a way, whatever lies between."""
    stops = RouteStop.objects.filter(country=route[-1])
    for code in reversed(route[:-1]):
        further = stops.filter(seizure=OuterRef("seizure"), position__gt=OuterRef("position"))
        stops = RouteStop.objects.filter(Exists(further), country=code)
    return Q(pk__in=stops.values("seizure"))
