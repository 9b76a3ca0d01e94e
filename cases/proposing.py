"""Whom to ask in a case: agencies of the directory, ranked by `cases.routing` over what the officer sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from cases import acknowledging, routing
from cases.acknowledging import Record
from cases.models import Case, Listing, Seizure, SpecimenLine
from hotline.models import Report
from reference.models import Agency, AgencyContact, AgencyRisk, Offence, Place, PlaceName
from reference.spelling import plain
from reference.taxon_groups import TaxonGroup
from staff.models import Officer

MOST = 8  # proposals shown


@dataclass(frozen=True)
class Proposal:
    """second_route: named where another way is advised."""

    agency: Agency
    score: routing.Score
    record: Record
    second_route: str = ""


def facts_of(case: Case, officer: Officer) -> routing.CaseFacts:
    """What routing needs to know of a case, of the rows that the officer sees. Seven queries."""
    reports = Report.objects.visible_to(officer).filter(cases=case).exclude(status=Report.Status.WITHDRAWN)
    seizures = Seizure.objects.visible_to(officer).filter(case=case)
    told = [*reports.values_list("country", "place"), *seizures.values_list("country", "place")]
    classes = {one for offences in reports.values_list("offences", flat=True) for one in offences}
    coded = Offence.objects.filter(code__in=case.offences).values_list("tip_class", flat=True)
    return routing.CaseFacts(
        type=case.type,
        countries=frozenset({country for country, _place in told} | {case.jurisdiction}) - {"", "XX", "ZZ"},
        places=tuple(place for _country, place in told if place),
        offences=frozenset(classes | set(coded)), groups=_groups(case, reports, officer),
    )  # fmt: skip


def _groups(case: Case, reports: "QuerySet[Report]", officer: Officer) -> frozenset[str]:
    named = {
        *reports.values_list("species__taxon__group", flat=True),
        *SpecimenLine.objects.visible_to(officer).filter(seizure__case=case).values_list("taxon__group", flat=True),
        *Listing.objects.visible_to(officer).filter(case=case).values_list("taxon__group", flat=True),
    }
    return frozenset(named & set(TaxonGroup.values))


def candidates(countries: Iterable[str]) -> "QuerySet[Agency]":
    """Agencies that could be asked, with what routing counts: `has_channel`, `has_key`, `has_risk`."""
    contacts = AgencyContact.objects.filter(agency=OuterRef("pk"))
    rows = Agency.objects.filter(retired=False, country__in=[*countries, routing.ABROAD])
    return rows.select_related("second_route").annotate(
        has_channel=Exists(contacts.filter(verified=True)), has_key=Exists(contacts.sealable()),
        has_risk=Exists(AgencyRisk.objects.filter(agency=OuterRef("pk"))),
    )  # fmt: skip


def propose(case: Case, officer: Officer, most: int = MOST) -> list[Proposal]:
    """The best agencies first. Nothing where no report, seizure or jurisdiction tells a country."""
    facts = facts_of(case, officer)
    if not facts.countries:
        return []
    rows: list[Any] = list(candidates(facts.countries))
    records = acknowledging.records([agency.pk for agency in rows], officer)
    spelled = _spellings(rows) if facts.places else {}
    found = []
    for agency in rows:
        record = records.get(agency.pk, Record())
        scored = routing.score(facts, _facts(agency, record, spelled.get(_province(agency), ())))
        if scored is not None and scored.points > 0:
            found.append(Proposal(agency, scored, record, _second_route(agency) if agency.has_risk else ""))
    return sorted(found, key=lambda one: (-one.score.points, one.agency.name))[:most]


def _province(agency: Agency) -> tuple[str, str]:
    return agency.country, plain(agency.province)


def _spellings(agencies: Iterable[Agency]) -> dict[tuple[str, str], tuple[str, ...]]:
    """By country and province of agencies, each name that the directory of places has for it, in any script. A
    province of a name that a whole other one has too keeps both: the officer decides. One query."""
    wanted = {_province(agency) for agency in agencies if agency.province}
    if not wanted:
        return {}
    named = PlaceName.objects.filter(
        place__kind=Place.Kind.PROVINCE, place__country__in={each for each, _name in wanted}
    )
    alike = named.filter(place=OuterRef("place"), normalised__in={name for _country, name in wanted})
    rows = named.filter(Exists(alike)).values_list("place", "place__country", "normalised", "name")
    names: dict[tuple[int, str], set[tuple[str, str]]] = {}
    for place, country, normalised, name in rows:
        names.setdefault((place, country), set()).add((normalised, name))
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for (_place, country), told in names.items():
        for normalised, _name in told:
            if (country, normalised) in wanted:
                found[country, normalised] = (*found.get((country, normalised), ()), *(name for _key, name in told))
    return found


def _facts(agency: Any, record: Record, spellings: tuple[str, ...]) -> routing.AgencyFacts:
    return routing.AgencyFacts(
        country=agency.country, province=agency.province, spellings=spellings, tags=frozenset(agency.tags),
        offences=frozenset(agency.offence_classes), groups=frozenset(agency.taxon_groups),
        is_checked=agency.verified, has_channel=agency.has_channel, has_key=agency.has_key,
        has_risk=agency.has_risk, median=record.median,
    )  # fmt: skip


def _second_route(agency: Agency) -> str:
    return agency.second_route.name if agency.second_route and not agency.second_route.retired else ""
