"""Taking a case's persons, things, links and places out as a file of exchange: what may leave, its label, on record.

Only what a released report tells that the officer may see; never a report's words, never who told it. Victims and
witnesses stay, positions are those of places by name, and the packets' gate looks at all of it first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import case_map, export_forms
from cases.casework import require_case
from cases.models import Case, Exhibit, TimelineItem
from cases.packets import entities as packed
from cases.packets import gate, places
from cases.packets import secrets as source_secrets
from cases.packets.fields import pick
from hotline.models import Report
from hotline.models.report import Handling
from intel.exchange import deciding
from intel.exchange.said import Said
from intel.models import Entity, Fact, Link
from intel.products.handling import strictest
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid

RIGHT = "intel.export_entity"
MAX_ENTITIES = 20_000  # what a program takes in at once, and a process holds beside its other work

# The profile of all exports: a field not named here cannot leave.
ENTITY = frozenset({"id", "schema", "kind", "name"})
FACT = frozenset({"property", "label", "value", "checked", "report", "grade", "first_seen", "last_seen"})
LINK = frozenset(
    {"kind", "words", "role", "role_code", "basis", "grade", "report", "began", "ended", "period", "summary"}
)
PLACE = frozenset({"kind", "reference", "what", "place", "country", "at", "grade", "lat", "lon", "km"})
LINK_FIELDS: dict[str, Any] = {**packed.LINK, "role_code": lambda link: link.role}
# A position that a report tells could tell who spoke: places leave by their names, blurred, in the map files.
STAYS = ("latitude", "longitude")
UNLABELLED = Handling.AMBER  # a part that bears no label of its own


@dataclass
class Leaving:
    """What one officer may take out. labels: of every part; kept_back: facts that stay, on the desk or unreleased."""

    entities: list[dict[str, Any]] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    reports: list[dict[str, Any]] = field(default_factory=list)
    places: list[dict[str, Any]] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    kept_back: int = 0

    @property
    def label(self) -> str:
        return strictest(self.labels or {UNLABELLED})

    @property
    def facts(self) -> int:
        return sum(len(each["facts"]) for each in self.entities)


@dataclass(frozen=True)
class File:
    """A file on its way out, piece by piece. name: from references alone."""

    name: str
    media_type: str
    pieces: Iterator[bytes]


def take_out(case: Case, form: str, *, by: Officer, around: Entity | None = None) -> File:
    """A file of a case's network, or of one entity with its neighbours, after the audit entry that says who took it.

    Args:
        form: a key of `export_forms.FORMS`.
    Raises: NotAllowed; WrongStatus of a purged case; Invalid for another form, too many, nothing that may leave, or
        something of a source in what would.
    """
    require_case(case, RIGHT, by=by)
    if form not in export_forms.FORMS:
        raise Invalid(_("There is no such file."))
    writer = export_forms.FORMS[form]
    found = of_places(case, by=by, around=around) if writer.is_map else leaving(case, by=by, around=around)
    _require_something(found.places if writer.is_map else found.entities)
    pass_gate(case, found)
    told = {"form": form, "entities": len(found.entities), "facts": found.facts, "links": len(found.links),
            "places": len(found.places), "tlp": found.label}  # fmt: skip
    with transaction.atomic():
        audit.record(by, "case.exported", case, **told, around=str(around.pk) if around else None)
    at = timezone.now().replace(microsecond=0)
    pieces = writer.pieces(_said(case, found, at), found.places)
    return File(f"{case.reference}_{at:%Y%m%d}_{form}.{writer.ending}", writer.media_type, pieces)


def _require_something(rows: list[dict[str, Any]]) -> None:
    if not rows:
        raise Invalid(_("Nothing here may leave: only what a released report tells does."))
    if len(rows) > MAX_ENTITIES:
        sentence = _("These are more than %(most)d: take out one person or thing with its neighbours instead.")
        raise Invalid(sentence % {"most": MAX_ENTITIES})


def _said(case: Case, found: Leaving, at: datetime) -> Said:
    # Ids of this file alone: two files cannot be joined by them.
    return Said(
        uuid4(), case.reference, settings.ORGANISATION, found.label, at, found.entities, found.links, found.reports
    )


def pass_gate(case: Case, found: Leaving) -> None:
    """Raises: Invalid that names where something of a source was found. Who is a fact of its own is cleared by that."""
    told = {fact["value"] for each in found.entities for fact in each["facts"]}
    said = {"persons and things": found.entities, "links": found.links, "map": found.places}
    if findings := gate.scan(said, source_secrets.behind(case), cleared=told):
        raise Invalid(gate.sentence(findings))


# --- Persons, things and links --------------------------------------------------------------------------------------
def released(case: Case, officer: Officer) -> list[Report]:
    """Reports of the case that may be cited outside, as far as the officer sees them."""
    seen = Report.objects.visible_to(officer).filter(compartments__contains=[case.pk])
    return list(seen.filter(status=Report.Status.RELEASED).order_by("reference"))


def leaving(case: Case, *, by: Officer, around: Entity | None = None) -> Leaving:
    """What an export would hold. Six queries, however many there are."""
    return _leaving(case, released(case, by), by=by, around=around)


def _leaving(case: Case, reports: list[Report], *, by: Officer, around: Entity | None) -> Leaving:
    seen = Entity.objects.visible_to(by).in_case(case.pk)
    inside = seen.exclude(pk__in=packed.protected(case.pk))
    if around is not None:
        inside = inside.filter(pk__in=_beside(around, by))
    facts = Fact.objects.standing().filter(entity__in=inside.values("pk")).exclude(prop__in=STAYS)
    rows = list(
        facts.filter(report__in=reports).select_related("entity", "report")
        .order_by("entity__schema", "entity__name", "entity_id", "report__reference", "prop", "pk")
    )  # fmt: skip
    chosen = packed.numbered(rows)
    links = _links(chosen, reports)
    kept_back = Fact.objects.visible_to(by).standing().filter(entity__in=seen.values("pk")).count() - len(rows)
    return _gathered(chosen, links, kept_back)


def _beside(around: Entity, officer: Officer) -> set[Any]:
    """An entity and those that a standing link connects with it."""
    ties = Link.objects.visible_to(officer).standing()
    pairs = [*ties.filter(source=around).values_list("target", flat=True), around.pk]
    return {*pairs, *ties.filter(target=around).values_list("source", flat=True)}


def _links(chosen: list[packed.Leaving], reports: list[Report]) -> list[Link]:
    ids = [each.entity.pk for each in chosen]
    rows = Link.objects.standing().filter(source__in=ids, target__in=ids, report__in=reports)
    return list(rows.select_related("report").order_by("report__reference", "recorded_at", "pk"))


def _gathered(chosen: list[packed.Leaving], links: list[Link], kept_back: int) -> Leaving:
    ids = {each.entity.pk: each.id for each in chosen}
    facts = [fact for each in chosen for fact in each.facts]
    named = [*(fact.report for fact in facts), *(link.report for link in links)]
    cited = {report.pk: report for report in named if report}
    labels = {report.handling for report in cited.values()}
    labels |= deciding.labels((fact.pk for fact in facts), (link.pk for link in links))
    return Leaving(
        entities=[
            pick(packed.ENTITY, ENTITY, each) | {"facts": [pick(packed.FACT, FACT, fact) for fact in each.facts]}
            for each in chosen
        ],
        links=[
            {"source": ids[link.source_id], "target": ids[link.target_id], "is_mutual": link.is_mutual}
            | pick(LINK_FIELDS, LINK, link)
            for link in links
        ],
        reports=[
            {"reference": report.reference, "grade": report.grade}
            for report in sorted(cited.values(), key=lambda each: each.reference)
        ],
        labels=labels, kept_back=kept_back,
    )  # fmt: skip


# --- Places -------------------------------------------------------------------------------------------------------
def of_places(case: Case, *, by: Officer, around: Entity | None = None) -> Leaving:
    """What has a place, as the case's map has it: by name, blurred where few live and a report told of it."""
    reports = released(case, by)
    found = _leaving(case, reports, by=by, around=around)
    spots = [*_of_things(found)]
    if around is None:
        spots += _of_case(case, reports, by)
        found.labels |= {report.handling for report in reports} | {UNLABELLED}
    rows = [pick(places.FIELDS, PLACE, spot) for spot in case_map.located(spots) if spot.point]
    return Leaving(places=rows, labels=found.labels, kept_back=found.kept_back)


def _of_things(found: Leaving) -> Iterator[case_map.Spot]:
    for each in found.entities:
        told = {fact["property"]: fact for fact in reversed(each["facts"])}
        name = next((told[prop]["value"] for prop in ("city", "region", "address", "full") if prop in told), "")
        if each["schema"] in ("Address", "Site"):
            country = told["country"]["value"].upper() if "country" in told else ""
            grade = told["name"]["grade"]
            yield case_map.Spot("thing", each["id"], each["name"], (name or each["name"], country), grade=grade)


def _of_case(case: Case, reports: Iterable[Report], officer: Officer) -> Iterator[case_map.Spot]:
    """Titles and descriptions stay: they are the desk's own words. So does what a source's own file tells."""
    cited = {report.pk for report in reports}
    items = TimelineItem.objects.visible_to(officer).filter(case=case, in_summary=True).drawn()
    told = [item for item in items if (told_by := {report.pk for report in item.reports.all()}) and told_by <= cited]
    for spot in (
        *case_map.of_reports(reports), *case_map.of_entries(told),
        *case_map.of_exhibits(Exhibit.objects.visible_to(officer).filter(case=case, parent=None, origin=None)),
        *case_map.of_seizures(case.seizures.select_related("agency")),
    ):  # fmt: skip
        yield replace(spot, what="")
