"""Who turns up again: accounts, telephones and persons in two reports or cases and more.

Two rows count as one where judgements that the officer sees say so: what stands together by way of one that is hidden
from them stays two. Whoever is reported as a victim or a witness, by whichever report, is not in it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from cases.packets.entities import PROTECTED
from cases.trends.counting import ByPairs
from cases.trends.ground import Ground
from intel.models import Entity, Fact, Judgement, Link, Schema, Verdict
from intel.models.link import Role
from intel.trends.together import together

SCHEMAS = (Schema.USER_ACCOUNT, Schema.PHONE, Schema.PERSON, Schema.COMPANY, Schema.EMAIL, Schema.BANK_ACCOUNT)
FEWEST = 2  # reports or cases
MOST = 500  # that are looked at, those told of most often first


@dataclass
class Seller:
    """entities: rows that are one, the first recorded of them first. reports, cases: ids."""

    entities: list[Entity] = field(default_factory=list)
    reports: set[UUID] = field(default_factory=set)
    cases: set[UUID] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)

    @property
    def first(self) -> Entity:
        return self.entities[0]

    @property
    def is_repeated(self) -> bool:
        return len(self.reports) >= FEWEST or len(self.cases) >= FEWEST

    @property
    def reported_as(self) -> list[str]:
        return sorted(str(Role(role).label) for role in self.roles)


def repeated(ground: Ground) -> list[Seller]:
    """Those who turn up again in what the ground holds, the most told of first. Nine queries, however many."""
    seen = ground.entities().filter(schema__in=SCHEMAS)
    same = Judgement.objects.visible_to(ground.officer).standing().filter(verdict=Verdict.SAME)
    groups = together(same.order_by().values_list("one", "other"))
    facts = Fact.objects.standing().filter(report__in=ground.reports().values("pk"))
    looked_at = {*groups, *_often(facts.filter(entity__in=seen.values("pk"))), *_in_several(seen)}
    hidden = _protected(looked_at, groups)
    rows = seen.filter(pk__in=looked_at).order_by("recorded_at", "pk")
    cases = set(ground.cases().values_list("pk", flat=True))
    found: dict[UUID, Seller] = defaultdict(Seller)
    for entity in rows:
        if groups.get(entity.pk, entity.pk) not in hidden:
            found[groups.get(entity.pk, entity.pk)].entities.append(entity)
            found[groups.get(entity.pk, entity.pk)].cases |= cases & set(entity.compartments)
    _tell_reports(facts, found, groups)
    kept = [one for one in found.values() if one.is_repeated]
    _tell_roles(kept, ground)
    return sorted(kept, key=lambda one: (-len(one.reports) - len(one.cases), one.first.reference))


def _often(facts: QuerySet[Fact]) -> Iterable[UUID]:
    told = facts.order_by().values("entity").annotate(number=Count("report", distinct=True))
    return told.filter(number__gte=FEWEST).order_by("-number").values_list("entity", flat=True)[:MOST]


def _in_several(seen: QuerySet[Entity]) -> Iterable[UUID]:
    return seen.filter(compartments__len__gte=FEWEST).order_by("recorded_at").values_list("pk", flat=True)[:MOST]


def _protected(looked_at: set[UUID], groups: dict[UUID, UUID]) -> set[UUID]:
    """What stands for each that is reported as a victim or a witness."""
    rows = Link.objects.standing().filter(role__in=PROTECTED, source__in=looked_at)
    return {groups.get(pk, pk) for pk in rows.values_list("source", flat=True)}


def _tell_reports(facts: QuerySet[Fact], found: dict[UUID, Seller], groups: dict[UUID, UUID]) -> None:
    among = [entity.pk for one in found.values() for entity in one.entities]
    for entity, report in facts.filter(entity__in=among).order_by().values_list("entity", "report").distinct():
        found[groups.get(entity, entity)].reports.add(report)


def _tell_roles(kept: list[Seller], ground: Ground) -> None:
    by_entity = {entity.pk: one for one in kept for entity in one.entities}
    rows = Link.objects.visible_to(ground.officer).holding().filter(source__in=by_entity).exclude(role="")
    for entity, role in rows.order_by().values_list("source", "role").distinct():
        by_entity[entity].roles.add(role)


class BySeller(ByPairs):
    """By who turns up again; the value is the id of the first of the rows that are one."""

    def pairs(self, ground: Ground, kind: str) -> dict[str, set[Any]]:
        return {str(one.first.pk): one.reports if kind == "report" else one.cases for one in repeated(ground)}


SELLERS = BySeller("seller", _("turns up again"), ("report", "case"))
